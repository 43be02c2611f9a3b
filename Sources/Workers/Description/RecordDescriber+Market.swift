// What the records of the market ring say, and those that any ring may carry.

import CGrinder
import Domain

extension RecordDescriber {
    func append(_ raw: gr_snapshot_t, _ fields: inout JSONObject) {
        // Of a wide snapshot all four values were sent ahead.
        let wide: UInt8 = raw.kind == RecordKind.wideSnapshot.rawValue ? 15 : 0
        fields.set("symbol", symbol(UInt32(raw.symbol)))
        fields.set("event_time", time(raw.time_kind, raw.event_time))
        fields.set("receive_time_ns", Self.number(raw.receive_time_ns))
        fields.set("bid_price", decimal(raw.bid_price, raw.bid_price_exponent, field: 0, wide: wide))
        fields.set("ask_price", decimal(raw.ask_price, raw.ask_price_exponent, field: 1, wide: wide))
        fields.set("bid_quantity", decimal(raw.bid_quantity, raw.bid_quantity_exponent, field: 2, wide: wide))
        fields.set("ask_quantity", decimal(raw.ask_quantity, raw.ask_quantity_exponent, field: 3, wide: wide))
    }

    func append(_ raw: gr_fault_t, _ kind: RecordKind, _ fields: inout JSONObject) {
        fields.set("event_time", time(raw.time_kind, raw.event_time))
        guard kind == .fault else { return }
        fields.set("fault", Self.name(raw.fault, EventFault.self))
        fields.set("field", raw.has_field == 0 ? .null : Self.name(raw.field, SnapshotField.self))
        // Only a tick that failed had orders.
        if raw.keeps_orders != 0 { fields.set("keeps_orders", .bool(true)) }
    }

    func append(_ raw: gr_book_t, _ fields: inout JSONObject) {
        fields.set("symbol", symbol(UInt32(raw.symbol)))
        fields.set("time_ms", .integer(Int(raw.time_ms)))
        fields.set("buy_impact_bps", .integer(Int(raw.buy_impact_bps)))
        fields.set("sell_impact_bps", .integer(Int(raw.sell_impact_bps)))
        fields.set("is_deep_enough_to_buy", .bool(raw.insufficient & 1 == 0))
        fields.set("is_deep_enough_to_sell", .bool(raw.insufficient & 2 == 0))
    }

    func append(_ raw: gr_text_t, _ fields: inout JSONObject) {
        let defines =
            switch Int(raw.role) {
            case GR_TEXT_SYMBOL: "symbol"
            case GR_TEXT_DECIMAL: "decimal of field \(raw.field)"
            case GR_TEXT_REPORT: "report"
            default: "unknown role \(raw.role)"
            }
        fields.set("defines", .text(defines))
        fields.set("length", Self.number(raw.length))
    }

    func append(_ raw: gr_text_chunk_t, _ fields: inout JSONObject) {
        fields.set("text", .text(String(decoding: Self.bytes(raw), as: UTF8.self)))
    }

    func append(_ raw: gr_wide_t, _ fields: inout JSONObject) {
        fields.set("field", .integer(Int(raw.field)))
        fields.set("value", Self.decimal(raw.low, raw.high, raw.exponent, raw.flags).map { .text($0) } ?? .text("no decimal"))
    }
}
