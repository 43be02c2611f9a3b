// What each kind of record says. One whose fields are not here is shown with its words.

import CGrinder
import Domain
import OrderEngine

extension RecordNarrator {
    static func kindName(_ kind: UInt8) -> String {
        switch Int(kind) {
        case GR_RECORD_NONE: "none"
        case GR_RECORD_SNAPSHOT: "snapshot"
        case GR_RECORD_WIDE_SNAPSHOT: "wide_snapshot"
        case GR_RECORD_UNHANDLED: "unhandled"
        case GR_RECORD_FAULT: "fault"
        case GR_RECORD_END: "end"
        case GR_RECORD_TEXT: "text"
        case GR_RECORD_TEXT_CHUNK: "text_chunk"
        case GR_RECORD_WIDE: "wide"
        case GR_RECORD_TICK: "tick"
        case GR_RECORD_PLAN: "plan"
        case GR_RECORD_SIZE: "size"
        case GR_RECORD_ACTION: "action"
        case GR_RECORD_SUMMARY: "summary"
        case GR_RECORD_OUTCOME: "outcome"
        case GR_RECORD_TICK_DONE: "tick_done"
        case GR_RECORD_BOOK: "book"
        case GR_RECORD_PASS_END: "pass_end"
        case GR_RECORD_FILL: "fill"
        case GR_RECORD_FEATURES: "features"
        case GR_RECORD_TREND: "trend"
        case GR_RECORD_GATING: "gating"
        case GR_RECORD_DRAWDOWN: "drawdown"
        case GR_RECORD_GUARD: "guard"
        case GR_RECORD_CYCLE: "cycle"
        case GR_RECORD_SETTLEMENT: "settlement"
        case GR_RECORD_SOURCE: "source"
        case GR_RECORD_READING: "reading"
        default: "unknown \(kind)"
        }
    }

    func append(_ record: UnsafePointer<gr_record_t>, to fields: inout JSONObject) {
        switch Int(record.pointee.kind) {
        case GR_RECORD_SNAPSHOT, GR_RECORD_WIDE_SNAPSHOT: append(record.as(gr_snapshot_t.self), &fields)
        case GR_RECORD_UNHANDLED, GR_RECORD_FAULT: append(record.as(gr_fault_t.self), &fields)
        case GR_RECORD_END, GR_RECORD_PASS_END: fields.set("events", Self.number(record.as(gr_end_t.self).events))
        case GR_RECORD_TEXT: append(record.as(gr_text_t.self), &fields)
        case GR_RECORD_TEXT_CHUNK:
            fields.set("text", .text(String(decoding: Self.bytes(record.as(gr_text_chunk_t.self)), as: UTF8.self)))
        case GR_RECORD_WIDE:
            let wide = record.as(gr_wide_t.self)
            fields.set("field", .integer(Int(wide.field)))
            fields.set("value", Self.decimal(wide).map { .text($0) } ?? .null)
        case GR_RECORD_TICK: append(record.as(gr_tick_t.self), &fields)
        case GR_RECORD_PLAN: append(record.as(gr_plan_t.self), &fields)
        case GR_RECORD_SIZE: append(record.as(gr_size_t.self), &fields)
        case GR_RECORD_ACTION: append(record.as(gr_action_t.self), &fields)
        case GR_RECORD_SUMMARY: append(record.as(gr_summary_t.self), &fields)
        case GR_RECORD_OUTCOME: append(record.as(gr_outcome_t.self), &fields)
        case GR_RECORD_TICK_DONE: append(record.as(gr_tick_done_t.self), &fields)
        case GR_RECORD_BOOK: append(record.as(gr_book_t.self), &fields)
        case GR_RECORD_FILL: append(record.as(gr_fill_t.self), &fields)
        case GR_RECORD_FEATURES: append(record.as(gr_features_t.self), &fields)
        case GR_RECORD_TREND: append(record.as(gr_trend_t.self), &fields)
        case GR_RECORD_DRAWDOWN: append(record.as(gr_drawdown_t.self), &fields)
        case GR_RECORD_SETTLEMENT: append(record.as(gr_settlement_t.self), &fields)
        case GR_RECORD_SOURCE: fields.set("event", Self.number(record.as(gr_source_t.self).event))
        case GR_RECORD_READING: fields.set("market", Self.number(record.as(gr_reading_t.self).market))
        default: appendWords(record, &fields)
        }
    }

    private func append(_ raw: gr_snapshot_t, _ fields: inout JSONObject) {
        let isAhead = Int(raw.kind) == GR_RECORD_WIDE_SNAPSHOT
        fields.set("symbol", symbol(UInt32(raw.symbol)))
        fields.set("event_time", time(raw.time_kind, raw.event_time))
        fields.set("receive_time_ns", Self.number(raw.receive_time_ns))
        fields.set("bid_price", decimal(raw.bid_price, raw.bid_price_exponent, isAhead: isAhead, field: 0))
        fields.set("ask_price", decimal(raw.ask_price, raw.ask_price_exponent, isAhead: isAhead, field: 1))
        fields.set("bid_quantity", decimal(raw.bid_quantity, raw.bid_quantity_exponent, isAhead: isAhead, field: 2))
        fields.set("ask_quantity", decimal(raw.ask_quantity, raw.ask_quantity_exponent, isAhead: isAhead, field: 3))
    }

    private func append(_ raw: gr_fault_t, _ fields: inout JSONObject) {
        fields.set("event_time", time(raw.time_kind, raw.event_time))
        guard Int(raw.kind) == GR_RECORD_FAULT else { return }
        fields.set("fault", Self.name(raw.fault, EventFault.self))
        fields.set("field", raw.has_field == 0 ? .null : Self.name(raw.field, SnapshotField.self))
    }

    private func append(_ raw: gr_text_t, _ fields: inout JSONObject) {
        fields.set("defines", .text(Int(raw.role) == GR_TEXT_SYMBOL ? "symbol" : "decimal of field \(raw.field)"))
        fields.set("length", Self.number(raw.length))
    }

    private func append(_ raw: gr_tick_t, _ fields: inout JSONObject) {
        fields.set("tick", Self.number(raw.tick))
        fields.set("symbol", symbol(UInt32(raw.symbol)))
        fields.set("event_time", time(raw.time_kind, raw.event_time))
        fields.set("filter", Self.name(raw.filter_reason, FilterReason.self))
        fields.set("has_plan", .bool(Int(raw.plan) != GR_PLAN_NONE))
        fields.set("is_executed", .bool(Int(raw.plan) == GR_PLAN_EXECUTED))
        fields.set("fence", Self.number(raw.fence))
        fields.set("receive_time_ns", Self.number(raw.receive_time_ns))
        fields.set("decide_time_ns", Self.number(raw.decide_time_ns))
    }

    private func append(_ raw: gr_plan_t, _ fields: inout JSONObject) {
        fields.set("mode", Self.name(raw.mode, GridMode.self))
        fields.set("regime", Self.name(raw.regime, MarketRegime.self))
        fields.set("reset", Self.name(raw.reset, ResetAction.self))
        fields.set("center_price", decimal(raw.center_price, raw.center_exponent, isAhead: raw.wide != 0, field: 0))
        fields.set("spacing_bps", .double(raw.spacing_bps))
        fields.set("skew_bps", .double(raw.skew_bps))
        fields.set("width_bps", .double(raw.width_bps))
        fields.set("levels_up", .integer(Int(raw.levels_up)))
        fields.set("levels_down", .integer(Int(raw.levels_down)))
        let reasons = (0..<min(Int(raw.reason_count), PlanReasons.capacity)).map {
            Self.name(UInt8(truncatingIfNeeded: raw.reasons >> (8 * $0)), PlanReason.self)
        }
        fields.set("reasons", .array(reasons))
    }

    private func append(_ raw: gr_size_t, _ fields: inout JSONObject) {
        var wide = gr_wide_t()
        (wide.low, wide.high, wide.exponent, wide.flags) = (raw.low, raw.high, raw.exponent, raw.flags)
        fields.set("is_uniform", .bool(raw.is_uniform != 0))
        fields.set("count", .integer(Int(raw.count)))
        fields.set("size", raw.wide != 0 ? decimal(0, 0, isAhead: true, field: 1) : Self.decimal(wide).map { .text($0) } ?? .null)
    }

    private func append(_ raw: gr_action_t, _ fields: inout JSONObject) {
        fields.set("type", Self.name(raw.type, ActionType.self))
        fields.set("side", Self.name(raw.side, OrderSide.self))
        fields.set("level", .integer(Int(raw.level)))
        fields.set("reason", Self.name(raw.reason, ActionReason.self))
        if ActionType(code: raw.type) == .cancel {
            fields.set("order_symbol", symbol(raw.order_symbol))
            fields.set("order_time", time(raw.order_time_kind, raw.order_time))
            fields.set("order_number", Self.number(raw.order_number))
        } else {
            fields.set("price", decimal(raw.price, raw.price_exponent, isAhead: raw.wide & 1 != 0, field: 2))
            fields.set("quantity", decimal(raw.quantity, raw.quantity_exponent, isAhead: raw.wide & 2 != 0, field: 3))
        }
        fields.set("fence", Self.number(raw.fence))
    }

    private func append(_ raw: gr_summary_t, _ fields: inout JSONObject) {
        fields.set("tick", Self.number(raw.tick))
        fields.set("summary", Self.name(raw.summary, SummaryKind.self))
        fields.set("reset", Self.name(raw.reset, ResetAction.self))
        fields.set("placed", .integer(Int(raw.placed)))
        fields.set("cancelled", .integer(Int(raw.cancelled)))
        fields.set("fence", Self.number(raw.fence))
    }

    private func append(_ raw: gr_outcome_t, _ fields: inout JSONObject) {
        fields.set("outcome", .text(OutcomeCode.name(raw.outcome)))
        switch raw.outcome {
        case OutcomeCode.placed:
            fields.set("order_number", Self.number(raw.order_number))
            fields.set("quantity", decimal(raw.quantity, raw.quantity_exponent, isAhead: raw.wide != 0, field: 0))
        case OutcomeCode.refused: fields.set("refusal", Self.name(raw.refusal, SendRefusal.self))
        default: break
        }
    }

    private func append(_ raw: gr_tick_done_t, _ fields: inout JSONObject) {
        fields.set("tick", Self.number(raw.tick))
        fields.set("failed", .bool(raw.failed != 0))
        if raw.failed != 0 { fields.set("fault", Self.name(raw.fault, EventFault.self)) }
    }

    private func appendWords(_ record: UnsafePointer<gr_record_t>, _ fields: inout JSONObject) {
        let words = (1..<8).map { index in
            let word = UnsafeRawPointer(record).loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
            return JSONValue.text("0x" + String(word, radix: 16))
        }
        fields.set("words", .array(words))
    }
}
