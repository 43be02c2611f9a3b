// JSONL to digest in one process: how fast, against the reference implementation, and where the time goes.
//
// Each slice loads the fixture from its file and runs it on a fresh engine, so a slice is a whole
// run; the baseline is the SHA-256 of as many bytes as the run hashes, taken in the same slice.

import CAllocationCounter
import CGrinder
import Domain
import Engine

enum ReplaySuite {
    /// Events per second of the reference implementation on `bench/five_symbols_20k`, on a machine of CI's kind.
    static let referenceEventsPerSecond = 10_106.0

    static func run(_ options: BenchOptions) -> Bool {
        guard let directory = options.fixture ?? BenchFixture.standard else {
            print("no fixture found: give one with --fixture DIR")
            return false
        }
        do {
            let report = try measure(directory, slices: options.slices ?? (options.quick ? 3 : 41))
            options.json ? print(report.json) : report.printTable()
            try report.entry.keep(options)
            // A short run says that the bench works, not how fast the machine is today.
            return options.quick || report.meetsMust
        } catch {
            print("\(error)")
            return false
        }
    }

    private static func measure(_ directory: String, slices: Int) throws -> ReplayReport {
        var report = ReplayReport(directory: directory)
        // One warm-up: page cache, branch predictors, lazily bound symbols.
        try runSlice(directory, &report)
        report.forgetTimes()
        for _ in 0..<slices { try runSlice(directory, &report) }
        return report
    }

    private static func runSlice(_ directory: String, _ report: inout ReplayReport) throws {
        let start = gr_clock_monotonic_ns()
        let fixture = try Fixture.load(directory: directory)
        let loaded = gr_clock_monotonic_ns()
        var engine = try ReplayEngine()
        let allocationsBefore = ac_allocations()
        let result = engine.run(fixture)
        let allocationsAfter = ac_allocations()
        let finished = gr_clock_monotonic_ns()
        let hashed = HashBaseline.ns(byteCount: result.canonicalBytes)
        report.take(
            result, loadNs: loaded - start, runNs: finished - loaded, hashNs: hashed,
            allocations: allocationsAfter - allocationsBefore)
    }
}

/// The slices of one replay bench.
struct ReplayReport {
    let directory: String
    private var events = 0
    private var digest = ""
    private var allocations: UInt64 = 0
    private var loadNs: [Double] = []
    private var runNs: [Double] = []
    private var hashNs: [Double] = []

    init(directory: String) { self.directory = directory }

    mutating func take(_ result: RunResult, loadNs: UInt64, runNs: UInt64, hashNs: UInt64, allocations: UInt64) {
        events = result.eventsProcessed
        digest = result.digest.short
        self.allocations = allocations
        self.loadNs.append(Double(loadNs))
        self.runNs.append(Double(runNs))
        self.hashNs.append(Double(hashNs))
    }

    mutating func forgetTimes() {
        loadNs = []
        runNs = []
        hashNs = []
    }

    private var totals: [Double] { zip(loadNs, runNs).map(+) }
    private var eventsPerSecond: Double { Double(events) / median(totals) * 1e9 }
    private var timesReference: Double { eventsPerSecond / ReplaySuite.referenceEventsPerSecond }
    /// The reference's number belongs to its own fixture; on others nothing is judged.
    private var isReferenceFixture: Bool { BenchFixture.isReference(directory) }
    var meetsMust: Bool { !isReferenceFixture || timesReference >= 100 }
    private var verdict: String {
        if !isReferenceFixture { return "-" }
        return timesReference >= 150 ? "aim" : timesReference >= 100 ? "must" : "FAIL"
    }

    var entry: HistoryEntry {
        HistoryEntry(
            suite: "replay", fingerprint: Fingerprint(placement: "any core", dataHash: Fingerprint.hash(fixture: directory)),
            series: [Series(name: "run / hashing alone", isLowerBetter: true, slices: zip(totals, hashNs).map(/))])
    }

    private func perEvent(_ values: [Double]) -> String { fixed(median(values) / Double(max(events, 1)), 1) }

    func printTable() {
        let host = Host.current()
        print("replay: JSONL to digest, one process, \(totals.count) slices of \(events) events")
        print("\(host.summary); fixture \(directory), digest \(digest)")
        print("events per second      \(fixed(eventsPerSecond, 0))")
        print("times the reference    \(fixed(timesReference, 1))  (must 100, aim 150)  \(verdict)")
        print("ns per event           \(perEvent(totals))")
        print("  read and parse       \(perEvent(loadNs))")
        print("  decide and write     \(fixed((median(runNs) - median(hashNs)) / Double(max(events, 1)), 1))")
        print("  hash                 \(perEvent(hashNs))")
        print("ratio to hashing alone \(fixed(median(zip(totals, hashNs).map(/)), 2))")
        print("allocations per run    \(allocations) (\(fixed(Double(allocations) / Double(max(events, 1)), 4)) per event)")
    }

    var json: String {
        "{\"suite\":\"replay\",\(Host.current().json),\"fixture\":\(jsonText(directory)),\"digest\":\(jsonText(digest)),\"events\":\(events),"
            + "\"slices\":\(totals.count),\"events_per_second\":\(fixed(eventsPerSecond, 0)),"
            + "\"times_reference\":\(fixed(timesReference, 2)),\"load_ns\":\(perEvent(loadNs)),"
            + "\"run_ns\":\(perEvent(runNs)),\"hash_ns\":\(perEvent(hashNs)),"
            + "\"ratio_to_hash\":\(fixed(median(zip(totals, hashNs).map(/)), 3)),"
            + "\"allocations\":\(allocations),\"verdict\":\(jsonText(verdict))}"
    }
}
