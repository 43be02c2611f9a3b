// The parameters of the adaptive grid: policies specification, section 3.1. Multipliers are scaled
// integers, 100 = 1.00. v1 validates none of them; what cannot be computed fails tick by tick.

import DecimalArithmetic

public struct AdaptiveGridConfig: Sendable, Equatable {
    /// The smallest distance between levels.
    public var stepBpsMin = 5
    /// Step as a share of NATR.
    public var stepAlpha = 30
    /// How long the grid is meant to last.
    public var horizonMinutes = 60
    /// How long one bar of NATR is.
    public var barIntervalMinutes = 1
    /// Width as a multiple of the volatility over the horizon.
    public var tailMultiplier = 200
    public var widthBpsMin = 20
    /// Bounds the width before the trend multiplier.
    public var widthBpsMax = 500
    /// Per side.
    public var levelsMin = 2
    public var levelsMax = 20
    public var volatilityShockStepMultiplier = 150
    public var thinBookStepMultiplier = 200
    public var trendWidthMultiplier = 130
    /// Base-asset quantity of every level without auto sizing.
    public var sizePerLevel = Decimal(coefficient: 1, exponent: -2)
    public var regime = RegimeConfig()
    public var autoSizingEnabled = false
    /// Auto sizing needs all three; without one of them the fixed size is used.
    public var equity: Decimal?
    public var drawdownBudget: Decimal?
    public var adverseMove: Decimal?
    public var autoSizer = AutoSizerConfig()
    public var l2GatingEnabled = false
    public var l2ImpactBpsLimit = 200

    public init() {}

    /// The budget of the auto sizer; nil when sizes are fixed.
    var riskBudget: RiskBudget? {
        guard autoSizingEnabled, let equity, let drawdownBudget, let adverseMove else { return nil }
        return RiskBudget(equity: equity, drawdownBudget: drawdownBudget, adverseMove: adverseMove)
    }
}
