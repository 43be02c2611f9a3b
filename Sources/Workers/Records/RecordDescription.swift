// A record in words, for people and for programs that read JSON. Off the hot path.

import CGrinder
import DecimalArithmetic
import Domain
import OrderEngine

/// Describes the records of one ring, which must be shown to it from the first on: later ones refer to
/// symbols and values of earlier ones.
public struct RecordDescriber {
    private var definitions = RecordDefinitions()

    public init() {}

    /// The name of the record's kind and its fields, in order. A record that cannot be read says so in a field
    /// `corrupt` instead of ending the show.
    public mutating func describe(_ record: UnsafePointer<gr_record_t>) -> (kind: String, fields: [(String, JSONValue)]) {
        let kind = Int(record.pointee.kind)
        switch kind {
        case GR_RECORD_TEXT, GR_RECORD_TEXT_CHUNK, GR_RECORD_WIDE:
            do throws(RecordError) {
                try definitions.absorb(record)
            } catch { return (Self.name(kind), [("corrupt", .text("\(error)"))]) }
        default: break
        }
        return (Self.name(kind), fields(record, kind))
    }

    private static let names: [Int: String] = [
        GR_RECORD_SNAPSHOT: "snapshot", GR_RECORD_UNHANDLED: "unhandled", GR_RECORD_FAULT: "fault", GR_RECORD_END: "end",
        GR_RECORD_TEXT: "text", GR_RECORD_TEXT_CHUNK: "text_chunk", GR_RECORD_WIDE: "wide", GR_RECORD_TICK: "tick",
        GR_RECORD_PLAN: "plan", GR_RECORD_SIZE: "size", GR_RECORD_ACTION: "action", GR_RECORD_SUMMARY: "summary",
        GR_RECORD_OUTCOME: "outcome", GR_RECORD_TICK_DONE: "tick_done", GR_RECORD_WIDE_SNAPSHOT: "wide_snapshot",
        GR_RECORD_BOOK: "book", GR_RECORD_PASS_END: "pass_end", GR_RECORD_FILL: "fill", GR_RECORD_FEATURES: "features",
        GR_RECORD_TREND: "trend", GR_RECORD_GATING: "gating", GR_RECORD_DRAWDOWN: "drawdown", GR_RECORD_GUARD: "guard",
        GR_RECORD_CYCLE: "cycle", GR_RECORD_SETTLEMENT: "settlement",
        GR_RECORD_SOURCE: "source", GR_RECORD_READING: "reading",
    ]

    private static func name(_ kind: Int) -> String { names[kind] ?? "unknown_\(kind)" }

    private func fields(_ record: UnsafePointer<gr_record_t>, _ kind: Int) -> [(String, JSONValue)] {
        switch kind {
        case GR_RECORD_SNAPSHOT, GR_RECORD_WIDE_SNAPSHOT: snapshot(record)
        case GR_RECORD_UNHANDLED, GR_RECORD_FAULT: fault(record.as(gr_fault_t.self))
        case GR_RECORD_END, GR_RECORD_PASS_END: [("events", count(record.as(gr_end_t.self).events))]
        case GR_RECORD_TEXT: text(record.as(gr_text_t.self))
        case GR_RECORD_TEXT_CHUNK: chunk(record.as(gr_text_chunk_t.self))
        case GR_RECORD_WIDE: wide(record.as(gr_wide_t.self))
        case GR_RECORD_TICK: tick(record.as(gr_tick_t.self))
        case GR_RECORD_PLAN: plan(record.as(gr_plan_t.self))
        case GR_RECORD_SIZE: size(record.as(gr_size_t.self))
        case GR_RECORD_ACTION: action(record.as(gr_action_t.self))
        case GR_RECORD_SUMMARY: summary(record.as(gr_summary_t.self))
        case GR_RECORD_OUTCOME: outcome(record.as(gr_outcome_t.self))
        case GR_RECORD_TICK_DONE: tickDone(record.as(gr_tick_done_t.self))
        case GR_RECORD_FILL: fill(record.as(gr_fill_t.self))
        case GR_RECORD_SETTLEMENT: settlement(record.as(gr_settlement_t.self))
        case GR_RECORD_SOURCE: [("event", count(record.as(gr_source_t.self).event))]
        case GR_RECORD_READING: [("market", count(record.as(gr_reading_t.self).market))]
        default: []
        }
    }
}

// MARK: - Values

extension RecordDescriber {
    private func count(_ value: UInt64) -> JSONValue { Int(exactly: value).map { .integer($0) } ?? .text("\(value)") }

    private func symbol(_ index: some BinaryInteger) -> JSONValue {
        guard Int(index) < definitions.symbols.count else { return .text("undefined symbol \(index)") }
        return .text(definitions.symbols.text(SymbolID(UInt32(index))))
    }

    private func time(_ kind: UInt8, _ payload: Int64) -> JSONValue {
        if EventTime.Kind(rawValue: kind) == .text { return symbol(payload) }
        return .integer(Int(payload))
    }

    private func decimal(_ coefficient: Int64, _ exponent: Int8) -> JSONValue {
        .text(Decimal(compact: coefficient, exponent: exponent).description)
    }

    private func ahead(_ field: some BinaryInteger) -> JSONValue { .text(definitions.value(ahead: Int(field)).description) }

    private func words(_ low: UInt64, _ high: UInt64, _ exponent: Int64, _ flags: UInt64) -> JSONValue {
        let words = DecimalWords(low: low, high: high, exponent: exponent, flags: flags)
        return .text(Decimal(words: words)?.description ?? "no decimal")
    }

    private func stable<Name: StableName>(_ code: UInt8, _ type: Name.Type) -> JSONValue {
        .text(Name(code: code)?.rawValue ?? "unknown code \(code)")
    }
}

// MARK: - Market

extension RecordDescriber {
    private func snapshot(_ record: UnsafePointer<gr_record_t>) -> [(String, JSONValue)] {
        let raw = record.as(gr_snapshot_t.self)
        let isWide = Int(raw.kind) == GR_RECORD_WIDE_SNAPSHOT
        return [
            ("symbol", symbol(raw.symbol)), ("event_time", time(raw.time_kind, raw.event_time)),
            ("receive_time_ns", count(raw.receive_time_ns)),
            ("bid_price", isWide ? ahead(0) : decimal(raw.bid_price, raw.bid_price_exponent)),
            ("ask_price", isWide ? ahead(1) : decimal(raw.ask_price, raw.ask_price_exponent)),
            ("bid_quantity", isWide ? ahead(2) : decimal(raw.bid_quantity, raw.bid_quantity_exponent)),
            ("ask_quantity", isWide ? ahead(3) : decimal(raw.ask_quantity, raw.ask_quantity_exponent)),
        ]
    }

    private func fault(_ raw: gr_fault_t) -> [(String, JSONValue)] {
        var fields = [("event_time", time(raw.time_kind, raw.event_time))]
        guard Int(raw.kind) == GR_RECORD_FAULT else { return fields }
        fields.append(("fault", stable(raw.fault, EventFault.self)))
        if raw.has_field != 0 { fields.append(("field", stable(raw.field, SnapshotField.self))) }
        return fields
    }

    private func text(_ raw: gr_text_t) -> [(String, JSONValue)] {
        let defines =
            switch Int(raw.role) {
            case GR_TEXT_SYMBOL: "symbol"
            case GR_TEXT_DECIMAL: "decimal of field \(raw.field)"
            case GR_TEXT_REPORT: "report"
            default: "unknown role \(raw.role)"
            }
        return [("defines", .text(defines)), ("length", count(raw.length))]
    }

    private func chunk(_ raw: gr_text_chunk_t) -> [(String, JSONValue)] {
        let bytes = withUnsafeBytes(of: raw.bytes) { Array($0.prefix(Int(raw.count))) }
        return [("text", .text(String(decoding: bytes, as: UTF8.self)))]
    }

    private func wide(_ raw: gr_wide_t) -> [(String, JSONValue)] {
        [("field", .integer(Int(raw.field))), ("value", words(raw.low, raw.high, raw.exponent, raw.flags))]
    }
}

// MARK: - Intents and reports

extension RecordDescriber {
    private func tick(_ raw: gr_tick_t) -> [(String, JSONValue)] {
        [
            ("tick", count(raw.tick)), ("symbol", symbol(raw.symbol)), ("event_time", time(raw.time_kind, raw.event_time)),
            ("filter", stable(raw.filter_reason, FilterReason.self)), ("has_plan", .bool(Int(raw.plan) != GR_PLAN_NONE)),
            ("receive_time_ns", count(raw.receive_time_ns)), ("decide_time_ns", count(raw.decide_time_ns)),
            ("fence", count(raw.fence)),
        ]
    }

    private func plan(_ raw: gr_plan_t) -> [(String, JSONValue)] {
        let reasons = PlanReasons(packed: raw.reasons, count: Int(raw.reason_count))
        return [
            ("mode", stable(raw.mode, GridMode.self)), ("regime", stable(raw.regime, MarketRegime.self)),
            ("reset", stable(raw.reset, ResetAction.self)),
            ("center_price", raw.wide & 1 == 0 ? decimal(raw.center_price, raw.center_exponent) : ahead(AheadField.center)),
            ("spacing_bps", .double(raw.spacing_bps)), ("skew_bps", .double(raw.skew_bps)),
            ("width_bps", .double(raw.width_bps)), ("levels_up", .integer(Int(raw.levels_up))),
            ("levels_down", .integer(Int(raw.levels_down))),
            ("reasons", reasons.map { reasons in .array((0..<reasons.count).map { .text(reasons[$0].rawValue) }) } ?? .text("unknown")),
        ]
    }

    private func size(_ raw: gr_size_t) -> [(String, JSONValue)] {
        [
            ("size", raw.wide == 0 ? words(raw.low, raw.high, raw.exponent, raw.flags) : ahead(AheadField.size)),
            ("count", .integer(Int(raw.count))), ("is_uniform", .bool(raw.is_uniform != 0)),
        ]
    }

    private func action(_ raw: gr_action_t) -> [(String, JSONValue)] {
        let common: [(String, JSONValue)] = [
            ("type", stable(raw.type, ActionType.self)), ("side", stable(raw.side, OrderSide.self)),
            ("level", .integer(Int(raw.level))), ("reason", stable(raw.reason, ActionReason.self)),
        ]
        if ActionType(code: raw.type) == .cancel {
            return common + [
                ("symbol", symbol(raw.order_symbol)), ("order_time", time(raw.order_time_kind, raw.order_time)),
                ("order_number", count(raw.order_number)),
            ]
        }
        return common + [
            ("price", raw.wide & 1 == 0 ? decimal(raw.price, raw.price_exponent) : ahead(AheadField.price)),
            ("quantity", raw.wide & 2 == 0 ? decimal(raw.quantity, raw.quantity_exponent) : ahead(AheadField.quantity)),
            ("fence", count(raw.fence)),
        ]
    }

    private func summary(_ raw: gr_summary_t) -> [(String, JSONValue)] {
        [
            ("tick", count(raw.tick)), ("summary", stable(raw.summary, SummaryKind.self)),
            ("reset", stable(raw.reset, ResetAction.self)), ("placed", .integer(Int(raw.placed))),
            ("cancelled", .integer(Int(raw.cancelled))), ("fence", count(raw.fence)),
        ]
    }

    private func outcome(_ raw: gr_outcome_t) -> [(String, JSONValue)] {
        var fields: [(String, JSONValue)] = [("outcome", .text(OutcomeCode.name(raw.outcome)))]
        if raw.outcome == OutcomeCode.placed {
            fields.append(("order_number", count(raw.order_number)))
            fields.append(("quantity", raw.wide == 0 ? decimal(raw.quantity, raw.quantity_exponent) : ahead(0)))
        }
        if raw.outcome == OutcomeCode.refused { fields.append(("refusal", stable(raw.refusal, SendRefusal.self))) }
        return fields
    }

    private func fill(_ raw: gr_fill_t) -> [(String, JSONValue)] {
        [
            ("side", stable(raw.side, OrderSide.self)),
            ("price", raw.wide & 1 == 0 ? decimal(raw.price, raw.price_exponent) : .text("sent ahead")),
            ("quantity", raw.wide & 2 == 0 ? decimal(raw.quantity, raw.quantity_exponent) : .text("sent ahead")),
            ("reference", count(raw.reference)),
        ]
    }

    private func settlement(_ raw: gr_settlement_t) -> [(String, JSONValue)] {
        func value(_ coefficient: Int64, _ exponent: Int8, bit: UInt8) -> JSONValue {
            raw.wide & bit == 0 ? decimal(coefficient, exponent) : .text("sent ahead")
        }
        return [
            ("tick", count(raw.tick)), ("realized_pnl", value(raw.realized_pnl, raw.realized_exponent, bit: 1)),
            ("unrealized_pnl", value(raw.unrealized_pnl, raw.unrealized_exponent, bit: 2)),
            ("total_pnl", value(raw.total_pnl, raw.total_exponent, bit: 4)),
        ]
    }

    private func tickDone(_ raw: gr_tick_done_t) -> [(String, JSONValue)] {
        let fields: [(String, JSONValue)] = [("tick", count(raw.tick)), ("failed", .bool(raw.failed != 0))]
        return raw.failed == 0 ? fields : fields + [("fault", stable(raw.fault, EventFault.self))]
    }
}
