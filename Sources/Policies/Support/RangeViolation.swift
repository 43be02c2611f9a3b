// A number that a calculation refuses: `<name> must be > 0, got <value>`. Fixed size, so that refusing
// on the tick path allocates nothing; the text is made by whoever reads it.

import DecimalArithmetic
import Domain

/// The numbers that policies check, by the name in the specification.
public enum CheckedQuantity: String, StableName {
    case equity = "equity"
    case drawdownBudget = "dd_budget"
    case adverseMove = "adverse_move"
    case price = "price"
    case levels = "levels"
    case stepBps = "step_bps"
    case topK = "top_k"
    case quantityMin = "min_qty"
    case quantityPrecision = "qty_precision"
    case riskUtilizationMax = "max_risk_utilization"
    case portfolioDrawdownBudget = "portfolio_dd_budget"
    case weight = "weight"
    case tierFactor = "tier_factors"
    case budgetPrecision = "budget_precision"
    case budgetUsdMin = "min_budget_usd"
    case drawdownBudgetRatio = "dd_budget_ratio"
    public static var caseCount: Int { 16 }
}

public struct RangeViolation: Error, Equatable, Sendable, CustomStringConvertible {
    public enum Requirement: String, StableName {
        case positive = "> 0"
        case notNegative = ">= 0"
        case atLeastOne = ">= 1"
        case atMostOne = "<= 1.0"
        case fraction = "in [0..1]"
        public static var caseCount: Int { 5 }
    }

    public var quantity: CheckedQuantity
    public var requirement: Requirement
    public var value: Decimal

    public init(_ quantity: CheckedQuantity, _ requirement: Requirement, _ value: Decimal) {
        self.quantity = quantity
        self.requirement = requirement
        self.value = value
    }

    public var description: String { "\(quantity.rawValue) must be \(requirement.rawValue), got \(value)" }
}

extension RangeViolation.Requirement {
    /// Ordering a NaN throws, as in the reference.
    func holds(_ value: Decimal) throws(DecimalError) -> Bool {
        switch self {
        case .positive: try value.isGreater(than: .zero)
        case .notNegative: try !value.isLess(than: .zero)
        case .atLeastOne: try !value.isLess(than: .one)
        case .atMostOne: try !value.isGreater(than: .one)
        case .fraction: try value.isLess(than: .zero) ? false : !value.isGreater(than: .one)
        }
    }
}
