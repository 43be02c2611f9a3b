// The static grid: the same levels around the mid price on every tick. Policies specification, section 2.

import DecimalArithmetic
import Domain

public struct StaticGridPolicy: Sendable {
    private let template: GridPlan

    /// - Parameters:
    ///   - spacingBps: distance between levels, above 0.
    ///   - levels: levels per side, above 0.
    ///   - sizePerLevel: base-asset quantity, above 0.
    public init(spacingBps: BasisPoints, levels: Int, sizePerLevel: Decimal) throws(ParameterError) {
        guard spacingBps.value > 0 else { throw ParameterError("spacing_bps", "must be positive") }
        guard levels > 0 else { throw ParameterError("levels", "must be positive") }
        guard Self.isPositive(sizePerLevel) else { throw ParameterError("size_per_level", "must be positive") }
        template = GridPlan(
            mode: .bilateral, centerPrice: .zero, spacingBps: spacingBps, levelsUp: levels, levelsDown: levels,
            sizes: .uniform(sizePerLevel, count: levels),
            widthBps: BasisPoints(spacingBps.value * Double(levels), isInteger: spacingBps.isInteger),
            reasons: PlanReasons(.regimeRange))
    }

    /// The plan around `midPrice`.
    @inline(__always)
    public func plan(midPrice: Decimal) -> GridPlan {
        var plan = template
        plan.centerPrice = midPrice
        return plan
    }

    /// NaN cannot be compared and is not positive.
    private static func isPositive(_ value: Decimal) -> Bool {
        do { return try value.isGreater(than: .zero) } catch { return false }
    }
}
