// The report of the chain suite.

import Rings

struct ChainReport {
    private let directory: String
    private let placement: String
    private let plan: ChainSuite.Plan
    var digest = ""
    /// Two for each layout.
    private var measures: [Measure] = []
    private var latencies: [Latency] = []

    init(_ directory: String, _ layouts: [ChainLayout], isRealTime: Bool, _ plan: ChainSuite.Plan) {
        self.directory = directory
        self.plan = plan
        placement =
            layouts.map { layout in
                let cpus = [WorkerRole.feed, .strategy, .execution].map { "\($0.name) \(layout.cpus[$0] ?? -1)" }
                return "\(layout.name): CPU of \(cpus.joined(separator: ", "))"
            }.joined(separator: "; ") + (isRealTime ? "; SCHED_FIFO" : "")
    }

    mutating func beginLayout(_ layout: ChainLayout, _ schedule: String) {
        measures += [
            Measure(name: "p50, rings / pipes, \(layout.name)", goal: .atMost(must: 0.25, aim: 0.125)),
            Measure(name: "p99, rings / pipes, \(layout.name)", goal: .atMost(must: 0.2, aim: 0.2)),
        ]
        beginLatency(layout, schedule)
    }

    mutating func beginLatency(_ layout: ChainLayout, _ schedule: String) {
        for name in ["rings", "pipes"] { latencies.append(Latency(name: "\(name), \(layout.name), \(schedule)")) }
    }

    mutating func beginRun() { for index in measures.indices.suffix(2) { measures[index].runs.append([]) } }

    mutating func take(_ slice: (rings: HistogramSnapshot, pipes: HistogramSnapshot)) {
        add(slice)
        for (index, millionths) in zip(measures.indices.suffix(2), [500_000, 990_000]) {
            let subject = Double(slice.rings.percentile(millionths: millionths))
            let baseline = Double(slice.pipes.percentile(millionths: millionths))
            let run = measures[index].runs.count - 1
            measures[index].runs[run].append(subject / max(baseline, 1))
            measures[index].subjectNs.append(subject)
            measures[index].baselineNs.append(baseline)
        }
    }

    mutating func add(_ slice: (rings: HistogramSnapshot, pipes: HistogramSnapshot)) {
        latencies[latencies.count - 2].snapshot.merge(slice.rings)
        latencies[latencies.count - 1].snapshot.merge(slice.pipes)
    }

    /// Of the layout that uses the cores there are, the last one. On one core the switches between processes are
    /// most of the time of both chains, and no transport can take them away: that layout is reported.
    var meetsMust: Bool { measures.suffix(2).allSatisfy(\.meetsMust) }

    var entry: HistoryEntry {
        HistoryEntry(
            suite: "chain", fingerprint: Fingerprint(placement: placement, dataHash: Fingerprint.hash(fixture: directory)),
            series: measures.map(\.series), latencies: latencies)
    }

    func printTable() {
        print("chain: tick to intent through three processes, from when the tick was due")
        print(placement)
        print("\(Host.current().summary); fixture \(directory), digest of the chain \(digest) as in one process")
        print(
            "\(plan.runs) runs of \(plan.slices) slices of \(plan.ticks) ticks, one every \(plan.intervalUs) us, after \(plan.warmTicks) "
                + "that are not counted; slices of both chains in turns")
        printMeasures(measures)
        Latency.printHeader()
        for latency in latencies { latency.printRow() }
        print(meetsMust ? "PASS" : "FAIL")
    }

    func json(_ options: BenchOptions) -> String {
        "{\"suite\":\"chain\",\(entry.fingerprint.json),\"fixture\":\(jsonText(directory)),\"digest\":\(jsonText(digest)),"
            + "\"measures\":[\(measures.map(\.json).joined(separator: ","))],"
            + "\"latencies\":[\(latencies.map(\.json).joined(separator: ","))],\"pass\":\(options.quick || meetsMust)}"
    }
}
