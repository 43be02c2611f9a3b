// Duty cycle of a run loop: how often it turns, its longest turn, and how many turns took longer
// than they ever should. Waiting for records or for space is no part of a turn, being taken off the
// core is: that is what the stalls are there to show.

import Rings

struct LoopMeter {
    private let counters: WorkerCounters
    private var lastNs: UInt64 = 0
    private var lastWaitedNs: UInt64 = 0

    /// A turn of more than this is a stall.
    static let stallNs: UInt64 = 1_000_000

    init(_ counters: WorkerCounters) { self.counters = counters }

    /// A turn begins here, not where the last one ended.
    @inline(__always)
    mutating func begin(nowNs: UInt64, waitedNs: UInt64) {
        lastNs = nowNs
        lastWaitedNs = waitedNs
    }

    /// A turn ends. `waitedNs` is all waiting since the start of the process.
    @inline(__always)
    mutating func turn(nowNs: UInt64, waitedNs: UInt64) {
        let begunNs = lastNs
        let idleNs = waitedNs &- lastWaitedNs
        lastNs = nowNs
        lastWaitedNs = waitedNs
        counters.add(to: .loopTurns)
        guard begunNs != 0, nowNs > begunNs &+ idleNs else { return }
        let busyNs = nowNs &- begunNs &- idleNs
        counters.raise(.loopLongestNs, to: busyNs)
        if busyNs > Self.stallNs { counters.add(to: .loopStalls) }
    }
}
