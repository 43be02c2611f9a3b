// Gating results as trees, in the key order of the gating specification. Not for the event path.

import DecimalArithmetic
import Domain

extension JSONValue {
    /// - Parameter symbol: the symbol that the gates were asked about.
    public static func document(
        _ result: GatingResult, symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) -> JSONValue {
        let name = JSONValue.symbol(symbol, symbols)
        return .object(
            JSONObject([
                ("allowed", .bool(result.allowed)), ("reason", .name(result.reason)),
                ("details", result.details.map { .object(members($0, name)) } ?? .null),
            ]))
    }

    private static func members(_ details: GateDetails, _ symbol: JSONValue) -> JSONObject {
        switch details {
        case .cooldown(let cooldown):
            JSONObject([
                ("elapsed_ms", .integer(cooldown.elapsedMs)), ("cooldown_ms", .integer(cooldown.cooldownMs)),
                ("remaining_ms", .integer(cooldown.remainingMs)),
            ])
        case .rateLimited(let use, let windowStartMs):
            JSONObject(members(use) + [("window_start_ts", .integer(windowStartMs))])
        case .rateUse(let use): JSONObject(members(use))
        case .dailyLoss(let loss):
            JSONObject([("total_pnl", .decimal(loss.totalPnl)), ("daily_loss_limit", .decimal(loss.limit))])
        case .notionalBreach(let breach): members(breach, symbol)
        case .notionalUse(let use): members(use, symbol)
        case .spreadSpike(let spreadBps, let limitBps, let excessBps):
            JSONObject([
                ("spread_bps", .points(spreadBps)), ("max_spread_bps", .points(limitBps)),
                ("excess_bps", .points(excessBps)),
            ])
        case .priceImpact(let impact):
            JSONObject([
                ("price_change_bps", .double(impact.changeBps)), ("max_price_impact_bps", .points(impact.limitBps)),
                ("oldest_price", .decimal(impact.oldestPrice)), ("current_price", .decimal(impact.currentPrice)),
                ("window_ms", .integer(impact.windowMs)),
            ])
        case .calm(let spreadBps, let limitBps, let pricesInWindow):
            JSONObject([
                ("spread_bps", .points(spreadBps)), ("max_spread_bps", .points(limitBps)),
                ("prices_in_window", .integer(pricesInWindow)),
            ])
        case .allGates(let rate, let notional):
            JSONObject([
                ("rate_limiter", .object(JSONObject(members(rate)))), ("risk_gate", .object(members(notional, symbol))),
            ])
        case .killSwitch(let state):
            JSONObject([("kill_switch_state", .document(state) { .document($0) })])
        }
    }

    private static func members(_ use: RateUse) -> [(String, JSONValue)] {
        [("current_count", .integer(use.currentCount)), ("max_per_minute", .integer(use.perMinuteMax))]
    }

    private static func members(_ use: NotionalUse, _ symbol: JSONValue) -> JSONObject {
        JSONObject([
            ("symbol", symbol), ("symbol_notional", .decimal(use.symbolNotional)),
            ("total_notional", .decimal(use.totalNotional)),
        ])
    }

    private static func members(_ breach: NotionalBreach, _ symbol: JSONValue) -> JSONObject {
        var members: [(String, JSONValue)] = []
        switch breach.scope {
        case .symbol: members = [("symbol", symbol), ("current_notional", .decimal(breach.current))]
        case .total: members = [("current_total", .decimal(breach.current))]
        }
        members += [
            ("proposed_notional", .decimal(breach.proposed)), ("new_total", .decimal(breach.newTotal)),
            ("limit", .decimal(breach.limit)), ("scope", .name(breach.scope)),
        ]
        return JSONObject(members)
    }
}
