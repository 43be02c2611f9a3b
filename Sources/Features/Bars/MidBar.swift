// One bar over mid prices: features specification, sections 1 and 2. No volume, no synthetic bars.
//
// Invariant: low <= open, close <= high by value; a tie keeps the price that was there first, and with
// it the exponent that the digests see.

import DecimalArithmetic

/// Open, high, low and close of the mid price over one interval.
public struct MidBar: Sendable, BitwiseCopyable {
    /// Unix milliseconds of the interval's start, a multiple of the interval.
    public var startMs: Int
    public var open: Decimal
    public var high: Decimal
    public var low: Decimal
    public var close: Decimal
    /// Mid prices folded in, at least 1.
    public var tickCount: Int

    public init(startMs: Int, open: Decimal, high: Decimal, low: Decimal, close: Decimal, tickCount: Int) {
        self.startMs = startMs
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.tickCount = tickCount
    }

    /// The bar that a single price opens.
    @inline(__always)
    init(startMs: Int, opening midPrice: Decimal) {
        self.init(startMs: startMs, open: midPrice, high: midPrice, low: midPrice, close: midPrice, tickCount: 1)
    }

    /// Takes one more price. Throws for a NaN on either side, and then changes nothing.
    @inline(__always)
    mutating func fold(_ midPrice: Decimal) throws(DecimalError) {
        let newHigh = try Decimal.maximum(high, midPrice)
        low = try Decimal.minimum(low, midPrice)
        high = newHigh
        close = midPrice
        tickCount += 1
    }

    /// max(high − low, |high − previous close|, |low − previous close|); the first wins ties.
    public func trueRange(after previous: borrowing MidBar) throws(DecimalError) -> Decimal {
        let range = try high - low
        let up = try (high - previous.close).magnitude()
        let down = try (low - previous.close).magnitude()
        return try Decimal.maximum(Decimal.maximum(range, up), down)
    }

    /// |(close − previous close) ÷ previous close|; nil when the previous close is not positive.
    public func absoluteReturn(after previous: borrowing MidBar) throws(DecimalError) -> Decimal? {
        guard try previous.close.isGreater(than: .zero) else { return nil }
        return try ((close - previous.close) / previous.close).magnitude()
    }
}
