import DecimalArithmetic
import Domain
import Risk

extension VectorComponents {
    static let riskGate = VectorComponent("risk_gate") { input in
        let config = try input.member("config")
        var limits = RiskLimits()
        limits.notionalPerSymbolMax = try config.decimal("max_notional_per_symbol", or: limits.notionalPerSymbolMax)
        limits.notionalTotalMax = try config.decimal("max_notional_total", or: limits.notionalTotalMax)
        limits.dailyLossLimit = try config.decimal("daily_loss_limit", or: limits.dailyLossLimit)
        var gate = RiskGate(limits)
        var symbols = SymbolTable()
        return try steps(of: input) { step in
            switch try step.operation {
            case "check":
                let symbol = try step.symbol(1, &symbols)
                return .document(try gate.check(symbol, notional: step.decimal(2)), symbol: symbol, symbols)
            case "record_order": try gate.recordOrder(step.symbol(1, &symbols), notional: step.decimal(2))
            case "record_fill":
                try gate.recordFill(
                    step.symbol(1, &symbols), notionalDelta: step.decimal(2), pnlDelta: step.decimal(3))
            case "unrealized": gate.updateUnrealizedPnl(try step.decimal(1))
            case "reset": gate.reset()
            default: throw VectorFault.malformed("an unknown step")
            }
            return .object(
                JSONObject([
                    ("total_notional", .decimal(try gate.totalNotional)), ("total_pnl", .decimal(try gate.totalPnl)),
                ]))
        }
    }
}

extension JSONValue {
    /// A decimal in text, or `fallback` when there is no such member.
    func decimal(_ name: String, or fallback: Decimal) throws -> Decimal {
        self[name] == nil ? fallback : try decimal(name)
    }
}
