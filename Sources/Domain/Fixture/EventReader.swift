// Reads one event object of a fixture: domain specification, section 10.2, and decimal
// specification, section 2.2. Tokens are found first (the last of duplicate keys wins), then read in
// the order in which the reference reads them, so that the first fault is the same one.

import DecimalArithmetic

/// An event line that ends the whole run, not just its own output.
enum EventReadError: Error {
    case json(JSONError)
    case notAnObject(String)
    case unusableTime(String)
    case tooManySymbols
}

struct EventReader {
    private var type = JSONToken.missing
    private var fields = InlineArray<8, JSONToken>(repeating: .missing)

    /// Reads the object that starts where `lexer` stands.
    static func read(_ lexer: inout JSONLexer, _ symbols: inout SymbolTable) throws(EventReadError) -> MarketEvent {
        lexer.skipWhitespace()
        var reader = EventReader()
        do throws(JSONError) {
            if lexer.index < lexer.bytes.count, lexer.bytes[lexer.index] == UInt8(ascii: "{") {
                try reader.scan(&lexer)
            } else {
                let token = try lexer.value()
                throw JSONError(offset: token.start, reason: Self.notAnObjectMark)
            }
        } catch {
            if error.reason == Self.notAnObjectMark { throw .notAnObject("every event must be a JSON object") }
            throw .json(error)
        }
        return try reader.event(lexer, &symbols)
    }

    private static let notAnObjectMark = "an object was expected"

    private mutating func scan(_ lexer: inout JSONLexer) throws(JSONError) {
        try lexer.members { (inner, key) throws(JSONError) in
            let value = try inner.value()
            switch Self.classify(key, inner) {
            case .field(let field): fields[Int(field.code)] = value
            case .type: type = value
            case .other: break
            }
        }
    }

    private enum Key { case type, field(SnapshotField), other }

    /// Tells the known keys by their length and first eight bytes, read as one word.
    @inline(__always)
    private static func classify(_ key: JSONToken, _ lexer: borrowing JSONLexer) -> Key {
        if key.kind == .escapedString { return classifyEscaped(key, lexer) }
        let word = lexer.firstBytes(key)
        switch (key.end - key.start, word) {
        case (2, KeyWord.ts): return .field(.ts)
        case (4, KeyWord.type): return .type
        case (6, KeyWord.symbol): return .field(.symbol)
        case (7, KeyWord.bidQuantity): return .field(.bidQuantity)
        case (7, KeyWord.askQuantity): return .field(.askQuantity)
        case (8, KeyWord.lastQuantity): return .field(.lastQuantity)
        case (9, KeyWord.bidPrice) where lexer.key(key, is: "bid_price"): return .field(.bidPrice)
        case (9, KeyWord.askPrice) where lexer.key(key, is: "ask_price"): return .field(.askPrice)
        case (10, KeyWord.lastPrice) where lexer.key(key, is: "last_price"): return .field(.lastPrice)
        default: return .other
        }
    }

    /// The first eight bytes of the known keys, zero-filled, the first in the lowest byte.
    private enum KeyWord {
        static var ts: UInt64 { 0x7374 }  // ts
        static var type: UInt64 { 0x65707974 }  // type
        static var symbol: UInt64 { 0x6c6f626d7973 }  // symbol
        static var bidQuantity: UInt64 { 0x7974715f646962 }  // bid_qty
        static var askQuantity: UInt64 { 0x7974715f6b7361 }  // ask_qty
        static var lastQuantity: UInt64 { 0x7974715f7473616c }  // last_qty
        static var bidPrice: UInt64 { 0x636972705f646962 }  // bid_pric
        static var askPrice: UInt64 { 0x636972705f6b7361 }  // ask_pric
        static var lastPrice: UInt64 { 0x6972705f7473616c }  // last_pri
    }

    private static func classifyEscaped(_ key: JSONToken, _ lexer: borrowing JSONLexer) -> Key {
        let name = String(decoding: lexer.text(key), as: UTF8.self)
        if name == "type" { return .type }
        return SnapshotField(rawValue: name).map { .field($0) } ?? .other
    }

    // MARK: - From tokens to the event

    private func event(_ lexer: borrowing JSONLexer, _ symbols: inout SymbolTable) throws(EventReadError) -> MarketEvent {
        let time = try Self.time(fields[Int(SnapshotField.ts.code)], lexer, &symbols)
        guard type.isString else { return MarketEvent(kind: .unhandled, time: time) }
        if lexer.key(type, is: "l2_snapshot") { return MarketEvent(kind: .depth, time: time) }
        guard lexer.key(type, is: "SNAPSHOT") else { return MarketEvent(kind: .unhandled, time: time) }
        if time.kind == .absent { return .rejected(.missingField, .ts, at: time) }
        let symbolToken = fields[Int(SnapshotField.symbol.code)]
        if symbolToken.kind == .missing {
            return .rejected(.missingField, .symbol, at: time)
        }
        var event = MarketEvent(kind: .snapshot, time: time)
        if let rejection = readDecimals(into: &event, lexer) { return rejection }
        switch symbolToken.kind {
        case .array, .object:
            return .rejected(.wrongType, .symbol, at: time)
        case .string:
            guard let symbol = symbols.intern(lexer.raw(symbolToken)) else { throw .tooManySymbols }
            event.symbol = symbol
        case .escapedString:
            let text = lexer.text(symbolToken)
            guard let symbol = text.withUnsafeBufferPointer({ symbols.intern($0) }) else { throw .tooManySymbols }
            event.symbol = symbol
        default:
            guard let symbol = symbols.intern(bare: JSONParser.scalar(symbolToken, lexer)) else { throw .tooManySymbols }
            event.symbol = symbol
        }
        return event
    }

    /// Reads the six decimals in order; the rejection of the first that fails.
    @inline(__always)
    private func readDecimals(into event: inout MarketEvent, _ lexer: borrowing JSONLexer) -> MarketEvent? {
        if let fault = read(.bidPrice, into: &event.bidPrice, lexer) { return .rejected(fault, .bidPrice, at: event.time) }
        if let fault = read(.askPrice, into: &event.askPrice, lexer) { return .rejected(fault, .askPrice, at: event.time) }
        if let fault = read(.bidQuantity, into: &event.bidQuantity, lexer) {
            return .rejected(fault, .bidQuantity, at: event.time)
        }
        if let fault = read(.askQuantity, into: &event.askQuantity, lexer) {
            return .rejected(fault, .askQuantity, at: event.time)
        }
        // The engine does not use the last trade, but it must be readable.
        var last = Decimal.zero
        if let fault = read(.lastPrice, into: &last, lexer) { return .rejected(fault, .lastPrice, at: event.time) }
        if let fault = read(.lastQuantity, into: &last, lexer) { return .rejected(fault, .lastQuantity, at: event.time) }
        return nil
    }

    @inline(__always)
    private func read(_ field: SnapshotField, into target: inout Decimal, _ lexer: borrowing JSONLexer) -> EventFault? {
        let token = fields[Int(field.code)]
        if token.kind == .missing { return .missingField }
        do throws(DecimalError) {
            if token.kind == .string {
                target = try Decimal(parsing: UnsafeRawBufferPointer(lexer.raw(token)))
                return nil
            }
            guard let value = try LooseDecimal.read(token, lexer) else { return .wrongType }
            target = value
            return nil
        } catch {
            return EventFault(error)
        }
    }

    @inline(__always)
    private static func time(
        _ token: JSONToken, _ lexer: borrowing JSONLexer, _ symbols: inout SymbolTable
    ) throws(EventReadError) -> EventTime {
        if token.kind == .missing { return .absent }
        if token.kind == .integer, token.end - token.start <= 18 {
            return EventTime(milliseconds: smallInteger(lexer.raw(token)))
        }
        return try looseTime(token, lexer, &symbols)
    }

    /// An integer of at most 18 digits with an optional minus.
    @inline(__always)
    private static func smallInteger(_ digits: UnsafeBufferPointer<UInt8>) -> Int {
        var value = 0
        let negative = digits[0] == UInt8(ascii: "-")
        for index in (negative ? 1 : 0)..<digits.count {
            value = value &* 10 &+ Int(digits[index] &- UInt8(ascii: "0"))
        }
        return negative ? -value : value
    }

    private static func looseTime(
        _ token: JSONToken, _ lexer: borrowing JSONLexer, _ symbols: inout SymbolTable
    ) throws(EventReadError) -> EventTime {
        guard token.kind != .array, token.kind != .object else {
            throw .unusableTime("'ts' must be a number of milliseconds, not an array or object")
        }
        switch JSONParser.scalar(token, lexer) {
        case .integer(let value): return EventTime(milliseconds: value)
        case .bool(let flag): return EventTime(kind: .boolean, payload: flag ? 1 : 0)
        case .null: return .null
        case .double(let value):
            guard value.isFinite else { throw .unusableTime("'ts' is not a finite number") }
            return EventTime(value)
        case .string(let bytes):
            guard let text = bytes.withUnsafeBufferPointer({ symbols.intern($0) }) else { throw .tooManySymbols }
            return EventTime(kind: .text, payload: Int64(text.index))
        default:
            throw .unusableTime("'ts' does not fit 64 bits")
        }
    }
}
