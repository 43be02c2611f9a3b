// One wait in progress. A run loop owns one, as a local variable.
//
//     while true {
//         if doWork() > 0 { idler.reset(); continue }
//         switch idler.step(on: market.waitTarget, reports.waitTarget) { ... }
//     }
//
// Losing a wake-up is impossible by the protocol in grinder_futex.h; the bounded
// sleep is the second line, not the first.

import CGrinder

/// A condition to sleep on; made by the rings.
public typealias WaitTarget = gr_wait_target_t

/// What to do after one idle step.
@frozen
public enum IdleStep: Equatable, Sendable {
    case again
    case stopped
    case timedOut
}

@frozen
public struct Idler: ~Copyable {
    public let strategy: IdleStrategy
    /// CLOCK_MONOTONIC ns after which waits end with `timedOut`; `.max` means never.
    public var deadlineNs: UInt64
    /// Not 0 means stop: checked between spins and yields, and before each sleep.
    @usableFromInline let stop: UnsafeMutablePointer<UInt32>?
    /// Where to show the `WaitState`, if anywhere.
    @usableFromInline let shown: UnsafeMutablePointer<UInt32>?
    /// Where to leave a sign of life (CLOCK_MONOTONIC ns) while nothing comes, if anywhere.
    @usableFromInline let heartbeat: UnsafeMutablePointer<UInt64>?
    /// Idle steps since the last work.
    @usableFromInline var round: UInt32

    @inlinable
    public init(
        _ strategy: IdleStrategy, stop: UnsafeMutablePointer<UInt32>? = nil,
        waitState: UnsafeMutablePointer<UInt32>? = nil, heartbeat: UnsafeMutablePointer<UInt64>? = nil,
        deadlineNs: UInt64 = .max
    ) {
        self.strategy = strategy
        self.stop = stop
        self.shown = waitState
        self.heartbeat = heartbeat
        self.deadlineNs = deadlineNs
        self.round = 0
    }

    /// True when the supervisor wants this worker to stop.
    @inlinable
    public var isStopRequested: Bool {
        guard let stop else { return false }
        return gr_load_acquire_u32(stop) != 0
    }

    /// There was work: the next wait begins with the first phase.
    @inlinable @inline(__always)
    public mutating func reset() { round = 0 }

    /// The wait is over.
    @inlinable
    public mutating func finish() {
        round = 0
        show(.busy)
    }

    /// Idles once: a pause, a yield or a bounded sleep. Look at the rings again after
    /// `again`, whatever the reason.
    @inlinable @inline(__always)
    public mutating func step(on target: WaitTarget) -> IdleStep {
        if round < strategy.spins {
            round &+= 1
            gr_pause()
            return .again
        }
        return yieldOrPark(on: target)
    }

    /// As above, for a loop that reads two rings.
    @inlinable @inline(__always)
    public mutating func step(on first: WaitTarget, _ second: WaitTarget) -> IdleStep {
        if round < strategy.spins {
            round &+= 1
            gr_pause()
            return .again
        }
        return yieldOrPark(on: (first, second))
    }

    /// As above, for a loop that reads three rings.
    @inlinable @inline(__always)
    public mutating func step(on first: WaitTarget, _ second: WaitTarget, _ third: WaitTarget) -> IdleStep {
        if round < strategy.spins {
            round &+= 1
            gr_pause()
            return .again
        }
        return yieldOrPark(on: (first, second, third))
    }
}

extension Idler {
    @usableFromInline @inline(never)
    mutating func yieldOrPark(on target: WaitTarget) -> IdleStep {
        withUnsafePointer(to: target) { yieldOrPark(on: $0, count: 1) }
    }

    @usableFromInline @inline(never)
    mutating func yieldOrPark(on targets: (WaitTarget, WaitTarget)) -> IdleStep {
        withUnsafePointer(to: targets) {
            yieldOrPark(on: UnsafeRawPointer($0).assumingMemoryBound(to: WaitTarget.self), count: 2)
        }
    }

    @usableFromInline @inline(never)
    mutating func yieldOrPark(on targets: (WaitTarget, WaitTarget, WaitTarget)) -> IdleStep {
        withUnsafePointer(to: targets) {
            yieldOrPark(on: UnsafeRawPointer($0).assumingMemoryBound(to: WaitTarget.self), count: 3)
        }
    }

    private mutating func yieldOrPark(on targets: UnsafePointer<WaitTarget>, count: Int) -> IdleStep {
        if isStopRequested { return .stopped }
        if let heartbeat { gr_store_release_u64(heartbeat, gr_clock_monotonic_ns()) }
        var remainingNs = UInt64.max
        if deadlineNs != .max {
            let now = gr_clock_monotonic_ns()
            if now >= deadlineNs { return .timedOut }
            remainingNs = deadlineNs - now
        }
        if UInt64(round) < UInt64(strategy.spins) + UInt64(strategy.yields) {
            round += 1
            show(.yielding)
            gr_cpu_yield()
            return .again
        }
        guard strategy.parkNsMax > 0 else {
            round = strategy.yields > 0 ? strategy.spins : 0  // the last phase goes on
            return .again
        }
        show(.parked)
        let outcome = gr_park(targets, count, stop, min(strategy.parkNsMax, remainingNs))
        return outcome == Int32(GR_PARK_STOPPED) ? .stopped : .again
    }

    @inlinable
    func show(_ state: WaitState) {
        guard let shown, gr_load_relaxed_u32(shown) != state.rawValue else { return }
        gr_store_relaxed_u32(shown, state.rawValue)
    }
}
