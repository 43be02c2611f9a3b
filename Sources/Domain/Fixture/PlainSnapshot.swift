// The one form in which recorders write nearly every snapshot, read in a single pass: the nine members in
// their usual order, prices and quantities as plain decimal texts, the symbol as plain ASCII.
//
// Not a second opinion on what JSON is: everything that differs in the least, faults included, is left to
// `EventReader`, which gives the same event for this form; a test holds the two together.

import DecimalArithmetic
import Glibc

struct PlainSnapshot {
    private var position: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    /// The event of a line in the usual form; nil for every other line. O(length), no allocation for known symbols.
    @inline(__always)
    static func read(_ line: UnsafeBufferPointer<UInt8>, _ symbols: inout SymbolTable) -> MarketEvent? {
        guard let start = line.baseAddress else { return nil }
        var reader = PlainSnapshot(position: start, end: start + line.count)
        return reader.event(&symbols)
    }

    private init(position: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        self.position = position
        self.end = end
    }

    private mutating func event(_ symbols: inout SymbolTable) -> MarketEvent? {
        guard skip("{\"ts\":") else { return nil }
        skipSpace()
        guard let timeMs = integer(), member("\"type\":"), skip("SNAPSHOT\""), member("\"symbol\":"),
            let symbol = plainText()
        else { return nil }
        var event = MarketEvent(kind: .snapshot, time: EventTime(milliseconds: timeMs))
        // The last trade is not used, but it must be readable.
        guard member("\"bid_price\":"), decimal(&event.bidPrice), member("\"ask_price\":"), decimal(&event.askPrice),
            member("\"bid_qty\":"), decimal(&event.bidQuantity), member("\"ask_qty\":"), decimal(&event.askQuantity),
            member("\"last_price\":"), isDecimal(), member("\"last_qty\":"), isDecimal(),
            skip("}"), position == end, let identifier = symbols.intern(symbol)
        else { return nil }
        event.symbol = identifier
        return event
    }

    // MARK: - Texts

    @inline(__always)
    private mutating func skip(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard end - position >= length, memcmp(position, text.utf8Start, length) == 0 else { return false }
        position += length
        return true
    }

    @inline(__always)
    private mutating func skipSpace() {
        if position < end, position.pointee == UInt8(ascii: " ") { position += 1 }
    }

    /// A comma, the name with its colon, and the quote that opens the value.
    @inline(__always)
    private mutating func member(_ name: StaticString) -> Bool {
        guard skip(",") else { return false }
        skipSpace()
        guard skip(name) else { return false }
        skipSpace()
        return skip("\"")
    }

    /// Printable ASCII without escapes up to the closing quote.
    @inline(__always)
    private mutating func plainText() -> UnsafeBufferPointer<UInt8>? {
        let start = position
        while position < end, position.pointee != UInt8(ascii: "\"") {
            guard 0x20...0x7E ~= position.pointee, position.pointee != UInt8(ascii: "\\") else { return nil }
            position += 1
        }
        guard position < end else { return nil }
        let text = UnsafeBufferPointer(start: start, count: position - start)
        position += 1
        return text
    }

    // MARK: - Numbers

    /// A positive integer of at most 18 digits.
    @inline(__always)
    private mutating func integer() -> Int? {
        guard position < end, 0x31...0x39 ~= position.pointee else { return nil }
        let start = position
        var value = 0
        while position < end, 0x30...0x39 ~= position.pointee {
            value = value &* 10 &+ Int(position.pointee &- 0x30)
            position += 1
        }
        return position - start <= 18 ? value : nil
    }

    /// Digits with at most one point between or beside them, and the closing quote.
    @inline(__always)
    private mutating func digits() -> (coefficient: UInt64, fractionDigits: Int)? {
        let start = position
        var point: UnsafePointer<UInt8>?
        var coefficient: UInt64 = 0
        while position < end {
            let digit = position.pointee &- 0x30
            if digit < 10 {
                coefficient = coefficient &* 10 &+ UInt64(digit)
            } else if position.pointee == UInt8(ascii: "."), point == nil {
                point = position
            } else {
                break
            }
            position += 1
        }
        let length = position - start
        let digitCount = point == nil ? length : length - 1
        // Nineteen digits cannot overflow a word.
        guard 1...19 ~= digitCount else { return nil }
        let fractionDigits = point.map { position - $0 - 1 } ?? 0
        return skip("\"") ? (coefficient, fractionDigits) : nil
    }

    @inline(__always)
    private mutating func decimal(_ target: inout Decimal) -> Bool {
        guard let (coefficient, fractionDigits) = digits() else { return false }
        target = Decimal(coefficient: UInt128(coefficient), exponent: -fractionDigits)
        return true
    }

    @inline(__always)
    private mutating func isDecimal() -> Bool { digits() != nil }
}
