// The answer of drawdown guard v1 and the guard's own snapshot as documents: gating specification,
// sections 9.4 and 9.5.

import DecimalArithmetic
import Domain

public struct GuardDecision: Sendable {
    /// A symbol that made the guard latch. Losses in USD.
    public struct Breach: Sendable {
        /// nil when the budget is zero, as in the reference.
        public var budget: Decimal?
        /// As of the last update; 0 when it did not name the symbol.
        public var loss: Decimal

        public init(budget: Decimal?, loss: Decimal) {
            self.budget = budget
            self.loss = loss
        }
    }

    /// Present when the intent was refused.
    public struct Details: Sendable {
        public var portfolioDrawdown: Decimal
        public var portfolioLimit: Decimal
        public var symbol: SymbolID?
        public var breach: Breach?

        public init(portfolioDrawdown: Decimal, portfolioLimit: Decimal, symbol: SymbolID?, breach: Breach?) {
            self.portfolioDrawdown = portfolioDrawdown
            self.portfolioLimit = portfolioLimit
            self.symbol = symbol
            self.breach = breach
        }
    }

    public var allowed: Bool
    public var reason: GuardReason
    public var state: GuardState
    public var details: Details?

    public init(allowed: Bool, reason: GuardReason, state: GuardState, details: Details? = nil) {
        self.allowed = allowed
        self.reason = reason
        self.state = state
        self.details = details
    }
}

extension ByteBuffer {
    public mutating func appendCanonical(_ decision: borrowing GuardDecision, _ symbols: borrowing SymbolTable) {
        append(decision.allowed ? "{\"allowed\":true,\"details\":" : "{\"allowed\":false,\"details\":")
        if let details = decision.details { appendCanonical(details, symbols) } else { append("null") }
        append(",\"reason\":\"")
        append(name: decision.reason)
        append("\",\"state\":\"")
        append(name: decision.state)
        append("\"}")
    }

    private mutating func appendCanonical(_ details: GuardDecision.Details, _ symbols: borrowing SymbolTable) {
        append("{\"portfolio_dd_limit\":")
        appendQuoted(details.portfolioLimit)
        append(",\"portfolio_dd_pct\":")
        appendQuoted(details.portfolioDrawdown)
        if let symbol = details.symbol {
            append(",\"symbol\":")
            append(symbols.literal(symbol))
        }
        if let breach = details.breach {
            append(",\"symbol_breached\":true,\"symbol_budget\":")
            if let budget = breach.budget { appendQuoted(budget) } else { append("null") }
            append(",\"symbol_loss\":")
            appendQuoted(breach.loss)
        }
        append(UInt8(ascii: "}"))
    }
}

extension JSONValue {
    public static func document(_ decision: GuardDecision, _ symbols: borrowing SymbolTable) -> JSONValue {
        var details = JSONValue.null
        if let reported = decision.details { details = .object(members(reported, symbols)) }
        return .object(
            JSONObject([
                ("allowed", .bool(decision.allowed)), ("reason", .name(decision.reason)),
                ("state", .name(decision.state)), ("details", details),
            ]))
    }

    private static func members(_ details: GuardDecision.Details, _ symbols: borrowing SymbolTable) -> JSONObject {
        var members = JSONObject([
            ("portfolio_dd_pct", .decimal(details.portfolioDrawdown)),
            ("portfolio_dd_limit", .decimal(details.portfolioLimit)),
        ])
        if let symbol = details.symbol { members.set("symbol", .symbol(symbol, symbols)) }
        if let breach = details.breach {
            members.set("symbol_breached", .bool(true))
            members.set("symbol_budget", breach.budget.map { .decimal($0) } ?? .null)
            members.set("symbol_loss", .decimal(breach.loss))
        }
        return members
    }

    /// The guard's snapshot.
    public static func document(_ drawdownGuard: DrawdownGuardV1, _ symbols: borrowing SymbolTable) -> JSONValue {
        var breached: [JSONValue] = []
        for symbol in drawdownGuard.breachedSymbols { breached.append(.symbol(symbol, symbols)) }
        return .object(
            JSONObject([
                ("state", .name(drawdownGuard.state)),
                ("portfolio_dd_pct", .decimal(drawdownGuard.portfolioDrawdown)),
                ("portfolio_dd_limit", .decimal(drawdownGuard.budgets.portfolioLimit)),
                ("symbol_losses", .object(members(drawdownGuard.symbolLosses, symbols))),
                ("symbol_dd_budgets", .object(members(drawdownGuard.budgets.bySymbol, symbols))),
                ("breached_symbols", .array(breached)),
                ("trigger_reason", drawdownGuard.triggerReason.map { .name($0) } ?? .null),
            ]))
    }

    private static func members(_ values: SymbolMap<Decimal>, _ symbols: borrowing SymbolTable) -> JSONObject {
        var members = JSONObject()
        for position in 0..<values.count {
            members.set(symbols.name(values.symbols[position]), .decimal(values[at: position]))
        }
        return members
    }
}
