// Turns a risk budget into base-asset quantities per level: policies specification, section 6.
// The worst case is every level filled and the price moving by `adverseMove`; its loss is the budget.
// Sizes are priced at the centre; the step between levels and the levels' own prices are ignored (v1).
// Invariant: the powers behind the pyramid weights depend on the exponent only and are computed once.

import DecimalArithmetic
import Domain

public enum SizingMode: String, StableName {
    case uniform = "uniform"
    /// Larger with the distance from the centre.
    case pyramid = "pyramid"
    /// Smaller with the distance from the centre.
    case inversePyramid = "inverse_pyramid"
    public static var caseCount: Int { 3 }
}

public struct AutoSizer: Sendable {
    public let config: AutoSizerConfig
    /// `powers[i]` is (i + 1) to the configured exponent; empty when no weights are needed.
    private let powers: [Decimal]

    /// Powers are tabulated for this many levels at most; deeper grids compute the rest as they go.
    private static let tableLevelsMax = 256

    /// - Parameter levelsMax: the deepest grid to expect.
    public init(_ config: AutoSizerConfig = AutoSizerConfig(), levelsMax: Int = 20) throws(PolicyError) {
        try config.validate()
        self.config = config
        let count = config.mode == .uniform ? 0 : min(max(levelsMax, 0), Self.tableLevelsMax)
        powers = (0..<count).map { Self.power(of: $0 + 1, config.pyramidExponent) }
    }

    /// The quantity of every level, nearest first; uniform whenever all print alike. O(levels).
    public func sizes(_ budget: RiskBudget, _ grid: GridShape, price: Decimal) throws(PolicyError) -> SizeSchedule {
        try grid.validate()
        try budget.validate(price: price)
        return try PolicyError.lifting { () throws(DecimalError) in
            let total = try budget.loss() / (price * budget.adverseMove)
            return try config.mode == .uniform ? equalSizes(total, grid) : weightedSizes(total, grid)
        }
    }

    private func equalSizes(_ total: Decimal, _ grid: GridShape) throws(DecimalError) -> SizeSchedule {
        let size = try quantity(total * (.one / Decimal(grid.sizedLevels)))
        var sizes = SizeSchedule.uniform(size, count: grid.sizedLevels)
        for _ in grid.sizedLevels..<grid.levels { sizes.append(.zero) }
        return sizes
    }

    private func weightedSizes(_ total: Decimal, _ grid: GridShape) throws(DecimalError) -> SizeSchedule {
        let count = grid.sizedLevels
        var sum = Decimal.zero
        for index in 0..<count { sum = try sum + weight(index, of: count) }
        var sizes = SizeSchedule.empty
        for index in 0..<count { sizes.append(try quantity(total * (weight(index, of: count) / sum))) }
        for _ in count..<grid.levels { sizes.append(.zero) }
        return sizes
    }

    /// Truncated to the quantity step; what is below the minimum is not traded at all.
    private func quantity(_ exact: Decimal) throws(DecimalError) -> Decimal {
        let quantity = try exact.quantized(exponent: -config.quantityPrecision, rounding: .down)
        return try quantity.isLess(than: config.quantityMin) ? .zero : quantity
    }

    /// The weight of a level before division by the sum of all.
    private func weight(_ index: Int, of count: Int) -> Decimal {
        let rank = config.mode == .pyramid ? index : count - 1 - index
        return rank < powers.count ? powers[rank] : Self.power(of: rank + 1, config.pyramidExponent)
    }

    private static func power(of base: Int, _ exponent: Decimal) -> Decimal {
        Decimal(shortest: DoubleMath.pow(Double(base), exponent.doubleValue))
    }
}
