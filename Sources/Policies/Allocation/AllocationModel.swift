// The inputs, the result and the refusals of the drawdown budget allocator: policies specification, section 7.

import DecimalArithmetic
import Domain

/// How risky a symbol is.
public enum RiskTier: String, StableName {
    case low = "low"
    case medium = "med"
    case high = "high"
    public static var caseCount: Int { 3 }
}

/// What divides a candidate's weight, by tier; all above 0. A tier without a factor counts as 1.5.
public struct TierFactors: Sendable, Equatable {
    public var low: Decimal? = Decimal(coefficient: 10, exponent: -1)
    public var medium: Decimal? = Decimal(coefficient: 15, exponent: -1)
    public var high: Decimal? = Decimal(coefficient: 20, exponent: -1)

    public init() {}

    public subscript(tier: RiskTier) -> Decimal? {
        get {
            switch tier {
            case .low: low
            case .medium: medium
            case .high: high
            }
        }
        set {
            switch tier {
            case .low: low = newValue
            case .medium: medium = newValue
            case .high: high = newValue
            }
        }
    }

    func factor(_ tier: RiskTier) -> Decimal { self[tier] ?? Decimal(coefficient: 15, exponent: -1) }
}

public struct AllocatorConfig: Sendable, Equatable {
    public var factors = TierFactors()
    /// Decimals of budgets.
    public var budgetPrecision = 2
    /// Smaller budgets become 0.
    public var budgetUsdMin = Decimal(coefficient: 10, exponent: -1)

    public init() {}

    func validate() throws(AllocationError) {
        for tier in RiskTier.allCases {
            guard let factor = factors[tier] else { continue }
            try AllocationError.require(.tierFactor, .positive, factor)
        }
        try AllocationError.require(.budgetPrecision, .notNegative, Decimal(budgetPrecision))
        try AllocationError.require(.budgetUsdMin, .notNegative, budgetUsdMin)
    }
}

public struct AllocationCandidate: Sendable, BitwiseCopyable {
    public var symbol: SymbolID
    public var tier: RiskTier
    /// 0 or more.
    public var weight: Decimal
    public var isEnabled: Bool

    public init(
        symbol: SymbolID, tier: RiskTier = .medium, weight: Decimal = Decimal(coefficient: 10, exponent: -1),
        isEnabled: Bool = true
    ) {
        self.symbol = symbol
        self.tier = tier
        self.weight = weight
        self.isEnabled = isEnabled
    }
}

/// One symbol's part of the portfolio's drawdown budget.
public struct Allocation: Sendable, BitwiseCopyable {
    public var symbol: SymbolID
    public var budgetUsd: Decimal
    /// Share of the equity.
    public var fraction: Decimal
}

public struct AllocationResult: Sendable {
    /// Enabled candidates by name.
    public var allocations: [Allocation] = []
    /// What rounding and the minimum left over.
    public var residualUsd: Decimal
    public var totalAllocatedUsd = Decimal.zero
    public var portfolioBudgetUsd: Decimal

    /// The members in the order of the specification.
    public func document(_ symbols: borrowing SymbolTable) -> JSONObject {
        var fractions = JSONObject()
        var budgets = JSONObject()
        for allocation in allocations {
            fractions.set(symbols.name(allocation.symbol), .decimal(allocation.fraction))
            budgets.set(symbols.name(allocation.symbol), .decimal(allocation.budgetUsd))
        }
        return JSONObject([
            ("allocations", .object(fractions)), ("allocations_usd", .object(budgets)),
            ("residual_usd", .decimal(residualUsd)), ("total_allocated_usd", .decimal(totalAllocatedUsd)),
            ("portfolio_budget_usd", .decimal(portfolioBudgetUsd)), ("enabled_count", .integer(allocations.count)),
        ])
    }
}

/// Why no budget was allocated.
public enum AllocationError: RangeFailure, Equatable, Sendable, CustomStringConvertible {
    case range(RangeViolation)
    case emptySymbol
    case noCandidates
    case duplicateSymbols
    case noWeight
    case decimal(DecimalError)

    public var description: String {
        switch self {
        case .range(let violation): violation.description
        case .emptySymbol: "symbol cannot be empty"
        case .noCandidates: "candidates list cannot be empty"
        case .duplicateSymbols: "duplicate symbols in candidates list"
        case .noWeight: "Total weight must be > 0"
        case .decimal(let error): "allocation: \(error)"
        }
    }
}
