// When the events of a source are due: at once, at a fixed interval, or at the intervals of their times.

import CGrinder
import Domain
import Glibc
import Rings

struct FeedPace {
    private let intervalNs: UInt64
    /// Nanoseconds of this machine for a millisecond of the events; 0: not by their times.
    private let nsPerMs: Double
    private var lastMs: Int?
    private var dueNs: UInt64?

    init(_ configuration: RunConfiguration) {
        intervalNs = UInt64(configuration.paceUs) * 1000
        nsPerMs = configuration.speed > 0 ? 1_000_000 / configuration.speed : 0
    }

    /// Whether events are due at some time and not at once.
    var isPaced: Bool { intervalNs > 0 || nsPerMs > 0 }

    /// When the next event is due, CLOCK_MONOTONIC ns. The schedule does not wait for anybody: what comes late does
    /// not put off the rest.
    mutating func due(_ event: borrowing MarketEvent) -> UInt64 {
        let last = dueNs ?? gr_clock_monotonic_ns()
        var stepNs = dueNs == nil ? 0 : intervalNs
        if nsPerMs > 0, let timeMs = event.time.milliseconds {
            if let lastMs, timeMs > lastMs { stepNs = UInt64(Double(timeMs - lastMs) * nsPerMs) }
            lastMs = timeMs
        }
        let due = last &+ stepNs
        dueNs = due
        return due
    }

    /// Waits until `dueNs`, in steps of `stepNs` at most that notice a stop request.
    static func wait(
        until dueNs: UInt64, _ slot: WorkerSlot, stepNs: UInt64 = 10_000_000
    ) throws(WorkerInterruption) {
        while true {
            let now = gr_clock_monotonic_ns()
            if now >= dueNs { return }
            try nap(min(dueNs - now, stepNs), slot)
        }
    }

    /// Sleeps for less than a second, unless the worker is to stop.
    static func nap(_ ns: UInt64, _ slot: WorkerSlot) throws(WorkerInterruption) {
        if slot.isStopRequested { throw .stopped }
        var pause = timespec(tv_sec: 0, tv_nsec: Int(ns))
        nanosleep(&pause, nil)
        slot.beat(nowNs: gr_clock_monotonic_ns())
    }
}
