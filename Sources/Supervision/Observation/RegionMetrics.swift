// The metrics that the instance region holds, put into a registry at the time of a scrape.

import Observability
import Rings
import Risk
import Workers

struct RegionMetrics {
    private(set) var registry = MetricRegistry()
    /// By gate and reason of the contract: the series, and the reason's number.
    private let blocks: [[(series: SeriesID, reason: Int)]]
    /// Trips of the region's kill switch, by reason.
    private var regionTrips = [Int](repeating: 0, count: KillSwitchReason.caseCount)
    /// By worker and number of the counter: where it is shown. Looked up once: a scrape takes a hundred of them.
    private let counters: [[(series: SeriesID, scale: Double)?]]
    private let latencyBounds = MetricCatalogue.family(.stageLatencySeconds).bounds

    init() {
        // In the order of the label's values, which is the contract's.
        let reasons = MetricCatalogue.family(.gatingBlocked).labels[1].values.compactMap { GateReason(rawValue: $0) }
        blocks = (0..<GateName.caseCount).map { gate in
            reasons.enumerated().map { (MetricRegistry.series(.gatingBlocked, at: [gate, $0.offset]), Int($0.element.code)) }
        }
        // A test sees to it that none is left out.
        counters = WorkerRole.allCases.map { role in
            var row = Array<(series: SeriesID, scale: Double)?>(repeating: nil, count: 1 + (WorkerCounter.allCases.map(\.rawValue).max() ?? 0))
            for counter in WorkerCounter.allCases {
                guard let metric = Metric(counter) else { continue }
                let positions = MetricCatalogue.family(metric).labels.isEmpty ? [] : [Int(role.rawValue)]
                row[counter.rawValue] = (
                    MetricRegistry.series(metric, at: positions), counter.instrument.unit == .nanoseconds ? 1e-9 : 1
                )
            }
            return row
        }
    }

    mutating func set(_ metric: Metric, _ value: Double) { registry[metric] = value }
    mutating func set(_ metric: Metric, _ position: Int, _ value: Double) { registry[metric, position] = value }
    mutating func count(_ metric: Metric, _ position: Int) { registry[metric, position] += 1 }
    mutating func count(_ metric: Metric, _ first: Int, _ second: Int) { registry[metric, first, second] += 1 }

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
            for block in blocks[gate] { registry[block.series] = Double(risk.blocked[gate][block.reason]) }
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
            guard let shown = counters[position][counter.rawValue] else { continue }
            registry[shown.series] = Double(value) * shown.scale
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
        // Each bucket below the first bound that it does not exceed; then summed up.
        var cumulative = Array(repeating: 0.0, count: latencyBounds.count)
        var bound = 0
        for (index, count) in latency.histogram.buckets.enumerated() where count > 0 {
            let highest = Double(HistogramSnapshot.highest(ofBucket: index)) / 1e9
            while bound < latencyBounds.count, highest > latencyBounds[bound] { bound += 1 }
            if bound == latencyBounds.count { break }
            cumulative[bound] += Double(count)
        }
        for index in cumulative.indices.dropFirst() { cumulative[index] += cumulative[index - 1] }
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
