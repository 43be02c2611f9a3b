// The sizes of a grid with what they add up to: the sizer's full result. Cold path; a tick only needs
// `AutoSizer.sizes`.

import DecimalArithmetic
import Domain

public struct SizingReport: Sendable {
    public var sizes: SizeSchedule
    /// Quote units, at the centre price.
    public var totalNotional: Decimal
    /// Loss when every level fills and the price makes the adverse move.
    public var worstCaseLoss: Decimal
    /// Worst case as a share of the budget.
    public var riskUtilization: Decimal
    /// Levels with a size above 0.
    public var effectiveLevels: Int
    public var mode: SizingMode
    /// The utilization is above the configured maximum: a warning, nothing more (v1).
    public var isOverUtilized: Bool
}

extension AutoSizer {
    /// Sizes and their totals. O(levels).
    public func report(_ budget: RiskBudget, _ grid: GridShape, price: Decimal) throws(PolicyError) -> SizingReport {
        let sizes = try sizes(budget, grid, price: price)
        return try PolicyError.lifting { () throws(DecimalError) in
            var total = Decimal.zero
            var effectiveLevels = 0
            for index in 0..<sizes.count {
                let size = sizes.size(at: index) ?? .zero
                total = try total + size * price
                if try size.isGreater(than: .zero) { effectiveLevels += 1 }
            }
            let worstCase = try total * budget.adverseMove
            let loss = try budget.loss()
            let utilization = try loss.isGreater(than: .zero) ? worstCase / loss : .zero
            return SizingReport(
                sizes: sizes, totalNotional: total, worstCaseLoss: worstCase, riskUtilization: utilization,
                effectiveLevels: effectiveLevels, mode: config.mode,
                isOverUtilized: try utilization.isGreater(than: config.riskUtilizationMax))
        }
    }
}

extension SizingReport {
    /// The members in the order of the specification.
    public var document: JSONObject {
        let quantities = (0..<sizes.count).map { JSONValue.decimal(sizes.size(at: $0) ?? .zero) }
        return JSONObject([
            ("qty_per_level", .array(quantities)), ("total_notional", .decimal(totalNotional)),
            ("worst_case_loss", .decimal(worstCaseLoss)), ("risk_utilization", .decimal(riskUtilization)),
            ("effective_levels", .integer(effectiveLevels)), ("sizing_mode", .text(mode.rawValue)),
        ])
    }
}
