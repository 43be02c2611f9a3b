// The report of the paper suite, as a table and as one JSON object.

struct PaperReport {
    private let directory: String
    private let samples: [PaperSamples]
    private let steady: PaperSteadyState

    init(_ bench: PaperBench, steady: PaperSteadyState) {
        directory = bench.directory
        samples = bench.samples
        self.steady = steady
    }

    /// The reference's numbers belong to its own fixture; on others nothing is judged.
    private var isReference: Bool { BenchFixture.isReference(directory) }

    /// What the machine's mood cannot change: digests and the heap.
    var holds: Bool { steady.heapCalls == 0 && samples.allSatisfy(isExpected) }

    var meetsMust: Bool { samples.allSatisfy { verdict($0) != "FAIL" } }

    var entry: HistoryEntry {
        HistoryEntry(
            suite: "paper", fingerprint: Fingerprint(placement: "any core", dataHash: Fingerprint.hash(fixture: directory)),
            series: samples.map {
                Series(
                    name: "run / hashing alone, \($0.workload.rawValue)", isLowerBetter: true,
                    slices: zip($0.totals, $0.hashNs).map(/))
            })
    }

    private func isExpected(_ samples: PaperSamples) -> Bool {
        !isReference || samples.digest == samples.workload.referenceDigests.digest
    }

    private func verdict(_ samples: PaperSamples) -> String {
        guard isReference, let goal = samples.workload.goal else { return "-" }
        if goal.holds(samples.timesReference, against: goal.aim) { return "aim" }
        return goal.holds(samples.timesReference, against: goal.must) ? "must" : "FAIL"
    }

    func printTable() {
        print("paper: JSONL to digest, one process, \(samples[0].totals.count) slices of \(samples[0].events) events")
        print("\(Host.current().summary); fixture \(directory)")
        let header = ["x reference", "must", "aim", "events/s", "ns", "read", "decide", "hash", "/ hash"]
        print(padded("options", 13) + header.map { padded($0, 12, right: true) }.joined() + "  digest            verdict")
        for samples in samples {
            let cells = [
                fixed(samples.timesReference, 1),
                samples.workload.goal.map { fixed($0.must, 0) } ?? "", samples.workload.goal.map { fixed($0.aim, 0) } ?? "",
                fixed(samples.eventsPerSecond, 0), fixed(samples.perEvent(samples.totals), 1),
                fixed(samples.perEvent(samples.loadNs), 1), fixed(decideNs(samples), 1),
                "\(fixed(samples.perEvent(samples.hashNs), 1)) \(fixed(samples.hashShare * 100, 0))%",
                fixed(samples.ratioToHash, 2),
            ]
            print(
                padded(samples.workload.rawValue, 13) + cells.map { padded($0, 12, right: true) }.joined()
                    + "  \(samples.digest)  \(isExpected(samples) ? verdict(samples) : "FAIL: another digest")")
        }
        print(
            "heap calls (malloc, calloc, realloc, memalign, free) over \(steady.events) events without digest, "
                + "features and adaptive policy on: \(steady.heapCalls) (\(steady.orders) actions, \(steady.failures) failures)")
        print(holds && meetsMust ? "PASS" : "FAIL")
    }

    /// What is left of a run without what hashing alone costs.
    private func decideNs(_ samples: PaperSamples) -> Double {
        samples.perEvent(samples.runNs) - samples.perEvent(samples.hashNs)
    }

    var json: String {
        "{\"suite\":\"paper\",\(Host.current().json),\"fixture\":\(jsonText(directory)),\"events\":\(samples[0].events),"
            + "\"slices\":\(samples[0].totals.count),\"runs\":[\(samples.map(json).joined(separator: ","))],"
            + "\"steady_events\":\(steady.events),\"steady_actions\":\(steady.orders),"
            + "\"steady_failures\":\(steady.failures),\"heap_calls\":\(steady.heapCalls),"
            + "\"pass\":\(holds && meetsMust)}"
    }

    private func json(_ samples: PaperSamples) -> String {
        "{\"options\":\(jsonText(samples.workload.rawValue)),\"digest\":\(jsonText(samples.digest)),"
            + "\"events_per_second\":\(fixed(samples.eventsPerSecond, 0)),"
            + "\"times_reference\":\(fixed(samples.timesReference, 2)),"
            + "\"load_ns\":\(fixed(samples.perEvent(samples.loadNs), 1)),"
            + "\"run_ns\":\(fixed(samples.perEvent(samples.runNs), 1)),"
            + "\"hash_ns\":\(fixed(samples.perEvent(samples.hashNs), 1)),"
            + "\"hash_share\":\(fixed(samples.hashShare, 3)),\"ratio_to_hash\":\(fixed(samples.ratioToHash, 3)),"
            + "\"verdict\":\(jsonText(isExpected(samples) ? verdict(samples) : "FAIL"))}"
    }
}
