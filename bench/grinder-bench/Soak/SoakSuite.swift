// The system as it stands for hours: a supervised, journalled paper run in free-running mode, fed with recorded market
// data at ten times its speed, looked at from outside once a second. Memory must stand still once it is warm, latency
// must not drift, and at the end every event is accounted for.

import CGrinder
import Domain
import Glibc
import Rings
import Supervision

enum SoakSuite {
    static let speed = 10.0
    private static let recorded = "../shared/conformance/real_market"

    static func run(_ options: BenchOptions) -> Bool {
        do {
            let report = try ScratchDirectory.with { try measure($0, options) }
            options.json ? print(report.json) : report.printTable()
            try report.entry.keep(options)
            return options.quick ? report.problems.isEmpty : report.holds
        } catch {
            print("soak suite: \(error)")
            return false
        }
    }

    private static func measure(_ scratch: String, _ options: BenchOptions) throws -> SoakReport {
        let fixture = try source(scratch, options)
        let seconds = options.minutes.map { $0 * 60 } ?? (options.quick ? 6 : 1800)
        let intervalNs: UInt64 = options.quick ? 100_000_000 : 1_000_000_000
        var plan = SupervisedPlan(fixture)
        plan.isPaper = true
        plan.isFreeRunning = true
        plan.speed = speed
        plan.repeats = 1_000_000
        plan.journal = "\(scratch)/journal"
        let instance = try SupervisedInstance(plan)
        var report = SoakReport(fixture, name: options.fixture ?? (fixture.hasPrefix(scratch) ? recorded : fixture), seconds: seconds, intervalNs: intervalNs)
        try waitForDecisions(instance)
        var observer = SoakObserver(instance)
        let startNs = gr_clock_monotonic_ns()
        var dueNs = startNs
        while dueNs < startNs + UInt64(seconds) * 1_000_000_000 {
            dueNs += intervalNs
            sleep(untilNs: dueNs)
            guard let sample = observer.look() else { throw ChainError.stuck("a process of the soak is gone") }
            report.take(sample)
        }
        guard instance.drain() else { throw ChainError.stuck("the run did not end in order") }
        let flow = FlowReport(instance.region)
        let audit = try FlowAudit(journal: "\(scratch)/journal", flow, isComplete: false)
        let restarts = SoakObserver.roles.map { Int(instance.region.worker($0).restartCount) }.reduce(0, +)
        report.finish(flow, audit, restarts: restarts)
        instance.region.close()
        return report
    }

    /// The recorded market of two symbols when it is there, the project's own otherwise.
    private static func source(_ scratch: String, _ options: BenchOptions) throws -> String {
        if let fixture = options.fixture { return fixture }
        let packed = "\(recorded)/events.jsonl.gz"
        guard fileExists(packed) else { return "Fixtures/market_day" }
        let fixture = "\(scratch)/recorded"
        guard mkdir(fixture, 0o755) == 0 else { throw FileError(code: errno) }
        let target = "\(fixture)/events.jsonl"
        guard system("gzip -dc '\(packed)' > '\(target)'") == 0 else { throw ChainError.noStart("gzip -dc \(packed)") }
        return fixture
    }

    /// Loading and the selection pass come first.
    private static func waitForDecisions(_ instance: SupervisedInstance) throws {
        let deadlineNs = gr_clock_monotonic_ns() + 120_000_000_000
        while instance.region.counters(.strategy)[.strategyTicks] == 0 {
            guard gr_clock_monotonic_ns() < deadlineNs else { throw ChainError.stuck("nothing is decided") }
            sleep(untilNs: gr_clock_monotonic_ns() + 1_000_000)
        }
    }
}

/// What one look sees: memory of each process, and the ticks since the last look.
struct SoakSample {
    /// Bytes, in the order of `SoakObserver.names`.
    var resident: [Double]
    var ticks: HistogramSnapshot
}

struct SoakObserver {
    static let roles: [WorkerRole] = [.feed, .strategy, .execution, .journal]
    static let names = ["supervisor"] + roles.map(\.name)

    private let instance: SupervisedInstance
    private var last = HistogramSnapshot()

    init(_ instance: SupervisedInstance) {
        self.instance = instance
        last = instance.region.latency(.tickToIntent).snapshot
    }

    /// Nil when a process is gone.
    mutating func look() -> SoakSample? {
        let pids = [instance.pid] + Self.roles.map { instance.region.worker($0).processID }
        let resident = pids.compactMap { pid in
            (try? ProcessResources(of: pid)).map { Double($0.residentKiB) * 1024 }
        }
        guard resident.count == pids.count else { return nil }
        let now = instance.region.latency(.tickToIntent).snapshot
        defer { last = now }
        return SoakSample(resident: resident, ticks: now.since(last))
    }
}
