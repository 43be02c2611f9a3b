// The inputs of the auto sizer and their checks: policies specification, section 6.

import DecimalArithmetic
import Domain

public struct AutoSizerConfig: Sendable, Equatable {
    public var mode = SizingMode.uniform
    /// Base units; smaller quantities become 0.
    public var quantityMin = Decimal(coefficient: 1, exponent: -4)
    /// Decimals of quantities.
    public var quantityPrecision = 8
    /// Above this share of the budget the result is marked, not changed.
    public var riskUtilizationMax = Decimal(coefficient: 10, exponent: -1)
    public var pyramidExponent = Decimal(coefficient: 15, exponent: -1)

    public init() {}

    func validate() throws(PolicyError) {
        try PolicyError.require(.quantityMin, .notNegative, quantityMin)
        try PolicyError.require(.quantityPrecision, .notNegative, Decimal(quantityPrecision))
        try PolicyError.require(.riskUtilizationMax, .positive, riskUtilizationMax)
    }
}

/// How much may be lost, and in which move of the price.
public struct RiskBudget: Sendable, Equatable, BitwiseCopyable {
    /// Quote units, above 0.
    public var equity: Decimal
    /// Share of the equity, in (0, 1].
    public var drawdownBudget: Decimal
    /// Relative move of the price, in (0, 1].
    public var adverseMove: Decimal

    public init(equity: Decimal, drawdownBudget: Decimal, adverseMove: Decimal) {
        self.equity = equity
        self.drawdownBudget = drawdownBudget
        self.adverseMove = adverseMove
    }

    /// The most that may be lost, in quote units.
    func loss() throws(DecimalError) -> Decimal { try equity * drawdownBudget }

    func validate(price: Decimal) throws(PolicyError) {
        try PolicyError.require(.equity, .positive, equity)
        try PolicyError.require(.drawdownBudget, .positive, drawdownBudget)
        try PolicyError.require(.drawdownBudget, .atMostOne, drawdownBudget)
        try PolicyError.require(.adverseMove, .positive, adverseMove)
        try PolicyError.require(.adverseMove, .atMostOne, adverseMove)
        try PolicyError.require(.price, .positive, price)
    }
}

public struct GridShape: Sendable, Equatable, BitwiseCopyable {
    /// Levels of one side, at least 1.
    public var levels: Int
    /// Distance between levels, above 0.
    public var stepBps: Double
    /// Only this many levels get a size; 0 means all.
    public var topK: Int

    public init(levels: Int, stepBps: Double, topK: Int = 0) {
        self.levels = levels
        self.stepBps = stepBps
        self.topK = topK
    }

    /// Levels that get a size.
    var sizedLevels: Int { topK == 0 ? levels : min(topK, levels) }

    func validate() throws(PolicyError) {
        try PolicyError.require(.levels, .atLeastOne, Decimal(levels))
        guard stepBps > 0 else { throw .range(RangeViolation(.stepBps, .positive, Decimal(shortest: stepBps))) }
        try PolicyError.require(.topK, .notNegative, Decimal(topK))
    }
}
