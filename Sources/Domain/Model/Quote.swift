// What the prices of a snapshot say: domain specification, section 2.

import DecimalArithmetic

public struct Quote: Sendable, BitwiseCopyable {
    public let bid: Decimal
    public let ask: Decimal
    /// (bid + ask) ÷ 2.
    public let midPrice: Decimal

    @inline(__always)
    public init(bid: Decimal, ask: Decimal) throws(DecimalError) {
        self.bid = bid
        self.ask = ask
        midPrice = try (bid + ask) / .two
    }

    /// (ask − bid) ÷ mid × 10000 as a double; 0 when the mid price is zero.
    public var spreadBps: Double {
        get throws(DecimalError) {
            if midPrice.isZero { return 0 }
            return try (((ask - bid) / midPrice) * .tenThousand).doubleValue
        }
    }

    /// A spread that compares with `limitBps` as the exact one does: an estimate when it is clearly
    /// on one side, the exact value when it is near.
    @inline(__always)
    public func spreadBps(comparableWith limitBps: Double) throws(DecimalError) -> Double {
        guard let estimate = spreadBpsEstimate, abs(estimate - limitBps) > Self.nearBps else { return try spreadBps }
        return estimate
    }

    /// A spread that compares with both limits, and truncates to an integer, as the exact one does.
    @inline(__always)
    public func spreadBps(
        comparableWith limitBps: Double, _ otherLimitBps: Double
    ) throws(DecimalError) -> Double {
        guard let estimate = spreadBpsEstimate, abs(estimate - limitBps) > Self.nearBps,
            abs(estimate - otherLimitBps) > Self.nearBps, abs(estimate - estimate.rounded()) > Self.nearBps
        else { return try spreadBps }
        return estimate
    }

    /// A spread that truncates to an integer as the exact one does.
    public var truncatableSpreadBps: Double {
        @inline(__always)
        get throws(DecimalError) { try spreadBps(comparableWith: 0, 0) }
    }

    /// (ask − bid) ÷ (ask + bid) × 20000 in binary, from exact integers: its relative error is below 10⁻¹⁴,
    /// that of the exact value's decimal roundings below 10⁻²⁶. nil for other than ordinary prices.
    @inline(__always)
    private var spreadBpsEstimate: Double? {
        guard let low = bid.compact, let high = ask.compact, low.exponent == high.exponent,
            low.coefficient > 0, high.coefficient > 0, low.coefficient < Self.exactIntegerMax,
            high.coefficient < Self.exactIntegerMax
        else { return nil }
        return Double(high.coefficient - low.coefficient) / Double(high.coefficient + low.coefficient) * 20_000
    }

    /// Sums of two such integers are exact doubles.
    private static var exactIntegerMax: Int64 { 1 << 52 }
    private static var nearBps: Double { 1e-6 }
}
