// The chain that ships: the strategy and the execution worker as the supervisor starts them, this process as their
// feed, rings between. At its end its digest must be that of the same ticks in one process.

import CGrinder
import Domain
import Engine
import Glibc
import Rings
import Workers

struct RingChain: ~Copyable, MarketChain {
    private let region: InstanceRegion
    private let events: [MarketEvent]
    private let trace: Int32
    private let processes: [ChainProcess]
    private var feed: ScheduledFeed
    private var sent: [Int] = []

    init(_ fixture: Fixture, _ layout: ChainLayout) throws {
        let region = try Self.armedRegion(layout)
        let trace = gr_memory_create("grinder-trace")
        let descriptors = [(region.fileDescriptor, Int32(GR_REGION_FD)), (trace, RunOutcome.traceDescriptor)]
        var processes: [ChainProcess] = []
        for role in [WorkerRole.execution, .strategy] {
            region.worker(role).prepareForSpawn(boottimeNs: gr_clock_boottime_ns())
            processes.append(try ChainProcess(["worker", role.name], descriptors: descriptors))
        }
        for role in [WorkerRole.execution, .strategy] { try Self.await(region.worker(role), role) }
        let feed = try ScheduledFeed(region, .backoff(spins: 0), fixture.symbols)
        self.region = region
        self.trace = trace
        self.processes = processes
        self.feed = feed
        events = fixture.events
        sent.reserveCapacity(1 << 20)
    }

    private static func armedRegion(_ layout: ChainLayout) throws -> InstanceRegion {
        let region = try InstanceRegion.create(specification)
        var configuration = RunConfiguration()
        for (role, cpu) in layout.cpus {
            configuration.placements[role] = WorkerPlacement(idle: layout.sharesCore(role) ? .backoff : .spin, cpu: cpu)
        }
        try configuration.store(in: region)
        region.permits.raiseFenceEpoch(to: 1)
        region.permits.mode = InstanceMode.paper.rawValue
        region.permits.leaseDeadlineNs = .max
        region.permits.arming = 1
        return region
    }

    static var specification: RegionSpecification {
        RegionSpecification(
            instanceID: InstanceID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)),
            rings: [RingKind.market, .intent, .report].map {
                RingSpecification(kind: $0, of: gr_record_t.self, capacity: 4096)
            })
    }

    static func await(_ slot: WorkerSlot, _ role: WorkerRole) throws(ChainError) {
        let deadlineNs = gr_clock_monotonic_ns() + 20_000_000_000
        while slot.heartbeatNs == 0 {
            guard gr_clock_monotonic_ns() < deadlineNs else { throw .noStart("\(role.name): no heartbeat; \(slot.detail)") }
            gr_cpu_yield()
        }
    }

    mutating func send(_ index: Int, dueNs: UInt64) throws {
        sent.append(index)
        try feed.send(events[index], dueNs: dueNs)
    }

    var completed: UInt64 { region.counters(.execution)[.executionTicks] }
    var latency: HistogramSnapshot { region.latency(.tickToIntent).snapshot }

    // While the other chain runs nothing of this one may run: its idle workers wake up every millisecond.
    func pause() { for process in processes { process.send(SIGSTOP) } }
    func resume() { for process in processes { process.send(SIGCONT) } }

    /// Ends the source and holds the digest against the same ticks in one process; the digest.
    mutating func finish(_ fixture: Fixture) throws -> String {
        resume()
        try feed.end(events: sent.count)
        for process in processes {
            let code = process.end()
            guard code == 0 else { throw ChainError.stuck("a worker ended with exit code \(code)") }
        }
        gr_close(trace)
        guard let through = RunOutcome.load(from: region)?.result.digest else { throw ChainError.stuck("no result") }
        var same = fixture
        same.events = sent.map { fixture.events[$0] }
        var engine = try ReplayEngine()
        let inProcess = engine.run(same).digest
        guard through == inProcess else { throw ChainError.digest(through: through.short, inProcess: inProcess.short) }
        region.close()
        return through.short
    }
}
