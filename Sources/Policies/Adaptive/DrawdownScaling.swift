// Scales a plan by the share of the drawdown budget that is left: policies specification, section 3.6.
// v1: a share of zero cancels the whole grid, exits included.

import DecimalArithmetic
import Domain

struct DrawdownScaling: Sendable {
    let ratio: Decimal

    /// - Parameter ratio: in [0, 1].
    init(ratio: Decimal) throws(PolicyError) {
        try PolicyError.require(.drawdownBudgetRatio, .fraction, ratio)
        self.ratio = ratio
    }

    /// Sizes × ratio, rounded by nothing but the 28 digits; a ratio of 1 changes nothing.
    func apply(to plan: inout GridPlan) throws(PolicyError) {
        if ratio == .one { return }
        if ratio.isZero {
            plan.levelsUp = 0
            plan.levelsDown = 0
            plan.sizes = .empty
            plan.reset = .hard
            plan.reasons.append(.drawdownBlockEntries)
            return
        }
        plan.sizes = try PolicyError.lifting { () throws(DecimalError) in try plan.sizes.scaled(by: ratio) }
        plan.reasons.append(.drawdownScaleApplied)
    }
}

extension SizeSchedule {
    func scaled(by ratio: Decimal) throws(DecimalError) -> SizeSchedule {
        switch self {
        case .uniform(_, 0): return self
        case .uniform(let size, let count): return .uniform(try size * ratio, count: count)
        case .listed(let sizes):
            var scaled = SizeSchedule.empty
            for size in sizes { scaled.append(try size * ratio) }
            return scaled
        }
    }
}
