// What the best bid and ask of one tick say: features specification, section 4.

import DecimalArithmetic
import Domain

public struct L1Features: Sendable, BitwiseCopyable {
    /// Spread in basis points, truncated towards zero; negative in a crossed market.
    public var spreadBps: Int
    /// (bid − ask) ÷ (bid + ask + 1E-8) of the quantities, in basis points.
    public var imbalanceBps: Int
    /// The smaller of both quantities, exactly as it was written; the bid's on a tie.
    public var thinQuantity: Decimal

    public init(spreadBps: Int, imbalanceBps: Int, thinQuantity: Decimal) {
        self.spreadBps = spreadBps
        self.imbalanceBps = imbalanceBps
        self.thinQuantity = thinQuantity
    }

    /// Throws for quantities or a spread that are not numbers, and for integers beyond 64 bits. O(1), no allocation.
    @inline(__always)
    public init(bidQuantity: Decimal, askQuantity: Decimal, spreadBps: Double) throws(DecimalError) {
        self.spreadBps = try spreadBps.truncatedBasisPoints()
        if let wholeBps = Imbalance.wholeBps(bidQuantity, askQuantity) {
            imbalanceBps = wholeBps
        } else {
            imbalanceBps = try Imbalance.ratio(bidQuantity, askQuantity).roundedBasisPoints()
        }
        thinQuantity = try Decimal.minimum(bidQuantity, askQuantity)
    }
}

/// How much heavier one side is than the other, for the best level (L1) and for whole books (L2).
enum Imbalance {
    /// Keeps the denominator from being zero when both sides are empty: 1E-8.
    private static var epsilon: Decimal { Decimal(coefficient: 1, exponent: -8) }

    /// ((bid − ask) ÷ (bid + ask + 1E-8)) × 10000.
    @inline(__always)
    static func ratio(_ bid: Decimal, _ ask: Decimal) throws(DecimalError) -> Decimal {
        try ((bid - ask) / (bid + ask + epsilon)) * .tenThousand
    }

    /// The ratio as the nearest integer, by way of doubles; nil when it is too near to a tie for them, or when
    /// the quantities are not ordinary ones.
    ///
    /// Without cancellation in the denominator the error is below 10⁻¹¹ basis points.
    @inline(__always)
    static func wholeBps(_ bid: Decimal, _ ask: Decimal) -> Int? {
        guard !bid.isSignMinus, !ask.isSignMinus else { return nil }
        let bidQuantity = bid.doubleValue
        let askQuantity = ask.doubleValue
        // Also refuses NaN.
        guard bidQuantity < quantityMax, askQuantity < quantityMax else { return nil }
        let ratioBps = (bidQuantity - askQuantity) / (bidQuantity + askQuantity + 1e-8) * 10_000
        let wholeBps = ratioBps.rounded(.toNearestOrEven)
        guard abs(abs(ratioBps - wholeBps) - 0.5) > nearTie else { return nil }
        return Int(wholeBps)
    }

    private static var quantityMax: Double { 1e18 }
    private static var nearTie: Double { 1e-6 }
}
