// System calls of the workers, a tick: the supervisor and the workers that ship, counted by the kernel's own account of
// what they ask (ptrace). A worker that spins must ask for nothing between market ring and report ring.

import Domain
import Rings
import Workers

enum SystemCallSuite {
    /// One way to run the workers.
    struct Way {
        let name: String
        let plan: SupervisedPlan
        /// Whose calls must be none.
        let silent: Set<WorkerRole>
    }

    static func run(_ options: BenchOptions) -> Bool {
        guard let fixture = options.fixture ?? BenchFixture.standard else {
            print("no fixture found: give one with --fixture DIR")
            return false
        }
        let count = UInt64(options.slices ?? (options.quick ? 500 : 5000))
        do {
            return try ScratchDirectory.with { scratch in
                var report = SystemCallReport(fixture)
                for way in ways(fixture, scratch) { try report.take(way, measure(way, count, options.quick ? 500 : 2000)) }
                options.json ? print(report.json) : report.printTable()
                try report.entry.keep(options)
                return report.holds
            }
        } catch {
            print("system-calls suite: \(error)")
            return false
        }
    }

    private static func ways(_ fixture: String, _ scratch: String) -> [Way] {
        func plan(_ change: (inout SupervisedPlan) -> Void) -> SupervisedPlan {
            var plan = SupervisedPlan(fixture)
            plan.idle = .spin
            change(&plan)
            return plan
        }
        let all = Set(SupervisedInstance.roles)
        let lastCPU = WorkerPlacement.availableCPUs.last
        return [
            Way(name: "replay, spin", plan: plan { _ in }, silent: all),
            Way(name: "paper, spin", plan: plan { $0.isPaper = true }, silent: all),
            Way(name: "replay, spin, journalled", plan: plan { $0.journal = "\(scratch)/journal" }, silent: all),
            // A schedule is kept by sleeping; a feed that does not wait for the strategy sleeps while it holds events.
            Way(
                name: "replay, spin, every 1 ms", plan: plan { $0.paceUs = 1000 },
                silent: [.strategy, .execution]),
            Way(
                name: "replay, free-running, spin, every 1 ms",
                plan: plan {
                    $0.paceUs = 1000
                    $0.isFreeRunning = true
                }, silent: [.strategy, .execution]),
            Way(
                name: "paper, free-running, spin, every 1 ms",
                plan: plan {
                    $0.paceUs = 1000
                    $0.isPaper = true
                    $0.isFreeRunning = true
                }, silent: [.strategy, .execution]),
            Way(
                name: "replay, yield and park on one core, every 1 ms",
                plan: plan {
                    $0.paceUs = 1000
                    $0.idle = .backoff
                    $0.cpu = lastCPU
                }, silent: []),
        ]
    }

    private static func measure(
        _ way: Way, _ count: UInt64, _ warm: UInt64
    ) throws -> (ticks: UInt64, workers: [SystemCallCount]) {
        let instance = try SupervisedInstance(way.plan)
        defer { instance.end() }
        let tracer = try SystemCallTracer(instance)
        let counted = try tracer.count(ticks: count, after: warm)
        try tracer.end()
        return counted
    }
}

struct SystemCallReport {
    private struct Row {
        let way: String
        let isJudged: Bool
        let ticks: UInt64
        let count: SystemCallCount

        var perTick: Double { Double(count.total) / Double(ticks) }
        var holds: Bool { !isJudged || count.total == 0 }
        var verdict: String { !isJudged ? "-" : holds ? "must" : "FAIL" }
        var json: String {
            let calls = count.calls.map { "\(jsonText($0.name)):\($0.count)" }.joined(separator: ",")
            return "{\"run\":\(jsonText(way)),\"worker\":\(jsonText(count.role.name)),\"ticks\":\(ticks),"
                + "\"system_calls\":\(count.total),\"by_name\":{\(calls)},\"verdict\":\(jsonText(verdict))}"
        }
    }

    private let fixture: String
    private var rows: [Row] = []

    init(_ fixture: String) { self.fixture = fixture }

    mutating func take(_ way: SystemCallSuite.Way, _ counted: (ticks: UInt64, workers: [SystemCallCount])) {
        rows += counted.workers.map {
            Row(way: way.name, isJudged: way.silent.contains($0.role), ticks: counted.ticks, count: $0)
        }
    }

    var holds: Bool { rows.allSatisfy(\.holds) }

    var entry: HistoryEntry {
        HistoryEntry(
            suite: "system-calls", fingerprint: Fingerprint(placement: "any core", dataHash: Fingerprint.hash(fixture: fixture)),
            series: rows.map { Series(name: "system calls a tick, \($0.way), \($0.count.role.name)", isLowerBetter: true, slices: [$0.perTick]) })
    }

    func printTable() {
        print("system calls of supervised workers, counted by ptrace; what must be silent is judged")
        print("\(Host.current().summary); fixture \(fixture)")
        print(
            padded("run", 48) + padded("worker", 11) + ["ticks", "calls", "a tick"].map { padded($0, 9, right: true) }.joined()
                + "  " + padded("verdict", 9) + "which")
        for row in rows {
            let cells = ["\(row.ticks)", "\(row.count.total)", fixed(row.perTick, 3)].map { padded($0, 9, right: true) }
            let which = row.count.calls.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
            print(padded(row.way, 48) + padded(row.count.role.name, 11) + cells.joined() + "  " + padded(row.verdict, 9) + which)
        }
        print(holds ? "PASS" : "FAIL")
    }

    var json: String {
        "{\"suite\":\"system-calls\",\(entry.fingerprint.json),\"rows\":[\(rows.map(\.json).joined(separator: ","))],\"pass\":\(holds)}"
    }
}
