// What the records say that only the paper pipeline has, gates aside.

import CGrinder
import Domain
import Engine
import Risk

extension RecordDescriber {
    func append(_ raw: gr_fill_t, _ fields: inout JSONObject) {
        fields.set("side", Self.name(raw.side, OrderSide.self))
        fields.set("price", decimal(raw.price, raw.price_exponent, field: 0, wide: raw.wide))
        fields.set("quantity", decimal(raw.quantity, raw.quantity_exponent, field: 1, wide: raw.wide))
        fields.set("of", Self.name(raw.origin, of: ["action", "order"]))
        fields.set("number", Self.number(raw.reference))
    }

    func append(_ raw: gr_features_t, _ fields: inout JSONObject) {
        fields.set("spread_bps", .integer(Int(raw.spread_bps)))
        fields.set("imbalance_bps", .integer(Int(raw.imbalance_bps)))
        fields.set("thin_quantity", decimal(raw.thin_quantity, raw.thin_exponent, field: 0, wide: raw.wide))
        fields.set("atr", raw.has_atr == 0 ? .null : decimal(raw.atr, raw.atr_exponent, field: 1, wide: raw.wide))
        fields.set("natr_bps", .integer(Int(raw.natr_bps)))
        fields.set("warmup_bars", .integer(Int(raw.warmup_bars)))
    }

    func append(_ raw: gr_trend_t, _ fields: inout JSONObject) {
        fields.set("sum_abs_returns_bps", .integer(Int(raw.sum_abs_returns_bps)))
        fields.set("net_return_bps", .integer(Int(raw.net_return_bps)))
        fields.set("range_score", .integer(Int(raw.range_score)))
    }

    func append(_ raw: gr_drawdown_t, _ fields: inout JSONObject) {
        fields.set("trigger", Self.name(raw.trigger, of: ["calm", "triggered_now", "triggered_before"]))
        fields.set("equity", decimal(raw.equity, raw.equity_exponent, field: 0, wide: raw.wide))
        fields.set("high_water_mark", decimal(raw.high_water_mark, raw.mark_exponent, field: 1, wide: raw.wide))
        fields.set("drawdown_pct", .double(raw.drawdown_pct))
        fields.set("threshold_pct", Self.points(raw.threshold_pct, isInteger: raw.integer_threshold != 0))
        guard Int(raw.trigger) != GR_DRAWDOWN_CALM else { return }
        fields.set("trigger_equity", decimal(raw.trigger_equity, raw.trigger_exponent, field: 2, wide: raw.wide))
        fields.set("trigger_drawdown_pct", .double(raw.trigger_pct))
    }

    func append(_ raw: gr_guard_t, _ fields: inout JSONObject) {
        fields.set("allowed", .bool(raw.allowed != 0))
        fields.set("reason", Self.name(raw.reason, GuardReason.self))
        fields.set("state", Self.name(raw.state, GuardState.self))
        if raw.has & 1 != 0 {
            fields.set("portfolio_drawdown", decimal(raw.portfolio_drawdown, raw.exponent.0, field: 0, wide: raw.wide))
            fields.set("portfolio_limit", decimal(raw.portfolio_limit, raw.exponent.1, field: 1, wide: raw.wide))
        }
        if raw.has & 2 != 0 { fields.set("symbol", symbol(UInt32(raw.symbol))) }
        if raw.has & 8 != 0 { fields.set("budget", decimal(raw.budget, raw.exponent.2, field: 2, wide: raw.wide)) }
        if raw.has & 4 != 0 { fields.set("loss", decimal(raw.loss, raw.exponent.3, field: 3, wide: raw.wide)) }
    }

    func append(_ raw: gr_cycle_t, _ fields: inout JSONObject) {
        fields.set("type", Self.name(raw.type, CycleIntentType.self))
        fields.set("side", Self.name(raw.side, OrderSide.self))
        fields.set("price", decimal(raw.price, raw.price_exponent, field: 0, wide: raw.wide))
        fields.set("quantity", decimal(raw.quantity, raw.quantity_exponent, field: 1, wide: raw.wide))
        fields.set("fill", Self.number(raw.fill))
    }

    func append(_ raw: gr_settlement_t, _ fields: inout JSONObject) {
        func has(_ flag: Int) -> Bool { raw.flags & UInt8(flag) != 0 }
        fields.set("tick", Self.number(raw.tick))
        fields.set("blocked_by_gating", .bool(has(GR_SETTLED_BLOCKED_BY_GATING)))
        fields.set("blocked_by_guard", .bool(has(GR_SETTLED_BLOCKED_BY_GUARD)))
        fields.set("kill_switch", .bool(has(GR_SETTLED_KILL_SWITCH)))
        fields.set("not_in_topk", .bool(has(GR_SETTLED_NOT_IN_TOPK)))
        if has(GR_SETTLED_RANKED) { fields.set("rank", Self.number(raw.rank)) }
        guard has(GR_SETTLED_PNL) else { return }
        fields.set("realized_pnl", decimal(raw.realized_pnl, raw.realized_exponent, field: 0, wide: raw.wide))
        fields.set("unrealized_pnl", decimal(raw.unrealized_pnl, raw.unrealized_exponent, field: 1, wide: raw.wide))
        fields.set("total_pnl", decimal(raw.total_pnl, raw.total_exponent, field: 2, wide: raw.wide))
    }
}
