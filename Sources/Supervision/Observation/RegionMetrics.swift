// The metrics that the instance region holds, put into a registry at the time of a scrape.

import Observability
import Rings
import Risk
import Workers

struct RegionMetrics {
    private(set) var registry = MetricRegistry()
    private let blockReasons: [GateReason]
    /// Trips of the region's kill switch, by reason.
    private var regionTrips = [Int](repeating: 0, count: KillSwitchReason.caseCount)
    private let counters: [(counter: WorkerCounter, metric: Metric, scale: Double)]

    init() {
        // In the order of the label's values, which is the contract's.
        blockReasons = MetricCatalogue.family(.gatingBlocked).labels[1].values.compactMap { GateReason(rawValue: $0) }
        // A test sees to it that none is left out.
        counters = WorkerCounter.allCases.compactMap { counter in
            Metric(counter).map { (counter, $0, counter.instrument.unit == .nanoseconds ? 1e-9 : 1) }
        }
    }

    mutating func set(_ metric: Metric, _ value: Double) { registry[metric] = value }

    /// The kill switch was tripped.
    mutating func countTrip(_ word: UInt64) {
        guard let reason = KillSwitchWord.reason(word) else { return }
        regionTrips[Int(reason.code)] += 1
    }

    mutating func take(_ server: HTTPServer, answers: [[Int]]) {
        for (page, counts) in answers.enumerated() {
            for (index, count) in counts.enumerated() { registry[.httpServerRequests, page, index] = Double(count) }
        }
        let refused = server.counters
        for (index, count) in [refused.malformed, refused.tooLarge, refused.timeouts, refused.evicted, refused.misdirected].enumerated() {
            registry[.httpServerRefused, index] = Double(count)
        }
        registry[.httpServerConnections] = Double(server.connectionCount)
    }

    mutating func take(_ health: InstanceHealth) {
        registry[.uptimeSeconds] = health.uptimeSeconds
        registry[.ready] = health.isReady ? 1 : 0
        registry.setOneHot(.haRole, at: Int(health.role.code))
        registry[.haIsLeader] = health.role == .active ? 1 : 0
    }

    mutating func take(_ snapshot: InstanceSnapshot) {
        let permits = snapshot.permits
        registry[.killSwitchTriggered] = permits.killSwitch == 0 && snapshot.risk.latch == nil ? 0 : 1
        registry[.fenceEpoch] = Double(permits.fenceEpoch)
        registry[.armed] = permits.arming == 0 ? 0 : 1
        registry.setOneHot(.tradingMode, at: InstanceMode.allCases.firstIndex { $0.rawValue == permits.mode } ?? 0)
        registry[.leaseRemainingSeconds] = snapshot.leaseRemainingNs.map { Double($0) / 1e9 } ?? .infinity
        for worker in snapshot.workers { take(worker, snapshot) }
        for ring in snapshot.rings { take(ring) }
        for latency in snapshot.latencies { take(latency) }
        take(snapshot.risk)
    }

    private mutating func take(_ risk: RiskSnapshot) {
        for reason in regionTrips.indices {
            registry[.killSwitchTrips, reason] = Double(regionTrips[reason] + risk.trips[reason])
        }
        for gate in 0..<GateName.caseCount {
            registry[.gatingAllowed, gate] = Double(risk.allowed[gate])
            for (position, reason) in blockReasons.enumerated() {
                registry[.gatingBlocked, gate, position] = Double(risk.blocked[gate][Int(reason.code)])
            }
        }
        guard let account = risk.account else { return }
        registry[.equity] = account.equity
        registry[.highWaterMark] = account.highWaterMark
        registry[.drawdownPct] = account.drawdownPct
        registry[.drawdownLimitPct] = account.drawdownLimitPct
        registry[.realizedPnL] = account.realizedPnL
        registry[.unrealizedPnL] = account.unrealizedPnL
        registry[.openOrders] = Double(account.openOrders)
    }

    private mutating func take(_ worker: WorkerSnapshot, _ snapshot: InstanceSnapshot) {
        let position = Int(worker.role.rawValue)
        let isUp = worker.processState == .alive || worker.processState == .stopped
        registry[.workerUp, position] = isUp ? 1 : 0
        for index in MetricCatalogue.family(.workerState).labels[1].values.indices {
            registry[.workerState, position, index] = worker.state.map { Int($0.rawValue) } == index ? 1 : 0
        }
        registry[.workerRestarts, position] = Double(worker.restartCount)
        registry[.workerHeartbeatAgeSeconds, position] = Double(snapshot.age(ofMonotonicNs: worker.heartbeatNs) ?? 0) / 1e9
        registry[.workerProgressAgeSeconds, position] = Double(snapshot.age(ofMonotonicNs: worker.lastProgressNs) ?? 0) / 1e9
        registry[.workerRecordsIn, position] = Double(worker.recordsIn)
        registry[.workerRecordsOut, position] = Double(worker.recordsOut)
        for (counter, value) in worker.counters {
            let entry = counters.first { $0.counter == counter }
            guard let entry else { continue }
            if MetricCatalogue.family(entry.metric).labels.isEmpty {
                registry[entry.metric] = Double(value) * entry.scale
            } else {
                registry[entry.metric, position] = Double(value) * entry.scale
            }
        }
    }

    /// Remembers the greatest depth.
    mutating func noteDepth(_ depth: UInt64, _ kind: RingKind) {
        guard let position = RingKind.allCases.firstIndex(of: kind) else { return }
        if Double(depth) > registry[.ringHighWater, position] { registry[.ringHighWater, position] = Double(depth) }
    }

    func highWater(_ kind: RingKind) -> Int {
        RingKind.allCases.firstIndex(of: kind).map { Int(registry[.ringHighWater, $0]) } ?? 0
    }

    private mutating func take(_ ring: RingSnapshot) {
        guard let position = RingKind.allCases.firstIndex(of: ring.kind) else { return }
        registry[.ringRecords, position] = Double(ring.counters.published)
        registry[.ringDepth, position] = Double(ring.depth)
        registry[.ringCapacity, position] = Double(ring.capacity)
        noteDepth(ring.depth, ring.kind)
        registry[.ringFullWaits, position] = Double(ring.counters.fullWaits)
        registry[.ringConflated, position] = Double(ring.counters.conflated)
        registry[.ringParks, position, 0] = Double(ring.counters.producerParks)
        registry[.ringParks, position, 1] = Double(ring.counters.consumerParks)
    }

    /// A bucket of the region that reaches beyond a bound counts above it: it is at most 1/32 wide.
    private mutating func take(_ latency: LatencySnapshot) {
        let bounds = MetricCatalogue.family(.stageLatencySeconds).bounds
        var cumulative = Array(repeating: 0.0, count: bounds.count)
        for (index, count) in latency.histogram.buckets.enumerated() where count > 0 {
            let highest = Double(HistogramSnapshot.highest(ofBucket: index)) / 1e9
            for bound in bounds.indices where highest <= bounds[bound] { cumulative[bound] += Double(count) }
        }
        registry.setHistogram(
            MetricRegistry.series(.stageLatencySeconds, at: [latency.stage.rawValue]), of: .stageLatencySeconds,
            cumulative: cumulative, sum: Double(latency.histogram.sum) / 1e9, count: Double(latency.histogram.count))
    }
}

extension Metric {
    /// The family that shows a counter of the workers.
    init?(_ counter: WorkerCounter) {
        let instrument = counter.instrument
        let name = instrument.unit == .nanoseconds ? instrument.name.dropLast("ns".count) + "seconds" : instrument.name[...]
        self.init(rawValue: "grinder_\(name)" + (instrument.kind == .counter ? "_total" : ""))
    }
}
