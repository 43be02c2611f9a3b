// What the feed measures about itself.

import CGrinder
import Rings

struct FeedInstruments {
    private var meter: LoopMeter
    private let counters: WorkerCounters

    init(_ context: WorkerContext) {
        meter = LoopMeter(context.counters)
        counters = context.counters
    }

    /// A turn begins; the time.
    @inline(__always)
    mutating func begin(_ records: borrowing RecordWriter) -> UInt64 {
        let now = gr_clock_monotonic_ns()
        meter.begin(nowNs: now, waitedNs: records.waitedNs)
        return now
    }

    /// The turn is over.
    @inline(__always)
    mutating func turn(_ records: borrowing RecordWriter, _ context: WorkerContext) {
        let now = gr_clock_monotonic_ns()
        meter.turn(nowNs: now, waitedNs: records.waitedNs)
        context.beat(nowNs: now, isLive: !records.isRecovering, recordsOut: records.count)
    }

    /// How far the feed has come, both passes of paper together. Absolute, so that a restarted feed goes on counting
    /// where the records say it is.
    @inline(__always)
    func count(events: UInt64, sent: UInt64, conflated: UInt64 = 0, pending: UInt64 = 0) {
        counters[.feedEvents] = events
        counters[.feedSent] = sent
        counters[.feedConflated] = conflated
        counters[.feedPending] = pending
    }
}
