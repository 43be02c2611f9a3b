// What the strategy measures about itself.

import Domain
import Rings

struct StrategyInstruments {
    var meter: LoopMeter
    private let counters: WorkerCounters
    private let errors: ErrorLog
    private let receiveToDecide: LatencyHistogram
    private let decideToReport: LatencyHistogram

    init(_ context: WorkerContext) {
        meter = LoopMeter(context.counters)
        counters = context.counters
        errors = context.errors
        receiveToDecide = context.region.latency(.receiveToDecide)
        decideToReport = context.region.latency(.decideToReport)
    }

    @inline(__always)
    func decided(receivedNs: UInt64, decidedNs: UInt64) {
        counters.add(to: .strategyTicks)
        receiveToDecide.record(fromNs: receivedNs, toNs: decidedNs)
    }

    /// Free-running: what became of the snapshots on the ring.
    func count(_ market: borrowing MarketReader) {
        counters[.strategySnapshots] = market.taken
        counters[.strategyConflated] = market.conflated
        counters[.strategyPending] = UInt64(market.pending)
    }

    @inline(__always)
    func reported(decidedNs: UInt64, reportedNs: UInt64) {
        decideToReport.record(fromNs: decidedNs, toNs: reportedNs)
    }

    @inline(never)
    func note(_ fault: EventFault, _ field: SnapshotField?) {
        counters.add(to: .strategyFaults)
        errors.record(fault, field)
    }
}
