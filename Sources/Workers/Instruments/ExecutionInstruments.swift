// What the execution measures about itself and, as the end of the chain, about the whole tick.

import Domain
import OrderEngine
import Rings

struct ExecutionInstruments {
    var meter: LoopMeter
    private let counters: WorkerCounters
    private let errors: ErrorLog
    private let decideToExecute: LatencyHistogram
    private let execute: LatencyHistogram
    private let tickToIntent: LatencyHistogram
    private let tickToOrder: LatencyHistogram

    init(_ context: WorkerContext) {
        meter = LoopMeter(context.counters)
        counters = context.counters
        errors = context.errors
        decideToExecute = context.region.latency(.decideToExecute)
        execute = context.region.latency(.execute)
        tickToIntent = context.region.latency(.tickToIntent)
        tickToOrder = context.region.latency(.tickToOrder)
    }

    /// A decision is complete here.
    @inline(__always)
    func received(receivedNs: UInt64, decidedNs: UInt64, nowNs: UInt64) {
        decideToExecute.record(fromNs: decidedNs, toNs: nowNs)
        tickToIntent.record(fromNs: receivedNs, toNs: nowNs)
    }

    /// Its orders have left and its report is written.
    @inline(__always)
    func executed(receivedNs: UInt64, executingNs: UInt64, nowNs: UInt64) {
        counters.add(to: .executionTicks)
        execute.record(fromNs: executingNs, toNs: nowNs)
        tickToOrder.record(fromNs: receivedNs, toNs: nowNs)
    }

    @inline(__always)
    func count(_ outcome: OrderOutcome) {
        switch outcome {
        case .placed: counters.add(to: .executionPlaced)
        case .cancelled: counters.add(to: .executionCancelled)
        case .refused: counters.add(to: .executionRefused)
        case .ignored, .skipped: break
        }
    }

    @inline(never)
    func note(_ fault: EventFault, _ field: SnapshotField?) {
        counters.add(to: .executionFaults)
        errors.record(fault, field)
    }
}
