// Everything that a running instance says about itself, read at one moment by somebody else:
// `grinder stat` and exposition. Reading takes no lock, makes nobody wait and works whatever
// the processes do: hang, be stopped, die. Words of different workers may be a few
// microseconds apart.

import CGrinder

public struct InstanceSnapshot: Sendable {
    public var instanceID: InstanceID
    public var generation: UInt64
    public var supervisorProcessID: Int32
    public var createdRealtimeNs: UInt64
    /// When it was taken, by the three clocks.
    public var realtimeNs: UInt64
    public var monotonicNs: UInt64
    public var boottimeNs: UInt64
    public var permits: PermitSnapshot
    /// The roles that were ever started.
    public var workers: [WorkerSnapshot]
    public var rings: [RingSnapshot]
    public var latencies: [LatencySnapshot]
    public var risk: RiskSnapshot

    /// Reads `region`. Some thousand loads, and a few system calls for each worker.
    public init(of region: InstanceRegion) {
        instanceID = region.instanceID
        generation = region.generation
        supervisorProcessID = region.supervisorProcessID
        createdRealtimeNs = region.createdRealtimeNs
        permits = PermitSnapshot(of: region.permits)
        workers = WorkerRole.allCases.compactMap { WorkerSnapshot(of: region, $0) }
        rings = region.ringKinds.compactMap { kind in
            (try? region.ring(kind)).map { RingSnapshot(of: $0, kind) }
        }
        latencies = StageLatency.allCases.map { LatencySnapshot(stage: $0, histogram: region.latency($0).snapshot) }
        risk = RiskSnapshot(of: region.risk)
        // Last: no age is negative.
        realtimeNs = gr_clock_realtime_ns()
        monotonicNs = gr_clock_monotonic_ns()
        boottimeNs = gr_clock_boottime_ns()
    }

    /// Nanoseconds since a CLOCK_MONOTONIC reading; nil for 0, which is none.
    public func age(ofMonotonicNs time: UInt64) -> UInt64? {
        time == 0 ? nil : monotonicNs > time ? monotonicNs - time : 0
    }

    /// The latencies of the interval that began with `earlier`.
    public func latencies(since earlier: InstanceSnapshot) -> [LatencySnapshot] {
        zip(latencies, earlier.latencies).map { latest, before in
            LatencySnapshot(stage: latest.stage, histogram: latest.histogram.since(before.histogram))
        }
    }

    /// How long the lease still lasts; 0 when it is over or was never held, nil when it has no end.
    public var leaseRemainingNs: UInt64? {
        switch permits.leaseDeadlineNs {
        case .max: nil
        case let deadline: deadline > boottimeNs ? deadline - boottimeNs : 0
        }
    }
}

public struct PermitSnapshot: Equatable, Sendable {
    public var arming: UInt64
    public var mode: UInt64
    public var killSwitch: UInt64
    public var killSwitchChange: KillSwitchChange?
    public var operatorOverride: UInt64
    /// CLOCK_BOOTTIME; 0 never held, `.max` without end.
    public var leaseDeadlineNs: UInt64
    public var fenceEpoch: UInt64

    init(of words: PermitWords) {
        arming = words.arming
        mode = words.mode
        killSwitch = words.killSwitch
        killSwitchChange = words.lastKillSwitchChange
        operatorOverride = words.operatorOverride
        leaseDeadlineNs = words.leaseDeadlineNs
        fenceEpoch = words.fenceEpoch
    }
}

public struct WorkerSnapshot: Sendable {
    public var role: WorkerRole
    /// 0 while no process has the slot.
    public var processID: Int32
    /// What the kernel says about that process.
    public var processState: ProcessState
    /// nil for a number that this version does not know; the same below.
    public var state: WorkerState?
    public var waitState: WaitState?
    public var epoch: UInt64
    public var restartCount: UInt64
    /// Of the last process that ended.
    public var exitCode: Int32
    public var exitSignal: Int32
    /// CLOCK_MONOTONIC; 0 before the first.
    public var heartbeatNs: UInt64
    public var lastProgressNs: UInt64
    public var recordsIn: UInt64
    public var recordsOut: UInt64
    public var placement: WorkerPlacement
    /// The last words of a worker that failed; empty when it did not.
    public var detail: String
    /// The counters and gauges that this role writes.
    public var counters: [(counter: WorkerCounter, value: UInt64)]
    public var errors: [ErrorEntry]

    /// nil when the role was never started.
    public init?(of region: InstanceRegion, _ role: WorkerRole) {
        let slot = region.worker(role)
        guard slot.epoch > 0 else { return nil }
        self.role = role
        processID = slot.processID
        processState = ProcessState(of: processID)
        state = slot.state
        waitState = slot.waitState
        epoch = slot.epoch
        restartCount = slot.restartCount
        exitCode = slot.exitCode
        exitSignal = slot.exitSignal
        heartbeatNs = slot.heartbeatNs
        lastProgressNs = slot.lastProgressNs
        recordsIn = slot.recordsIn
        recordsOut = slot.recordsOut
        placement = slot.placementChosen
        detail = slot.detail
        let words = region.counters(role)
        counters = WorkerCounter.allCases.filter { $0.instrument.writers.contains(role) }.map { ($0, words[$0]) }
        errors = region.errors(role).entries
    }
}

public struct RingSnapshot: Sendable {
    public var kind: RingKind
    public var capacity: UInt64
    public var depth: UInt64
    /// Published and not yet journalled; nil without a journal.
    public var tapLag: UInt64?
    public var counters: RingCounters
    /// Producers that attached, the first included.
    public var incarnation: UInt64
    public var fence: UInt64

    init(of ring: RingMemory, _ kind: RingKind) {
        self.kind = kind
        capacity = ring.capacity
        depth = ring.depth
        let tapped = ring.tapped  // earlier: the lag is not negative
        let counters = ring.counters
        self.counters = counters
        tapLag = tapped.map { counters.published - min($0, counters.published) }
        incarnation = ring.incarnation
        fence = ring.fence
    }
}

/// What the strategy showed of its risk.
public struct RiskSnapshot: Sendable {
    /// By the codes of gates and reasons; `blocked` by gate first.
    public var allowed: [Int]
    public var blocked: [[Int]]
    /// Of the strategy's own kill switch, by the reasons' codes; the reason's code while it is latched.
    public var trips: [Int]
    public var latch: Int?
    /// nil: this pipeline keeps no account, or has not settled anything yet.
    public var account: RiskBoard.Account?
    public var positions: [RiskBoard.Position]

    init(of board: RiskBoard) {
        allowed = (0..<RiskBoard.gatesMax).map { board.allowed(gate: $0) }
        blocked = (0..<RiskBoard.gatesMax).map { gate in
            (0..<RiskBoard.reasonsMax).map { board.blocked(gate: gate, reason: $0) }
        }
        trips = (0..<RiskBoard.tripReasonsMax).map { board.trips(reason: $0) }
        latch = board.latch
        account = board.account
        positions = board.positions
    }
}

public struct LatencySnapshot: Sendable {
    public var stage: StageLatency
    public var histogram: HistogramSnapshot
}
