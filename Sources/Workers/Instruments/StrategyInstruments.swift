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

    /// Ticks are counted from the start of the run, not by this process: a restarted one counts none twice.
    @inline(__always)
    func decided(_ ticks: UInt64, receivedNs: UInt64, decidedNs: UInt64) {
        counters[.strategyTicks] = ticks
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

    /// The totals at the end: the region of a run that is resumed behind its last tick knows none.
    func finished(_ ticks: UInt64, faults: Int) {
        counters[.strategyTicks] = ticks
        counters[.strategyFaults] = UInt64(faults)
    }

    /// A fault that no earlier process noted; `faults` from the start of the run.
    @inline(never)
    func note(_ fault: EventFault, _ field: SnapshotField?, _ faults: Int) {
        counters[.strategyFaults] = UInt64(faults)
        errors.record(fault, field)
    }
}
