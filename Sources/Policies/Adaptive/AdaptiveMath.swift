// Step, widths and levels of the adaptive grid from NATR and regime: policies specification, section 3.3.
// All integers, all divisions rounded down. The square root of the horizon depends on the configuration
// only and is taken once.

import DecimalArithmetic

/// How far a grid reaches on each side.
public struct GridWidths: Sendable, Equatable, BitwiseCopyable {
    public var upBps: Int
    public var downBps: Int

    /// What a plan reports: the mean, rounded down.
    func meanBps() throws(DecimalError) -> Int {
        try IntegerMath.floorQuotient(IntegerMath.sum(upBps, downBps), 2)
    }
}

public struct AdaptiveMath: Sendable {
    private let config: AdaptiveGridConfig
    /// Truncated 100 × √(bars in the horizon), or why there is none. The error waits until a width is
    /// asked for, as in the reference: a paused grid needs no width.
    private let horizonRoot: Result<Int, DecimalError>

    public init(_ config: AdaptiveGridConfig) {
        self.config = config
        horizonRoot = Result { () throws(DecimalError) -> Int in
            let bars = try IntegerMath.floorQuotient(config.horizonMinutes, config.barIntervalMinutes)
            return DoubleMath.sqrt100(max(bars, 1))
        }
    }

    /// Distance between levels. Wider in shocks and thin books.
    public func stepBps(natrBps: Int, _ regime: Regime) throws(DecimalError) -> Int {
        let multiplier =
            switch regime {
            case .volatilityShock: config.volatilityShockStepMultiplier
            case .thinBook, .toxic: config.thinBookStepMultiplier
            case .range, .trendUp, .trendDown, .paused, .emergency: 100
            }
        let scaled = try IntegerMath.product(IntegerMath.product(config.stepAlpha, natrBps), multiplier)
        return try max(config.stepBpsMin, IntegerMath.floorQuotient(scaled, 10_000))
    }

    /// Reach of each side. A trend widens its own side after the cap; a shock widens nothing.
    public func widths(natrBps: Int, _ regime: Regime) throws(DecimalError) -> GridWidths {
        let volatilityBps = try IntegerMath.percentage(natrBps, horizonRoot.get())
        let tailBps = try IntegerMath.percentage(config.tailMultiplier, volatilityBps)
        let width = max(config.widthBpsMin, min(config.widthBpsMax, tailBps))
        var widths = GridWidths(upBps: width, downBps: width)
        switch regime {
        case .trendUp: widths.upBps = try IntegerMath.percentage(width, config.trendWidthMultiplier)
        case .trendDown: widths.downBps = try IntegerMath.percentage(width, config.trendWidthMultiplier)
        default: break
        }
        return widths
    }

    /// Levels that cover a width, within the configured bounds. The bounds win: a capped grid is
    /// narrower than its width.
    public func levels(widthBps: Int, stepBps: Int) throws(DecimalError) -> Int {
        let step = stepBps <= 0 ? config.stepBpsMin : stepBps
        let padded = try IntegerMath.difference(IntegerMath.sum(widthBps, step), 1)
        return try max(config.levelsMin, min(config.levelsMax, IntegerMath.floorQuotient(padded, step)))
    }
}
