// How long the system is without a worker: from SIGKILL to the first heartbeat of its successor, under the
// supervisor and with the journal that ship. The successor leaves the time of its first heartbeat itself, so
// nothing of this process is in the number but the moment of the kill.

import CGrinder
import Domain
import Glibc
import Rings

enum RestartSuite {
    static let goal = Goal.atMost(must: 5e6, aim: 2e6)
    private static let paceUs = 1000

    static func run(_ options: BenchOptions) -> Bool {
        guard let fixture = options.fixture ?? BenchFixture.standard else {
            print("no fixture found: give one with --fixture DIR")
            return false
        }
        do {
            if options.realTime, !BenchProcess.becomeRealTime() {
                print("restart suite: --realtime was refused: errno \(errno)")
                return false
            }
            let kills = options.slices ?? (options.quick ? 9 : 300)
            let report = try ScratchDirectory.with { try measure(fixture, kills, $0, options) }
            options.json ? print(report.json(options.quick)) : report.printTable()
            try report.entry.keep(options)
            return options.quick || report.meetsMust
        } catch {
            print("restart suite: \(error)")
            return false
        }
    }

    private static func measure(
        _ fixture: String, _ kills: Int, _ scratch: String, _ options: BenchOptions
    ) throws -> RestartReport {
        var report = RestartReport(fixture, isRealTime: options.realTime)
        var runs = 0
        var instance: SupervisedInstance?
        defer { instance?.end() }
        // The first restart of each role warms the page cache and is not counted.
        for kill in -SupervisedInstance.roles.count..<kills {
            if instance == nil || instance?.isOver == true {
                instance?.end()
                var plan = SupervisedPlan(fixture, paceUs: paceUs)
                plan.journal = "\(scratch)/journal-\(runs)"
                instance = try SupervisedInstance(plan)
                runs += 1
            }
            guard let instance else { preconditionFailure("just made") }
            let role = SupervisedInstance.roles[(kill + SupervisedInstance.roles.count) % SupervisedInstance.roles.count]
            guard let ns = try strike(role, instance) else { continue }
            if kill >= 0 { report.take(role, ns) }
        }
        return report
    }

    /// Kills one worker once all are at work; the time to its successor's first heartbeat, or nil when the source
    /// came to its end meanwhile.
    private static func strike(_ role: WorkerRole, _ instance: SupervisedInstance) throws -> UInt64? {
        let slot = instance.region.worker(role)
        let deadlineNs = gr_clock_monotonic_ns() + 20_000_000_000
        let progress = slot.recordsOut
        // Some work between two kills, so that the supervisor does not hold back a worker that gets nowhere.
        while !instance.isRunning || slot.recordsOut <= progress {
            if instance.isOver { return nil }
            guard gr_clock_monotonic_ns() < deadlineNs else { throw ChainError.stuck("the workers do not come back") }
            pause()
        }
        let epoch = slot.epoch
        let pid = slot.processID
        guard pid > 0 else { return nil }
        let killedNs = gr_clock_monotonic_ns()
        guard kill(pid, SIGKILL) == 0 else { throw FileError(code: errno) }
        while true {
            let heartbeatNs = slot.heartbeatNs
            if slot.epoch > epoch, heartbeatNs > killedNs { return heartbeatNs - killedNs }
            guard gr_clock_monotonic_ns() < deadlineNs else { throw ChainError.stuck("no heartbeat after a kill") }
            gr_cpu_yield()
        }
    }

    private static func pause() {
        var time = timespec(tv_sec: 0, tv_nsec: 200_000)
        nanosleep(&time, nil)
    }
}

struct RestartReport {
    private let fixture: String
    private let isRealTime: Bool
    private var samples: [WorkerRole: [Double]] = [:]

    init(_ fixture: String, isRealTime: Bool) {
        self.fixture = fixture
        self.isRealTime = isRealTime
    }

    mutating func take(_ role: WorkerRole, _ ns: UInt64) { samples[role, default: []].append(Double(ns)) }

    private var all: [Double] { SupervisedInstance.roles.flatMap { samples[$0] ?? [] } }
    private var medianNs: Double { all.isEmpty ? .infinity : median(all) }
    var meetsMust: Bool { RestartSuite.goal.holds(medianNs, against: RestartSuite.goal.must) }
    private var verdict: String { !meetsMust ? "FAIL" : RestartSuite.goal.holds(medianNs, against: RestartSuite.goal.aim) ? "aim" : "must" }

    private var latencies: [Latency] {
        ([("any worker", all)] + SupervisedInstance.roles.map { ($0.name, samples[$0] ?? []) }).map { name, values in
            var latency = Latency(name: "SIGKILL to heartbeat, \(name)")
            for value in values { latency.snapshot.record(ns: UInt64(value)) }
            return latency
        }
    }

    var entry: HistoryEntry {
        HistoryEntry(
            suite: "restart",
            fingerprint: Fingerprint(placement: isRealTime ? "any core, SCHED_FIFO" : "any core", dataHash: Fingerprint.hash(fixture: fixture)),
            series: [Series(name: "SIGKILL to heartbeat, us", isLowerBetter: true, slices: all.map { $0 / 1000 })],
            latencies: latencies)
    }

    func printTable() {
        print("restart: from SIGKILL to the first heartbeat of the next process, supervised and journalled")
        print("\(Host.current().summary); fixture \(fixture); \(entry.fingerprint.placement)")
        Latency.printHeader()
        for latency in latencies { latency.printRow() }
        print("median \(fixed(medianNs / 1e6, 3)) ms  (must 5, aim 2)  \(verdict)")
        print(meetsMust ? "PASS" : "FAIL")
    }

    func json(_ isQuick: Bool) -> String {
        "{\"suite\":\"restart\",\(entry.fingerprint.json),\"kills\":\(all.count),\"median_ns\":\(fixed(min(medianNs, 9e15), 0)),"
            + "\"latencies\":[\(latencies.map(\.json).joined(separator: ","))],"
            + "\"verdict\":\(jsonText(verdict)),\"pass\":\(isQuick || meetsMust)}"
    }
}
