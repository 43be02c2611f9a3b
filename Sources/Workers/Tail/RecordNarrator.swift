// Records as fields with names, for people. Unlike the workers' reader it goes on whatever it finds: what it does
// not know it shows as numbers.

import CGrinder
import DecimalArithmetic
import Domain

struct RecordNarrator {
    private var symbols = SymbolTable()
    /// Whether all definitions up to here have been seen, so that the next one's number is known.
    private var knowsDefinitions: Bool
    private var text: [UInt8] = []
    private var textHead: gr_text_t?
    private var ahead: [UInt8: String] = [:]

    init(knowsDefinitions: Bool) { self.knowsDefinitions = knowsDefinitions }

    /// Records were missed, definitions perhaps among them. Those known so far stay valid.
    mutating func missDefinitions() {
        knowsDefinitions = false
        textHead = nil
    }

    /// The fields of a record: its sequence and kind first. Takes in what it defines.
    mutating func describe(_ record: gr_record_t) -> JSONObject {
        absorb(record)
        var fields = JSONObject()
        fields.set("sequence", Self.number(record.sequence))
        fields.set("kind", .text(Self.kindName(record.kind)))
        withUnsafePointer(to: record) { append($0, to: &fields) }
        return fields
    }

    // MARK: Definitions and values sent ahead

    private mutating func absorb(_ record: gr_record_t) {
        withUnsafePointer(to: record) { pointer in
            switch Int(record.kind) {
            case GR_RECORD_TEXT:
                textHead = pointer.as(gr_text_t.self)
                text.removeAll(keepingCapacity: true)
                if textHead?.length == 0 { completeText() }
            case GR_RECORD_TEXT_CHUNK:
                guard let head = textHead else { return }
                text += Self.bytes(pointer.as(gr_text_chunk_t.self))
                if UInt64(text.count) >= head.length { completeText() }
            case GR_RECORD_WIDE:
                let wide = pointer.as(gr_wide_t.self)
                ahead[wide.field] = Self.decimal(wide) ?? "no decimal"
            default: break
            }
        }
    }

    private mutating func completeText() {
        guard let head = textHead else { return }
        textHead = nil
        if Int(head.role) == GR_TEXT_DECIMAL {
            ahead[head.field] = String(decoding: text, as: UTF8.self)
        } else if knowsDefinitions, symbols.intern(key: text) == nil {
            knowsDefinitions = false
        }
    }

    // MARK: Values

    func symbol(_ index: UInt32) -> JSONValue {
        Int(index) < symbols.count ? .string(symbols.name(SymbolID(index))) : .text("#\(index)")
    }

    func time(_ kind: UInt8, _ payload: Int64) -> JSONValue {
        switch EventTime.Kind(rawValue: kind) {
        case .milliseconds: .integer(Int(payload))
        case .double: .double(Double(bitPattern: UInt64(bitPattern: payload)))
        case .boolean: .bool(payload != 0)
        case .text: symbol(UInt32(truncatingIfNeeded: payload))
        case .null, .absent: .null
        case nil: .text("unknown kind \(kind)")
        }
    }

    func decimal(_ coefficient: Int64, _ exponent: Int8, isAhead: Bool = false, field: UInt8) -> JSONValue {
        if isAhead { return ahead[field].map { .text($0) } ?? .null }
        return .text("\(Decimal(compact: coefficient, exponent: exponent))")
    }

    static func decimal(_ wide: gr_wide_t) -> String? {
        Decimal(words: DecimalWords(low: wide.low, high: wide.high, exponent: wide.exponent, flags: wide.flags))
            .map { "\($0)" }
    }

    static func number(_ value: UInt64) -> JSONValue { .integer(Int(clamping: value)) }

    /// The name behind a code, or the code.
    static func name<Name: StableName>(_ code: UInt8, _ type: Name.Type) -> JSONValue {
        .text(Name(code: code)?.rawValue ?? "unknown \(code)")
    }

    static func bytes(_ chunk: gr_text_chunk_t) -> [UInt8] {
        withUnsafeBytes(of: chunk.bytes) { Array($0.prefix(Int(chunk.count))) }
    }
}
