// When a dead worker is started again, and when not any more: exponential back-off for one that gets nowhere, and
// a limit on restarts in a span of time over all workers, as in OTP. Pure: time is a parameter.

import Rings

public struct RestartPolicy: Equatable, Sendable {
    /// Restarts that may fall into `windowNs`; one more gives up. 0: the first death gives up.
    public var restartsMax: Int
    public var windowNs: UInt64
    /// Delay of the second restart in a row without progress; doubled for each further one.
    public var backoffNs: UInt64
    public var backoffNsMax: UInt64

    public init(
        restartsMax: Int = 20, windowNs: UInt64 = 60_000_000_000, backoffNs: UInt64 = 10_000_000,
        backoffNsMax: UInt64 = 5_000_000_000
    ) {
        self.restartsMax = restartsMax
        self.windowNs = windowNs
        self.backoffNs = backoffNs
        self.backoffNsMax = backoffNsMax
    }

    /// The delay before a restart that follows `fruitless` restarts in a row without progress.
    func delayNs(fruitless: Int) -> UInt64 {
        guard fruitless > 0 else { return 0 }
        let doublings = UInt64(min(fruitless - 1, 40))
        let (delay, overflow) = backoffNs.multipliedReportingOverflow(by: 1 << doublings)
        return overflow ? backoffNsMax : min(delay, backoffNsMax)
    }
}

/// How much of the limit on restarts is used within its window.
struct RestartUse: Equatable {
    var allowed: Int
    var recent: [WorkerRole: Int] = [:]

    var left: Int { max(allowed - recent.values.reduce(0, +), 0) }
}

/// What is remembered of deaths.
struct RestartBook {
    enum Decision: Equatable {
        case restart(atNs: UInt64)
        /// The limit is exceeded.
        case giveUp
    }

    private struct History {
        var fruitless = 0
        /// Records handled when it died last.
        var progress: UInt64 = 0
    }

    let policy: RestartPolicy
    /// The restarts within the window, oldest first, over all workers.
    private var recent: [(role: WorkerRole, atNs: UInt64)] = []
    private var histories: [WorkerRole: History] = [:]

    init(_ policy: RestartPolicy) { self.policy = policy }

    /// Decides about a worker that died. `progress`: records handled since the first start of the role, by all its
    /// processes; a process that got further than the one before it starts with a clean slate.
    mutating func decide(_ role: WorkerRole, progress: UInt64, nowNs: UInt64) -> Decision {
        forget(nowNs)
        guard recent.count < policy.restartsMax else { return .giveUp }
        recent.append((role, nowNs))
        var history = histories[role] ?? History()
        if progress > history.progress {
            history = History(fruitless: 0, progress: progress)
        }
        let delayNs = policy.delayNs(fruitless: history.fruitless)
        history.fruitless += 1
        histories[role] = history
        return .restart(atNs: nowNs + delayNs)
    }

    /// What is used of the limit.
    mutating func use(nowNs: UInt64) -> RestartUse {
        forget(nowNs)
        var use = RestartUse(allowed: policy.restartsMax)
        for restart in recent { use.recent[restart.role, default: 0] += 1 }
        return use
    }

    private mutating func forget(_ nowNs: UInt64) {
        recent.removeAll { nowNs - min($0.atNs, nowNs) >= policy.windowNs }
    }
}
