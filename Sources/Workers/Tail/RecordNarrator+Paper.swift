// What the records of the paper pipeline say.

import CGrinder
import Domain

extension RecordNarrator {
    func append(_ raw: gr_book_t, _ fields: inout JSONObject) {
        fields.set("symbol", symbol(UInt32(raw.symbol)))
        fields.set("time_ms", .integer(Int(raw.time_ms)))
        fields.set("buy_impact_bps", .integer(Int(raw.buy_impact_bps)))
        fields.set("sell_impact_bps", .integer(Int(raw.sell_impact_bps)))
        fields.set("is_deep_enough_to_buy", .bool(raw.insufficient & 1 == 0))
        fields.set("is_deep_enough_to_sell", .bool(raw.insufficient & 2 == 0))
    }

    func append(_ raw: gr_fill_t, _ fields: inout JSONObject) {
        fields.set("side", Self.name(raw.side, OrderSide.self))
        fields.set("price", decimal(raw.price, raw.price_exponent, isAhead: raw.wide & 1 != 0, field: 0))
        fields.set("quantity", decimal(raw.quantity, raw.quantity_exponent, isAhead: raw.wide & 2 != 0, field: 1))
        fields.set(Int(raw.origin) == GR_FILL_OF_ORDER ? "order_number" : "action_index", Self.number(raw.reference))
    }

    func append(_ raw: gr_features_t, _ fields: inout JSONObject) {
        fields.set("spread_bps", .integer(Int(raw.spread_bps)))
        fields.set("imbalance_bps", .integer(Int(raw.imbalance_bps)))
        fields.set("natr_bps", .integer(Int(raw.natr_bps)))
        fields.set("warmup_bars", .integer(Int(raw.warmup_bars)))
    }

    func append(_ raw: gr_trend_t, _ fields: inout JSONObject) {
        fields.set("sum_abs_returns_bps", .integer(Int(raw.sum_abs_returns_bps)))
        fields.set("net_return_bps", .integer(Int(raw.net_return_bps)))
        fields.set("range_score", .integer(Int(raw.range_score)))
    }

    func append(_ raw: gr_drawdown_t, _ fields: inout JSONObject) {
        let isTriggered = Int(raw.trigger) != GR_DRAWDOWN_CALM
        fields.set("is_triggered", .bool(isTriggered))
        fields.set("drawdown_pct", .double(raw.drawdown_pct))
        fields.set("threshold_pct", .double(raw.threshold_pct))
    }

    func append(_ raw: gr_settlement_t, _ fields: inout JSONObject) {
        fields.set("tick", Self.number(raw.tick))
        for (name, value, exponent, bit) in [
            ("realized_pnl", raw.realized_pnl, raw.realized_exponent, UInt8(1)),
            ("unrealized_pnl", raw.unrealized_pnl, raw.unrealized_exponent, 2),
            ("total_pnl", raw.total_pnl, raw.total_exponent, 4),
        ] {
            fields.set(name, raw.wide & bit != 0 ? .text("sent ahead") : decimal(value, exponent, field: 0))
        }
    }
}
