// How a worker waits for its rings: how long it burns the core, how long it offers
// the core to others, and whether it sleeps at last.

import CGrinder

/// Three phases in order: `spins` polls with a pause between them, `yields` polls
/// with sched_yield, then sleeps of at most `parkNsMax`. A phase of 0 is skipped;
/// without the last one the one before it goes on for ever.
@frozen
public struct IdleStrategy: Equatable, Sendable {
    public let spins: UInt32
    public let yields: UInt32
    public let parkNsMax: UInt64

    @inlinable
    init(spins: UInt32, yields: UInt32, parkNsMax: UInt64) {
        self.spins = spins
        self.yields = yields
        self.parkNsMax = parkNsMax
    }

    /// Polls for ever; the stop word and the deadline are looked at every 1,024 polls.
    /// Only for a core of one's own.
    public static let spin = IdleStrategy(spins: 1024, yields: 0, parkNsMax: 0)

    /// Spins, yields, then parks. With `parkNsMax` 0 it never parks.
    /// Do not spin (`spins` 0) where the other side shares the core.
    public static func backoff(spins: UInt32 = 200, yields: UInt32 = 100, parkNsMax: UInt64 = 1_000_000) -> IdleStrategy {
        IdleStrategy(spins: spins, yields: yields, parkNsMax: parkNsMax)
    }

    /// Sleeps at once. A wake-up costs 4-60 us; for workers that are rarely busy.
    public static func park(parkNsMax: UInt64 = 10_000_000) -> IdleStrategy {
        precondition(parkNsMax > 0, "a park without a bound would miss the stop word")
        return IdleStrategy(spins: 0, yields: 0, parkNsMax: parkNsMax)
    }

    /// The strategy for a machine: spinning needs a core for each busy worker and one
    /// more for everything else; with a single core a spin only delays the other side.
    public static func recommended(cores: Int, busyWorkers: Int) -> IdleStrategy {
        precondition(cores >= 1 && busyWorkers >= 0)
        if cores > busyWorkers && cores > 1 { return .spin }
        return cores > 1 ? .backoff() : .backoff(spins: 0)
    }

    /// `recommended` for the CPUs that this process may really use.
    public static func recommended(busyWorkers: Int) -> IdleStrategy {
        recommended(cores: Int(gr_cpu_available_count()), busyWorkers: busyWorkers)
    }
}

/// What a worker is doing about work it does not have; shown in its slot.
public enum WaitState: UInt32, Sendable {
    case busy = 0
    case spinning = 1
    case yielding = 2
    case parked = 3
}
