// A book snapshot after validation: domain specification, section 9.
//
// The levels sit in arrays so that one snapshot can be read into again and again without allocating;
// everything that computes on a book takes spans of levels, which ring records offer as well (`BookRecord`).

import DecimalArithmetic
import Domain

/// Price and base-asset quantity of one level.
public struct BookLevel: Sendable, BitwiseCopyable {
    public var price: Decimal
    public var quantity: Decimal

    @inline(__always)
    public init(price: Decimal, quantity: Decimal) {
        self.price = price
        self.quantity = quantity
    }
}

/// An integer field of a book. The reference takes `true` and `false` for 1 and 0, and prints them as they came.
public struct BookInteger: Sendable, Equatable, BitwiseCopyable {
    public var value: Int
    public var isBoolean: Bool

    @inline(__always)
    public init(_ value: Int, isBoolean: Bool = false) {
        self.value = value
        self.isBoolean = isBoolean
    }
}

public struct L2Snapshot: Sendable {
    /// Unix milliseconds.
    public internal(set) var timeMs = BookInteger(0)
    public internal(set) var symbol = SymbolID(0)
    /// Interned in the same table as symbols.
    public internal(set) var venue = SymbolID(0)
    /// Number of bids and of asks.
    public internal(set) var depth = BookInteger(0)
    /// Best first, strictly descending prices.
    public internal(set) var bids: [BookLevel] = []
    /// Best first, strictly ascending prices.
    public internal(set) var asks: [BookLevel] = []
    public internal(set) var meta = JSONObject()

    /// An empty book to read into.
    public init() {}

    public var bestBid: Decimal? { bids.first?.price }
    public var bestAsk: Decimal? { asks.first?.price }

    /// (best bid + best ask) ÷ 2; nil while a side is empty.
    public var midPrice: Decimal? {
        get throws(DecimalError) {
            guard let bestBid, let bestAsk else { return nil }
            return try (bestBid + bestAsk) / .two
        }
    }
}
