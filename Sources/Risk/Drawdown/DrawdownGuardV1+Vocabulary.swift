// The words of drawdown guard v1 and its errors: gating specification, sections 9.1 to 9.4.

import DecimalArithmetic
import Domain

public enum GuardState: String, StableName {
    case normal = "NORMAL"
    case drawdown = "DRAWDOWN"
    public static var caseCount: Int { 2 }
}

/// What an order would do to the risk that is carried.
public enum RiskIntent: String, StableName {
    case increaseRisk = "INCREASE_RISK"
    case reduceRisk = "REDUCE_RISK"
    case cancel = "CANCEL"
    public static var caseCount: Int { 3 }
}

/// Why the guard allowed or refused an intent.
public enum GuardReason: String, StableName {
    case normalState = "NORMAL_STATE"
    case reduceRiskAllowed = "REDUCE_RISK_ALLOWED"
    case cancelAlwaysAllowed = "CANCEL_ALWAYS_ALLOWED"
    case portfolioBreach = "DD_PORTFOLIO_BREACH"
    case symbolBreach = "DD_SYMBOL_BREACH"
    public static var caseCount: Int { 5 }
}

/// Values that the guard refuses. Never worth a retry: the same values fail again.
public enum DrawdownGuardError: Error, Equatable, Sendable {
    case limitNotPositive(Decimal)
    case limitAboveOne(Decimal)
    case budgetNegative(SymbolID, Decimal)
    case equityStartNotPositive(Decimal)
    case equityCurrentNegative(Decimal)
    case lossNegative(SymbolID, Decimal)
    case decimal(DecimalError)

    /// What a person reads about it.
    public func explanation(_ symbols: borrowing SymbolTable) -> String {
        switch self {
        case .limitNotPositive(let value): "portfolio_dd_limit must be > 0, got \(value)"
        case .limitAboveOne(let value): "portfolio_dd_limit must be <= 1.0, got \(value)"
        case .budgetNegative(let symbol, let value):
            "symbol_dd_budget for \(symbols.text(symbol)) must be >= 0, got \(value)"
        case .equityStartNotPositive(let value): "equity_start must be > 0, got \(value)"
        case .equityCurrentNegative(let value): "equity_current must be >= 0, got \(value)"
        case .lossNegative(let symbol, let value):
            "symbol_loss for \(symbols.text(symbol)) must be >= 0 (loss), got \(value)"
        case .decimal(let error): "a drawdown cannot be computed: \(error)"
        }
    }
}
