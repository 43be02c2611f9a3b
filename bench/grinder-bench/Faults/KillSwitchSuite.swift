// The kill switch from another process: how long from the trip until an order is refused, and what left meanwhile.
// Orders are counted on the report ring, which says of each in turn whether it was placed or refused; those of the
// tick that was in hand at the trip may have left before it and are counted all the same.

import CGrinder
import Domain
import Glibc
import Rings
import Risk
import Workers

enum KillSwitchSuite {
    static let paceUs = 50

    /// Each tick is of another symbol: a static grid places orders for a symbol once, and a trip needs some to stop.
    private static let symbolCount = 20_000

    static func run(_ options: BenchOptions) -> Bool {
        do {
            return try ScratchDirectory.with { fixture in
                let lines = (0..<symbolCount).map { index in
                    "{\"ts\":\(index),\"type\":\"SNAPSHOT\",\"symbol\":\"S\(index)\",\"bid_price\":\"100.0\",\"ask_price\":\"100.1\","
                        + "\"bid_qty\":\"1\",\"ask_qty\":\"1\",\"last_price\":\"100.0\",\"last_qty\":\"1\"}\n"
                }
                try FileWriter.append(Array(lines.joined().utf8), to: "\(fixture)/events.jsonl")
                return try measure(fixture, options)
            }
        } catch {
            print("kill-switch suite: \(error)")
            return false
        }
    }

    private static func measure(_ fixture: String, _ options: BenchOptions) throws -> Bool {
        let trips = options.slices ?? (options.quick ? 20 : 200)
        var report = KillSwitchReport(fixture)
        var instance: SupervisedInstance?
        defer { instance?.end() }
        var random = SystemRandomNumberGenerator()
        while report.trips < trips {
            if instance == nil || instance?.isOver == true {
                instance?.end()
                instance = try SupervisedInstance(SupervisedPlan(fixture, paceUs: paceUs))
            }
            guard let instance else { preconditionFailure("just made") }
            if let trial = try KillSwitchTrial.run(instance, waitNs: .random(in: 0...500_000, using: &random)) { report.take(trial) }
        }
        options.json ? print(report.json) : report.printTable()
        try report.entry.keep(options)
        return report.holds
    }
}

/// Reports came round before they were read: what left is not known.
enum KillSwitchError: Error, CustomStringConvertible {
    case overtaken(UInt64)

    var description: String {
        switch self {
        case .overtaken(let count): "\(count) reports were overwritten before they were read; run with less load"
        }
    }
}

/// One trip.
struct KillSwitchTrial {
    /// From just before the trip until the first refusal was seen here.
    let refusalNs: UInt64
    /// Orders reported as placed after the trip and before the first refusal.
    let placedBeforeRefusal: Int
    /// Orders placed after the first refusal, with the switch still tripped: must be none.
    let placedAfterRefusal: Int

    /// Nil when the source came to its end.
    static func run(_ instance: SupervisedInstance, waitNs: UInt64) throws -> KillSwitchTrial? {
        var reports = try RingObserver<gr_record_t>(instance.region.ring(.report))
        let permits = instance.region.permits
        try skip(&reports)
        guard try next(OutcomeCode.placed, &reports, instance) != nil else { return nil }
        let startNs = gr_clock_monotonic_ns()
        while gr_clock_monotonic_ns() - startNs < waitNs { gr_pause() }
        try skip(&reports)
        let trippedNs = gr_clock_monotonic_ns()
        permits.tripKillSwitch(reason: KillSwitchWord.word(.manual), by: .ofThisProcess())
        defer { permits.clearKillSwitch(by: .ofThisProcess()) }
        guard let before = try next(OutcomeCode.refused, &reports, instance) else { return nil }
        let refusalNs = gr_clock_monotonic_ns() - trippedNs
        // What comes while the switch stays tripped, for some ticks more.
        var after = 0
        let endNs = gr_clock_monotonic_ns() + 10 * UInt64(KillSwitchSuite.paceUs) * 1000
        var record = gr_record_t()
        while gr_clock_monotonic_ns() < endNs {
            guard try reports.next(into: &record) == .copied else { continue }
            if outcome(record) == OutcomeCode.placed { after += 1 }
        }
        return KillSwitchTrial(refusalNs: refusalNs, placedBeforeRefusal: before, placedAfterRefusal: after)
    }

    /// Follows the ring to the next order of this outcome; how many were placed before it. Nil at the source's end.
    private static func next(
        _ wanted: UInt8, _ reports: inout RingObserver<gr_record_t>, _ instance: SupervisedInstance
    ) throws -> Int? {
        var record = gr_record_t()
        var placed = 0
        let deadlineNs = gr_clock_monotonic_ns() + 10_000_000_000
        while true {
            switch try reports.next(into: &record) {
            case .copied:
                let found = outcome(record)
                if found == wanted { return placed }
                if found == OutcomeCode.placed { placed += 1 }
            case .missed(let count):
                guard wanted == OutcomeCode.placed else { throw KillSwitchError.overtaken(count) }
            case .nothing:
                if instance.isOver { return nil }
                guard gr_clock_monotonic_ns() < deadlineNs else { throw ChainError.stuck("no order is placed or refused") }
                gr_pause()
            }
        }
    }

    private static func skip(_ reports: inout RingObserver<gr_record_t>) throws {
        var record = gr_record_t()
        while try reports.next(into: &record) != .nothing {}
    }

    private static func outcome(_ record: gr_record_t) -> UInt8? {
        guard Int(record.kind) == GR_RECORD_OUTCOME else { return nil }
        return unsafeBitCast(record, to: gr_outcome_t.self).outcome
    }
}

struct KillSwitchReport {
    private let fixture: String
    private var latency = Latency(name: "trip to first refusal")
    private var refusalsUs: [Double] = []
    private var leftBefore: [Int] = []
    private var leftAfter = 0

    init(_ fixture: String) { self.fixture = fixture }

    mutating func take(_ trial: KillSwitchTrial) {
        latency.snapshot.record(ns: trial.refusalNs)
        refusalsUs.append(Double(trial.refusalNs) / 1000)
        leftBefore.append(trial.placedBeforeRefusal)
        leftAfter += trial.placedAfterRefusal
    }

    var trips: Int { leftBefore.count }
    var holds: Bool { trips > 0 && leftAfter == 0 }
    private var leftMax: Int { leftBefore.max() ?? 0 }
    private var tripsWithNone: Int { leftBefore.count { $0 == 0 } }

    var entry: HistoryEntry {
        HistoryEntry(
            suite: "kill-switch", fingerprint: Fingerprint(placement: "any core", dataHash: Fingerprint.hash(fixture: fixture)),
            series: [Series(name: "trip to first refusal, us", isLowerBetter: true, slices: refusalsUs)], latencies: [latency])
    }

    func printTable() {
        print("kill-switch: tripped from another process; a tick every \(KillSwitchSuite.paceUs) us, and only a tick brings an order to refuse")
        print("\(Host.current().summary); \(KillSwitchSuite.paceUs) us between ticks, each of another symbol")
        Latency.printHeader()
        latency.printRow()
        print("orders after the first refusal        \(leftAfter)  (must 0)")
        print("orders between trip and first refusal at most \(leftMax), of the tick in hand; none in \(tripsWithNone) of \(trips) trips")
        print(holds ? "PASS" : "FAIL")
    }

    var json: String {
        "{\"suite\":\"kill-switch\",\(entry.fingerprint.json),\"trips\":\(trips),\"pace_us\":\(KillSwitchSuite.paceUs),"
            + "\"orders_after_refusal\":\(leftAfter),\"orders_before_refusal_max\":\(leftMax),"
            + "\"trips_without_an_order\":\(tripsWithNone),\"latencies\":[\(latency.json)],\"pass\":\(holds)}"
    }
}
