// State per symbol that keeps the order in which symbols first appeared.
//
// The order is data: sums run in it, documents list it. Look-up is by index, never by text; a steady
// state (no new symbols) allocates nothing. Not for: a handful of symbols out of a large table that come
// and go, because the index spans the largest symbol seen and removal is O(n).

public struct SymbolMap<Value: Sendable>: Sendable {
    @usableFromInline var keys: [SymbolID] = []
    @usableFromInline var values: [Value] = []
    /// By symbol index: 1 + position in `keys`, or 0.
    @usableFromInline var slots: [UInt32] = []

    @inlinable
    public init() {}

    /// The symbols in order of insertion; a removed symbol that returns goes to the end.
    @inlinable public var symbols: [SymbolID] { keys }
    @inlinable public var count: Int { keys.count }
    @inlinable public var isEmpty: Bool { keys.isEmpty }

    /// Where `symbol` stands in `symbols`; nil when it has no value. O(1).
    @inlinable @inline(__always)
    public func position(of symbol: SymbolID) -> Int? {
        let index = Int(symbol.index)
        guard index < slots.count, slots[index] != 0 else { return nil }
        return Int(slots[index]) - 1
    }

    /// The value of `symbol`. O(1).
    @inlinable @inline(__always)
    public subscript(symbol: SymbolID) -> Value? {
        guard let position = position(of: symbol) else { return nil }
        return values[position]
    }

    /// The value at a position of `symbols`, changed in place.
    @inlinable @inline(__always)
    public subscript(at position: Int) -> Value {
        get { values[position] }
        _modify { yield &values[position] }
    }

    /// Sets the value; a known symbol keeps its place. Amortised O(1).
    @inlinable @inline(__always)
    public mutating func set(_ value: Value, for symbol: SymbolID) {
        if let position = position(of: symbol) {
            values[position] = value
        } else {
            _ = append(value, for: symbol)
        }
    }

    /// The position of `symbol`, which takes `initial` when it has no value yet. Amortised O(1).
    @inlinable @inline(__always)
    public mutating func position(of symbol: SymbolID, or initial: @autoclosure () -> Value) -> Int {
        position(of: symbol) ?? append(initial(), for: symbol)
    }

    /// Forgets one symbol. O(number of symbols).
    @inlinable
    public mutating func remove(_ symbol: SymbolID) {
        guard let removed = position(of: symbol) else { return }
        keys.remove(at: removed)
        values.remove(at: removed)
        slots[Int(symbol.index)] = 0
        for position in removed..<keys.count { slots[Int(keys[position].index)] = UInt32(position + 1) }
    }

    /// Forgets all symbols and keeps the capacity. O(number of symbols).
    @inlinable
    public mutating func removeAll() {
        for symbol in keys { slots[Int(symbol.index)] = 0 }
        keys.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
    }

    /// Takes the content of `other` without sharing its storage, so that both can go on changing in place.
    @inlinable
    public mutating func assign(_ other: borrowing SymbolMap<Value>) {
        removeAll()
        for position in 0..<other.count { _ = append(other.values[position], for: other.keys[position]) }
    }

    @inlinable
    mutating func append(_ value: Value, for symbol: SymbolID) -> Int {
        let index = Int(symbol.index)
        while slots.count <= index { slots.append(0) }
        keys.append(symbol)
        values.append(value)
        slots[index] = UInt32(keys.count)
        return keys.count - 1
    }
}
