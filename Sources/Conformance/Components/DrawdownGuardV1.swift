import DecimalArithmetic
import Domain
import Risk

extension VectorComponents {
    static let drawdownGuardV1 = VectorComponent("drawdown_guard_v1") { input in
        var symbols = SymbolTable()
        let config = try input.member("config")
        var budgets = DrawdownBudgets()
        budgets.portfolioLimit = try config.decimal("portfolio_dd_limit", or: budgets.portfolioLimit)
        budgets.bySymbol = try decimals(config["symbol_dd_budgets"], &symbols)
        var drawdownGuard = try rejecting { try DrawdownGuardV1(budgets) }
        return try steps(of: input) { step in
            switch try step.operation {
            case "update":
                let values = try step.value(1)
                let losses = try decimals(values["symbol_losses"], &symbols)
                let current = try values.decimal("equity_current")
                let start = try values.decimal("equity_start")
                try rejecting {
                    try drawdownGuard.update(equityCurrent: current, equityStart: start, symbolLosses: losses)
                }
            case "allow":
                guard let intent = RiskIntent(rawValue: try step.text(1)) else {
                    throw VectorFault.malformed("an unknown intent")
                }
                let name = try step.value(2).stringValue ?? ""
                let symbol = name.isEmpty ? nil : try symbols.internVector(name)
                return .document(drawdownGuard.allow(intent, symbol: symbol), symbols)
            case "reset": drawdownGuard.reset()
            default: throw VectorFault.malformed("an unknown step")
            }
            return .document(drawdownGuard, symbols)
        }
    }

    /// A map of symbols to decimals in text; absent counts as empty.
    private static func decimals(
        _ value: JSONValue?, _ symbols: inout SymbolTable
    ) throws -> SymbolMap<Decimal> {
        var map = SymbolMap<Decimal>()
        for member in value?.objectValue?.members ?? [] {
            guard let text = member.value.stringValue else { throw VectorFault.malformed("a decimal is not text") }
            map.set(try Decimal(text), for: try symbols.internVector(String(decoding: member.key, as: UTF8.self)))
        }
        return map
    }

    private static func rejecting<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch is DrawdownGuardError { throw VectorFault.rejected("GuardError") }
    }
}
