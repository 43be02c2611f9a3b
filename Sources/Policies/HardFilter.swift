// The prefilter: refuses symbols that are not worth a grid, before any policy is asked.
// Policies specification, section 1. All comparisons are on doubles; NaN passes, as in the reference.

import Domain

/// What is known about a symbol's activity. nil means that nobody measured it.
public struct MarketActivity: Sendable {
    public var isDelisting: Bool
    public var spreadBps: Double
    public var volume24hUsd: Double
    public var volume1hUsd: Double?
    public var tradesPerMinute: Double?
    public var openInterestUsd: Double?

    /// Absent spread counts as 0 and passes; absent 24 h volume counts as 0 and blocks.
    @inline(__always)
    public init(
        isDelisting: Bool = false, spreadBps: Double = 0, volume24hUsd: Double = 0, volume1hUsd: Double? = nil,
        tradesPerMinute: Double? = nil, openInterestUsd: Double? = nil
    ) {
        self.isDelisting = isDelisting
        self.spreadBps = spreadBps
        self.volume24hUsd = volume24hUsd
        self.volume1hUsd = volume1hUsd
        self.tradesPerMinute = tradesPerMinute
        self.openInterestUsd = openInterestUsd
    }

    /// What replay and paper assume of every symbol: enough volume, so that only the spread decides.
    @inline(__always)
    public static func assumed(spreadBps: Double) -> MarketActivity {
        MarketActivity(spreadBps: spreadBps, volume24hUsd: 100_000_000, volume1hUsd: 10_000_000)
    }
}

public struct HardFilter: Sendable {
    public var spreadBpsMax = 15.0
    public var volume24hUsdMin = 10_000_000.0
    public var volume1hUsdMin = 500_000.0
    public var tradesPerMinuteMin = 100.0
    public var openInterestUsdMin = 5_000_000.0

    public init() {}

    /// The first gate that fails, or pass.
    @inline(__always)
    public func evaluate(_ activity: MarketActivity, isBlacklisted: Bool = false) -> FilterDecision {
        FilterDecision(reason(activity, isBlacklisted))
    }

    @inline(__always)
    private func reason(_ activity: MarketActivity, _ isBlacklisted: Bool) -> FilterReason {
        if isBlacklisted { return .blacklisted }
        if activity.isDelisting { return .delisting }
        if activity.spreadBps > spreadBpsMax { return .spreadTooHigh }
        if activity.volume24hUsd < volume24hUsdMin { return .volume24hTooLow }
        if let volume = activity.volume1hUsd, volume < volume1hUsdMin { return .volume1hTooLow }
        if let trades = activity.tradesPerMinute, trades < tradesPerMinuteMin { return .activityTooLow }
        if let interest = activity.openInterestUsd, interest < openInterestUsdMin { return .openInterestTooLow }
        return .pass
    }
}
