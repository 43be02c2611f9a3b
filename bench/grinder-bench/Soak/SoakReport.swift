// What a soak comes to. The first tenth is warm-up. Memory: the most in the last quarter against the most in the quarter
// after the warm-up, and the slope between. Latency: the first third against the last, with the verdict of `compare`.

import Domain
import Rings
import Supervision

struct SoakReport {
    /// More growth than this is a leak: a few pages of the kernel's own accounting are not.
    static let growthMax = 128.0 * 1024
    /// Latency may wander with the machine by this much.
    static let driftMax = 0.25

    private let fixture: String
    private let dataHash: String
    private let seconds: Int
    private let intervalNs: UInt64
    private var samples: [SoakSample] = []
    private var flow: FlowReport?
    private var restarts = 0
    private(set) var problems: [String] = []

    /// - Parameter name: what the report calls it.
    init(_ fixture: String, name: String, seconds: Int, intervalNs: UInt64) {
        self.fixture = name
        // Now: a fixture in a scratch directory is gone when the report is written.
        dataHash = Fingerprint.hash(fixture: fixture)
        self.seconds = seconds
        self.intervalNs = intervalNs
    }

    mutating func take(_ sample: SoakSample) { samples.append(sample) }

    mutating func finish(_ flow: FlowReport, _ audit: FlowAudit, restarts: Int) {
        self.flow = flow
        self.restarts = restarts
        problems = audit.problems
        if restarts > 0 { problems.append("\(restarts) workers had to be started again") }
        if samples.allSatisfy({ $0.ticks.count == 0 }) { problems.append("nothing was decided") }
    }

    private var warm: ArraySlice<SoakSample> { samples.dropFirst(samples.count / 10) }

    /// Of one process: most resident bytes early and late, and bytes a minute in between.
    private func memory(_ process: Int) -> (early: Double, late: Double, perMinute: Double) {
        let values = warm.map { $0.resident[process] }
        let quarter = max(values.count / 4, 1)
        let perMinute = slope(values) * 60e9 / Double(intervalNs)
        return (values.prefix(quarter).max() ?? 0, values.suffix(quarter).max() ?? 0, perMinute)
    }

    private func series(_ name: String, _ millionths: Int, _ part: ArraySlice<SoakSample>) -> RecordedSeries {
        RecordedSeries(
            suite: "soak", name: "tick to intent \(name)", isLowerBetter: true,
            slices: part.filter { $0.ticks.count > 0 }.map { Double($0.ticks.percentile(millionths: millionths)) / 1000 })
    }

    /// The last third against the first, where something was decided in both.
    private var drift: [Comparison.Row] {
        let third = max(warm.count / 3, 1)
        return [("p50", 500_000), ("p99", 990_000)].compactMap { name, millionths in
            let (early, late) = (series(name, millionths, warm.prefix(third)), series(name, millionths, warm.suffix(third)))
            guard !early.slices.isEmpty, !late.slices.isEmpty else { return nil }
            return Comparison.row(early, late, threshold: Self.driftMax)
        }
    }

    private var grows: Bool {
        SoakObserver.names.indices.contains { process in
            let (early, late, _) = memory(process)
            return late > early + Self.growthMax
        }
    }

    var holds: Bool { problems.isEmpty && !grows && !drift.contains { $0.verdict == .worse } }

    private var latency: Latency {
        var latency = Latency(name: "tick to intent")
        for sample in warm { latency.snapshot.merge(sample.ticks) }
        return latency
    }

    var entry: HistoryEntry {
        HistoryEntry(
            suite: "soak",
            fingerprint: Fingerprint(placement: "any core", dataHash: dataHash),
            series: [("p50", 500_000), ("p99", 990_000)].map { name, millionths in
                Series(name: "tick to intent \(name), us", isLowerBetter: true, slices: series(name, millionths, warm).slices)
            },
            latencies: [latency])
    }

    func printTable() {
        print("soak: paper, free-running, journalled; \(fixed(Double(seconds) / 60, 1)) minutes at \(fixed(SoakSuite.speed, 0))x")
        print("\(Host.current().summary); fixture \(fixture)")
        print(padded("resident, MiB", 16) + ["early", "late", "KiB/min"].map { padded($0, 10, right: true) }.joined())
        for (process, name) in SoakObserver.names.enumerated() {
            let (early, late, perMinute) = memory(process)
            let cells = [fixed(early / 1_048_576, 2), fixed(late / 1_048_576, 2), fixed(perMinute / 1024, 2)]
            print(padded(name, 16) + cells.map { padded($0, 10, right: true) }.joined())
        }
        Latency.printHeader()
        latency.printRow()
        for row in drift {
            print("\(row.name), last third / first: \(fixed(row.ratio, 3)) (\(fixed(row.low, 3)) to \(fixed(row.high, 3)))  \(row.verdict)")
        }
        if let flow {
            print(
                "events \(flow.events) = sent \(flow.sent) + conflated \(flow.conflated) + pending \(flow.pending); "
                    + "snapshots \(flow.snapshots), of these conflated \(flow.passedOver)")
        }
        for problem in problems { print("PROBLEM \(problem)") }
        if grows { print("PROBLEM a process grows by more than \(fixed(Self.growthMax / 1024, 0)) KiB") }
        print(holds ? "PASS" : "FAIL")
    }

    var json: String {
        let memories = SoakObserver.names.enumerated().map { process, name in
            let (early, late, perMinute) = memory(process)
            return "{\"process\":\(jsonText(name)),\"early_bytes\":\(fixed(early, 0)),\"late_bytes\":\(fixed(late, 0)),"
                + "\"bytes_per_minute\":\(fixed(perMinute, 0))}"
        }
        let rows = drift.map { "{\"name\":\(jsonText($0.name)),\"ratio\":\(fixed($0.ratio, 4)),\"verdict\":\(jsonText($0.verdict.rawValue))}" }
        var fields = [
            "\"suite\":\"soak\"", entry.fingerprint.json, "\"seconds\":\(seconds)", "\"memory\":[\(memories.joined(separator: ","))]",
            "\"latencies\":[\(latency.json)]", "\"drift\":[\(rows.joined(separator: ","))]",
        ]
        if let flow {
            fields.append(
                "\"flow\":{\"events\":\(flow.events),\"sent\":\(flow.sent),\"conflated\":\(flow.conflated),\"pending\":\(flow.pending),"
                    + "\"snapshots\":\(flow.snapshots),\"passed_over\":\(flow.passedOver),\"waiting\":\(flow.waiting)}")
        }
        fields += ["\"restarts\":\(restarts)", "\"problems\":[\(problems.map(jsonText).joined(separator: ","))]", "\"pass\":\(holds)"]
        return "{" + fields.joined(separator: ",") + "}"
    }
}

/// Of the straight line that fits values at equal distances best.
func slope(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let middle = Double(values.count - 1) / 2
    let mean = values.reduce(0, +) / Double(values.count)
    var product = 0.0
    var square = 0.0
    for (index, value) in values.enumerated() {
        let distance = Double(index) - middle
        product += distance * (value - mean)
        square += distance * distance
    }
    return product / square
}
