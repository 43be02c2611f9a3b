// Symbols as small integers. Text is interned once, at the edge; everything behind it carries a
// `SymbolID` and indexes arrays. Each process owns its own table: the feed's grows as it reads,
// the others' grow by the definitions that arrive on their rings, with the same indices.

import DecimalArithmetic
import Glibc

/// Index of a symbol in its table.
public struct SymbolID: Hashable, Sendable, BitwiseCopyable {
    public let index: UInt32
    @inline(__always)
    public init(_ index: UInt32) { self.index = index }
}

public struct SymbolTable: Sendable {
    /// All texts lie in one array, so that looking one up touches no reference count.
    private struct Entry: Sendable {
        /// What the symbol is looked up by: its text, or a mark and its JSON literal.
        var key: Range<Int>
        /// As it stands in JSON output, quotes and escapes included.
        var literal: Range<Int>
        /// As it reads inside an order id.
        var name: Range<Int>
        /// First entry that the reference would take for the same dictionary key.
        var identity: SymbolID
    }

    /// Bound on distinct texts: a fixture that needs more is not a market data file.
    public static let limit = 1 << 16

    /// First byte of keys of symbols that are not text in JSON (numbers, booleans, null).
    private static let bareKeyMark: UInt8 = 0xFF

    private var entries: [Entry] = []
    private var bytes: [UInt8] = []
    private var slots: [UInt32] = Array(repeating: 0, count: 256)

    public init() {}

    public var count: Int { entries.count }

    /// The index of a text symbol (WTF-8), defining it when it is new; nil when the table is full.
    /// O(length) without allocation when it is known.
    @inline(__always)
    public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> SymbolID? {
        let slot = find(text)
        if slots[slot] != 0 { return SymbolID(slots[slot] - 1) }
        return defineText(text)
    }

    public mutating func intern(text: String) -> SymbolID? {
        var copy = text
        return copy.withUTF8 { intern($0) }
    }

    /// The index of a symbol that is a bare JSON scalar. `1`, `1.0` and `true` are the same key
    /// to the reference, but each prints as it came.
    public mutating func intern(bare value: JSONValue) -> SymbolID? {
        let literal = Array(value.canonicalText.utf8)
        let key = [Self.bareKeyMark] + literal
        let slot = key.withUnsafeBufferPointer { find($0) }
        if slots[slot] != 0 { return SymbolID(slots[slot] - 1) }
        var identity: SymbolID?
        if let number = Self.identityNumber(value) {
            guard let integer = intern(bare: number) else { return nil }
            identity = integer
        }
        return define(key: key, literal: literal, name: Self.plainName(value), identity: identity)
    }

    /// Defines the symbol that another table keeps under `key`. Tables that define the same keys in the
    /// same order have the same indices. nil when the table is full or the key is not one.
    public mutating func intern(key: [UInt8]) -> SymbolID? {
        guard key.first == Self.bareKeyMark else { return key.withUnsafeBufferPointer { intern($0) } }
        guard let value = try? JSONParser.parse(Array(key.dropFirst())) else { return nil }
        return intern(bare: value)
    }

    public func literal(_ symbol: SymbolID) -> [UInt8] { Array(bytes[entries[Int(symbol.index)].literal]) }

    public func name(_ symbol: SymbolID) -> [UInt8] { Array(bytes[entries[Int(symbol.index)].name]) }

    public func key(_ symbol: SymbolID) -> [UInt8] { Array(bytes[entries[Int(symbol.index)].key]) }

    /// The symbol under which state is kept.
    @inline(__always)
    public func identity(_ symbol: SymbolID) -> SymbolID { entries[Int(symbol.index)].identity }

    /// The name as text for people.
    public func text(_ symbol: SymbolID) -> String { String(decoding: name(symbol), as: UTF8.self) }

    /// Hands the literal to `body` without copying it.
    @inline(__always)
    func withLiteral(_ symbol: SymbolID, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        let range = entries[Int(symbol.index)].literal
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    // MARK: - Defining

    @inline(never)
    private mutating func defineText(_ text: UnsafeBufferPointer<UInt8>) -> SymbolID? {
        var literal = ByteBuffer(capacity: text.count + 2)
        literal.appendJSONString(text)
        return define(key: Array(text), literal: Array(literal.bytes), name: Array(text), identity: nil)
    }

    private mutating func define(key: [UInt8], literal: [UInt8], name: [UInt8], identity: SymbolID?) -> SymbolID? {
        guard entries.count < Self.limit else { return nil }
        let symbol = SymbolID(UInt32(entries.count))
        let slot = key.withUnsafeBufferPointer { find($0) }
        entries.append(
            Entry(key: store(key), literal: store(literal), name: store(name), identity: identity ?? symbol))
        slots[slot] = UInt32(entries.count)
        if entries.count * 2 > slots.count { rehash() }
        return symbol
    }

    private mutating func store(_ text: [UInt8]) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text)
        return start..<bytes.count
    }

    // MARK: - Hashing

    /// The slot where the key stands or would stand: FNV-1a with linear probing.
    @inline(__always)
    private func find(_ key: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
        while slots[slot] != 0, !matches(entries[Int(slots[slot] - 1)].key, key) { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    private func matches(_ range: Range<Int>, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        guard range.count == key.count, let start = key.baseAddress else { return range.count == key.count }
        return bytes.withUnsafeBufferPointer { memcmp($0.baseAddress! + range.lowerBound, start, key.count) == 0 }
    }

    private mutating func rehash() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for (index, entry) in entries.enumerated() {
            let slot = bytes[entry.key].withUnsafeBufferPointer { find($0) }
            slots[slot] = UInt32(index + 1)
        }
    }

    // MARK: - Bare symbols

    /// The integer that the reference takes for the same key.
    private static func identityNumber(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .bool(let flag): return .integer(flag ? 1 : 0)
        case .double(let number):
            guard number.isFinite, number == number.rounded(.towardZero) else { return nil }
            if let integer = Int(exactly: number) { return .integer(integer) }
            return .bigInteger(Array(Decimal(exactly: number).description.utf8))
        default: return nil
        }
    }

    private static func plainName(_ value: JSONValue) -> [UInt8] {
        switch value {
        case .null: Array("None".utf8)
        case .bool(let flag): Array((flag ? "True" : "False").utf8)
        default: Array(value.canonicalText.utf8)
        }
    }
}

extension ByteBuffer {
    /// The symbol as its JSON value.
    @inline(__always)
    public mutating func appendLiteral(_ symbol: SymbolID, _ symbols: borrowing SymbolTable) {
        symbols.withLiteral(symbol) { append($0) }
    }
}
