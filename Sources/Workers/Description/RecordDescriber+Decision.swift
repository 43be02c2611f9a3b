// What the records of a decision say, and those of its execution.

import CGrinder
import Domain
import OrderEngine

extension RecordDescriber {
    func append(_ raw: gr_tick_t, _ fields: inout JSONObject) {
        fields.set("tick", Self.number(raw.tick))
        fields.set("symbol", symbol(UInt32(raw.symbol)))
        fields.set("event_time", time(raw.time_kind, raw.event_time))
        fields.set("filter", Self.name(raw.filter_reason, FilterReason.self))
        fields.set("plan", Self.name(raw.plan, of: ["none", "executed", "kept"]))
        // Comes along in paper only.
        if raw.mid_price != 0 || raw.wide & 1 != 0 {
            fields.set("mid_price", decimal(raw.mid_price, raw.mid_exponent, field: 0, wide: raw.wide))
        }
        fields.set("receive_time_ns", Self.number(raw.receive_time_ns))
        fields.set("decide_time_ns", Self.number(raw.decide_time_ns))
        fields.set("fence", Self.number(raw.fence))
    }

    func append(_ raw: gr_plan_t, _ fields: inout JSONObject) {
        fields.set("mode", Self.name(raw.mode, GridMode.self))
        fields.set("regime", Self.name(raw.regime, MarketRegime.self))
        fields.set("reset", Self.name(raw.reset, ResetAction.self))
        fields.set("center_price", decimal(raw.center_price, raw.center_exponent, field: AheadField.center, wide: raw.wide))
        fields.set("spacing_bps", Self.points(raw.spacing_bps, isInteger: raw.integer_points & 1 != 0))
        fields.set("skew_bps", Self.points(raw.skew_bps, isInteger: raw.integer_points & 2 != 0))
        fields.set("width_bps", Self.points(raw.width_bps, isInteger: raw.integer_points & 4 != 0))
        fields.set("levels_up", .integer(Int(raw.levels_up)))
        fields.set("levels_down", .integer(Int(raw.levels_down)))
        let reasons = (0..<min(Int(raw.reason_count), PlanReasons.capacity)).map {
            Self.name(UInt8(truncatingIfNeeded: raw.reasons >> (8 * $0)), PlanReason.self)
        }
        fields.set("reasons", .array(reasons))
    }

    func append(_ raw: gr_size_t, _ fields: inout JSONObject) {
        let size = Self.decimal(raw.low, raw.high, raw.exponent, raw.flags) ?? "no decimal"
        fields.set("size", raw.wide == 0 ? .text(size) : value(ahead: AheadField.size))
        fields.set("count", .integer(Int(raw.count)))
        fields.set("is_uniform", .bool(raw.is_uniform != 0))
    }

    func append(_ raw: gr_action_t, _ fields: inout JSONObject) {
        fields.set("type", Self.name(raw.type, ActionType.self))
        fields.set("side", Self.name(raw.side, OrderSide.self))
        fields.set("level", .integer(Int(raw.level)))
        fields.set("reason", Self.name(raw.reason, ActionReason.self))
        if ActionType(code: raw.type) == .cancel {
            fields.set("order_symbol", symbol(raw.order_symbol))
            fields.set("order_time", time(raw.order_time_kind, raw.order_time))
            fields.set("order_number", Self.number(raw.order_number))
        } else {
            fields.set(
                "price", raw.wide & 1 == 0 ? decimal(raw.price, raw.price_exponent, field: 0, wide: 0) : value(ahead: AheadField.price))
            fields.set(
                "quantity",
                raw.wide & 2 == 0
                    ? decimal(raw.quantity, raw.quantity_exponent, field: 1, wide: 0) : value(ahead: AheadField.quantity))
        }
        fields.set("fence", Self.number(raw.fence))
    }

    func append(_ raw: gr_summary_t, _ fields: inout JSONObject) {
        fields.set("tick", Self.number(raw.tick))
        fields.set("summary", Self.name(raw.summary, SummaryKind.self))
        fields.set("reset", Self.name(raw.reset, ResetAction.self))
        fields.set("placed", .integer(Int(raw.placed)))
        fields.set("cancelled", .integer(Int(raw.cancelled)))
        fields.set("fence", Self.number(raw.fence))
    }

    func append(_ raw: gr_outcome_t, _ fields: inout JSONObject) {
        fields.set("outcome", .text(OutcomeCode.name(raw.outcome)))
        switch raw.outcome {
        case OutcomeCode.placed:
            fields.set("order_number", Self.number(raw.order_number))
            fields.set("quantity", decimal(raw.quantity, raw.quantity_exponent, field: 0, wide: raw.wide))
        case OutcomeCode.refused: fields.set("refusal", Self.name(raw.refusal, SendRefusal.self))
        default: break
        }
    }

    func append(_ raw: gr_tick_done_t, _ fields: inout JSONObject) {
        fields.set("tick", Self.number(raw.tick))
        fields.set("result", Self.name(raw.failed, of: ["executed", "orders_failed", "fills_failed"]))
        if raw.failed != 0 { fields.set("fault", Self.name(raw.fault, EventFault.self)) }
    }
}
