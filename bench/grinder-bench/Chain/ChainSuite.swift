// Tick to intent through three real processes: from the moment a tick was due at the feed until the execution has
// the last record of its decision. Open loop; the same chain over pipes is measured in turns with it, on the same
// cores and at the same priority.

import CGrinder
import Domain
import Glibc
import Rings
import Workers

enum ChainSuite {
    struct Plan {
        var slices: Int
        var runs: Int
        var ticks: Int
        var warmTicks: Int
        var windows: Int
        let intervalUs: UInt64 = 100
        let windowNs: UInt64 = 250_000_000
    }

    static func run(_ options: BenchOptions) -> Bool {
        var plan =
            options.quick
            ? Plan(slices: 3, runs: 3, ticks: 200, warmTicks: 200, windows: 1)
            : Plan(slices: 25, runs: 3, ticks: 1000, warmTicks: 2000, windows: 8)
        plan.slices = options.slices ?? plan.slices
        plan.runs = options.runs ?? plan.runs
        guard let directory = options.fixture ?? BenchFixture.standard else {
            print("no fixture found: give one with --fixture DIR")
            return false
        }
        do {
            if options.realTime, !BenchProcess.becomeRealTime() {
                print("chain suite: --realtime was refused: errno \(errno); run as root or with CAP_SYS_NICE")
                return false
            }
            return try ScratchDirectory.with { scratch in try measure(directory, scratch, plan, options) }
        } catch {
            print("chain suite: \(error)")
            return false
        }
    }

    private static func measure(
        _ directory: String, _ scratch: String, _ plan: Plan, _ options: BenchOptions
    ) throws -> Bool {
        let layouts = ChainLayout.possible
        var report = ChainReport(directory, layouts, isRealTime: options.realTime, plan)
        for layout in layouts {
            var bench = try ChainBench(directory, layout)
            try bench.warmUp(ChainSchedule.paced(plan.intervalUs, count: plan.warmTicks))
            let paced = ChainSchedule.paced(plan.intervalUs, count: plan.ticks)
            report.beginLayout(layout, paced.name)
            for _ in 0..<plan.runs {
                report.beginRun()
                for _ in 0..<plan.slices { report.take(try bench.slice(paced.offsetsNs[...])) }
            }
            report.digest = try bench.finish()
        }
        if let layout = layouts.last, let stream = RecordedStream(RecordedStream.standardPath, limit: options.quick ? 2000 : 66_000) {
            let fixture = "\(scratch)/recorded"
            try stream.write(to: fixture)
            var bench = try ChainBench(fixture, layout)
            try bench.warmUp(ChainSchedule.paced(plan.intervalUs, count: plan.warmTicks))
            for factor in [1, 10, 100] as [UInt64] {
                let schedule = stream.schedule.faster(by: factor)
                report.beginLatency(layout, schedule.name)
                for window in 0..<plan.windows {
                    let first = window * schedule.offsetsNs.count / (plan.windows + 1)
                    report.add(try bench.slice(schedule.window(from: first, spanNs: plan.windowNs, limit: 20_000), first))
                }
            }
            _ = try bench.finish()
        }
        options.json ? print(report.json(options)) : report.printTable()
        try report.entry.keep(options)
        return options.quick || report.meetsMust
    }
}

/// Which process of a chain stays on which CPU.
struct ChainLayout {
    let name: String
    let cpus: [WorkerRole: Int]
    /// Workers that share their core with another busy process must not spin.
    func sharesCore(_ role: WorkerRole) -> Bool { cpus.contains { $0.key != role && $0.value == cpus[role] } }

    /// All on one core; and as far apart as the cores allow, the strategy alone first.
    static var possible: [ChainLayout] {
        let available = WorkerPlacement.availableCPUs
        guard let last = available.last else { return [] }
        let shared = ChainLayout(name: "one core", cpus: [.feed: last, .strategy: last, .execution: last])
        if available.count == 1 { return [shared] }
        let own = available.suffix(3)
        let split = ChainLayout(
            name: "\(own.count) cores",
            cpus: [.strategy: last, .execution: own[own.endIndex - 2], .feed: own[own.startIndex]])
        return [shared, split]
    }
}

/// Both chains, fed from this process.
struct ChainBench: ~Copyable {
    private let fixture: Fixture
    private var rings: RingChain
    private var pipes: PipeChain
    private var next = 0

    init(_ directory: String, _ layout: ChainLayout) throws {
        let fixture = try Fixture.load(directory: directory)
        guard !fixture.events.isEmpty, fixture.events.allSatisfy({ $0.kind == .snapshot }) else {
            throw ChainError.noStart("\(directory) holds other events than snapshots, or none")
        }
        // First: a process that waits here must not have to wait for a worker that spins on the same core.
        if let cpu = layout.cpus[.feed] { gr_cpu_pin(Int32(cpu)) }
        let pipes = try PipeChain(directory, cpus: layout.cpus)
        let rings = try RingChain(fixture, layout)
        rings.pause()
        self.fixture = fixture
        self.pipes = pipes
        self.rings = rings
    }

    mutating func warmUp(_ schedule: ChainSchedule) throws { _ = try slice(schedule.offsetsNs[...]) }

    /// The same ticks through one chain and then the other; `first` is the first of them, nil: where the last slice ended.
    mutating func slice(_ offsetsNs: ArraySlice<UInt64>, _ first: Int? = nil) throws -> (rings: HistogramSnapshot, pipes: HistogramSnapshot) {
        let first = first ?? next
        next = (first + offsetsNs.count) % fixture.events.count
        let pipes = try pipes.drive(offsetsNs, first: first, of: fixture.events.count)
        let rings = try rings.drive(offsetsNs, first: first, of: fixture.events.count)
        return (rings, pipes)
    }

    /// Ends both; the digest.
    mutating func finish() throws -> String {
        try pipes.finish()
        return try rings.finish(fixture)
    }
}
