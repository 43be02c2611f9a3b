// Records in words: the one place that says what the fields of each kind mean to a reader. `grinder journal dump`
// and `grinder tail` show what it says. Off the hot path.
//
// Unlike the workers' reader it goes on whatever it finds: what it does not know it shows as numbers, and what
// contradicts the records before it gets a field `corrupt`.

import CGrinder
import DecimalArithmetic
import Domain
import Rings

/// Describes the records of one ring in order: later ones refer to symbols and values of earlier ones.
public struct RecordDescriber {
    private var symbols = SymbolTable()
    /// What symbols are called whose definitions were not seen.
    private let names: SymbolNames?
    /// Whether all definitions up to here have been seen, so that the next one's number is known.
    private var knowsDefinitions: Bool
    private var text: [UInt8] = []
    private var textHead: gr_text_t?
    private var ahead: [UInt8: String] = [:]

    /// - Parameters:
    ///   - knowsDefinitions: whether the first record shown is the ring's first. Otherwise symbols that are not known
    ///     by name are shown by number.
    ///   - names: of the instance whose records they are, where it runs.
    public init(knowsDefinitions: Bool = true, names: SymbolNames? = nil) {
        self.knowsDefinitions = knowsDefinitions
        self.names = names
    }

    /// Records were missed, definitions perhaps among them. Symbols known so far stay valid, values sent ahead do not.
    mutating func missDefinitions() {
        knowsDefinitions = false
        textHead = nil
        ahead.removeAll()
    }

    /// What a record says. Takes in what it defines.
    public mutating func describe(_ record: gr_record_t) -> RecordDescription {
        var copy = record
        return withUnsafePointer(to: &copy) { pointer in
            guard let kind = RecordKind(rawValue: record.kind) else {
                return RecordDescription(kind: "unknown_\(record.kind)", fields: Self.words(pointer))
            }
            let problem = absorb(pointer, kind)
            var fields = JSONObject()
            append(pointer, kind, to: &fields)
            if let problem { fields.set("corrupt", .text(problem)) }
            return RecordDescription(kind: kind.name, fields: fields)
        }
    }

    /// The fields of each kind.
    private func append(_ record: UnsafePointer<gr_record_t>, _ kind: RecordKind, to fields: inout JSONObject) {
        switch kind {
        case .none: fields = Self.words(record)
        case .snapshot, .wideSnapshot: append(record.as(gr_snapshot_t.self), &fields)
        case .unhandled, .fault: append(record.as(gr_fault_t.self), kind, &fields)
        case .end, .passEnd: fields.set("events", Self.number(record.as(gr_end_t.self).events))
        case .text: append(record.as(gr_text_t.self), &fields)
        case .textChunk: append(record.as(gr_text_chunk_t.self), &fields)
        case .wide: append(record.as(gr_wide_t.self), &fields)
        case .tick: append(record.as(gr_tick_t.self), &fields)
        case .plan: append(record.as(gr_plan_t.self), &fields)
        case .size: append(record.as(gr_size_t.self), &fields)
        case .action: append(record.as(gr_action_t.self), &fields)
        case .summary: append(record.as(gr_summary_t.self), &fields)
        case .outcome: append(record.as(gr_outcome_t.self), &fields)
        case .tickDone: append(record.as(gr_tick_done_t.self), &fields)
        case .book: append(record.as(gr_book_t.self), &fields)
        case .fill: append(record.as(gr_fill_t.self), &fields)
        case .features: append(record.as(gr_features_t.self), &fields)
        case .trend: append(record.as(gr_trend_t.self), &fields)
        case .gating: append(record.as(gr_gating_t.self), &fields)
        case .drawdown: append(record.as(gr_drawdown_t.self), &fields)
        case .guard: append(record.as(gr_guard_t.self), &fields)
        case .cycle: append(record.as(gr_cycle_t.self), &fields)
        case .settlement: append(record.as(gr_settlement_t.self), &fields)
        case .source: fields.set("event", Self.number(record.as(gr_source_t.self).event))
        case .reading: fields.set("market", Self.number(record.as(gr_reading_t.self).market))
        }
    }
}

// MARK: - Definitions and values sent ahead

extension RecordDescriber {
    /// Takes in what a record defines; what is wrong with it, if anything.
    private mutating func absorb(_ record: UnsafePointer<gr_record_t>, _ kind: RecordKind) -> String? {
        switch kind {
        case .text:
            let isWithinAnother = textHead != nil
            let head = record.as(gr_text_t.self)
            textHead = head
            text.removeAll(keepingCapacity: true)
            let problem = head.length == 0 ? completeText(head) : nil
            return isWithinAnother ? "a text begins within another" : problem
        case .textChunk:
            let chunk = record.as(gr_text_chunk_t.self)
            guard let head = textHead else {
                return knowsDefinitions ? "a text chunk that belongs to no text" : nil
            }
            text += Self.bytes(chunk)
            guard Int(chunk.count) <= Int(GR_TEXT_CHUNK_BYTES), UInt64(text.count) <= head.length else {
                textHead = nil
                return "a text chunk that is too long"
            }
            return UInt64(text.count) == head.length ? completeText(head) : nil
        case .wide:
            let wide = record.as(gr_wide_t.self)
            ahead[wide.field] = Self.decimal(wide.low, wide.high, wide.exponent, wide.flags) ?? "no decimal"
            return nil
        default: return nil
        }
    }

    private mutating func completeText(_ head: gr_text_t) -> String? {
        textHead = nil
        switch Int(head.role) {
        case GR_TEXT_DECIMAL: ahead[head.field] = String(decoding: text, as: UTF8.self)
        case GR_TEXT_SYMBOL where knowsDefinitions:
            guard symbols.intern(key: text) != nil else {
                knowsDefinitions = false
                return "a symbol that cannot be defined"
            }
        default: break
        }
        return nil
    }
}

// MARK: - Values

extension RecordDescriber {
    func symbol(_ index: UInt32) -> JSONValue {
        if Int(index) < symbols.count { return .string(symbols.name(SymbolID(index))) }
        return .text(names.map { $0[index] } ?? "#\(index)")
    }

    func time(_ kind: UInt8, _ payload: Int64) -> JSONValue {
        switch EventTime.Kind(rawValue: kind) {
        case .milliseconds: .integer(Int(payload))
        case .double: .double(Double(bitPattern: UInt64(bitPattern: payload)))
        case .boolean: .bool(payload != 0)
        case .text: UInt32(exactly: payload).map { symbol($0) } ?? .text("#\(payload)")
        case .null, .absent: .null
        case nil: .text("unknown kind \(kind)")
        }
    }

    /// A decimal in its hot field or, where bit `field` of `wide` is set, sent ahead; null when that was not seen.
    func decimal(_ coefficient: Int64, _ exponent: Int8, field: UInt8, wide: UInt8) -> JSONValue {
        guard wide >> field & 1 == 0 else { return value(ahead: field) }
        return .text("\(Decimal(compact: coefficient, exponent: exponent))")
    }

    func value(ahead field: UInt8) -> JSONValue { ahead[field].map { .text($0) } ?? .null }

    static func decimal(_ low: UInt64, _ high: UInt64, _ exponent: Int64, _ flags: UInt64) -> String? {
        Decimal(words: DecimalWords(low: low, high: high, exponent: exponent, flags: flags)).map { "\($0)" }
    }

    /// A number that the outputs print with a point or, if `isInteger`, without.
    static func points(_ value: Double, isInteger: Bool) -> JSONValue {
        guard isInteger, let integer = Int(exactly: value) else { return .double(value) }
        return .integer(integer)
    }

    static func number(_ value: UInt64) -> JSONValue {
        Int(exactly: value).map { .integer($0) } ?? .bigInteger(Array("\(value)".utf8))
    }

    /// The name behind a code, or the code.
    static func name<Name: StableName>(_ code: UInt8, _ type: Name.Type) -> JSONValue {
        .text(Name(code: code)?.rawValue ?? "unknown code \(code)")
    }

    /// The name at a code's place, or the code.
    static func name(_ code: UInt8, of names: [String]) -> JSONValue {
        .text(Int(code) < names.count ? names[Int(code)] : "unknown code \(code)")
    }

    static func bytes(_ chunk: gr_text_chunk_t) -> [UInt8] {
        withUnsafeBytes(of: chunk.bytes) { Array($0.prefix(Int(chunk.count))) }
    }

    /// All that follows a record's sequence, as it lies there.
    private static func words(_ record: UnsafePointer<gr_record_t>) -> JSONObject {
        let words = (1..<8).map { index in
            let word = UnsafeRawPointer(record).loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
            return JSONValue.text("0x" + String(word, radix: 16))
        }
        return JSONObject([("words", .array(words))])
    }
}
