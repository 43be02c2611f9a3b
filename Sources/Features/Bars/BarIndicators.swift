// What completed bars say: ATR, NATR, range and trend. Features specification, sections 2 and 3.
//
// Computed once per completed bar, not per tick: nothing here depends on the open bar. Sums fold in bar
// order from zero, because the exponent of a sum and its rounding past 28 digits depend on the order.

import DecimalArithmetic

/// The indicators of one history; all zero and without ATR while there are too few bars.
public struct BarIndicators: Sendable, BitwiseCopyable {
    /// Average true range in price units; nil below period + 1 bars.
    public var atr: Decimal?
    /// ATR ÷ last close in basis points; 0 below period + 1 bars or at a last close of 0.
    public var natrBps: Int
    /// Sum of the absolute bar returns over the horizon; 0 below horizon + 1 bars.
    public var sumAbsReturnsBps: Int
    /// Absolute return over the horizon, never negative (a weakness of v1); 0 below horizon + 1 bars.
    public var netReturnBps: Int
    /// ⌊sumAbsReturnsBps ÷ (netReturnBps + 1)⌋: high in a range, low in a trend.
    public var rangeScore: Int

    /// Without bars.
    public init() {
        atr = nil
        natrBps = 0
        sumAbsReturnsBps = 0
        netReturnBps = 0
        rangeScore = 0
    }

    /// - Parameters:
    ///   - atrPeriod: true ranges averaged, above 0.
    ///   - rangeHorizon: returns looked at, above 0.
    ///
    /// O(atrPeriod + rangeHorizon), no allocation. Throws where prices are not numbers, or a result exceeds 64 bits.
    public init(_ history: borrowing BarHistory, atrPeriod: Int, rangeHorizon: Int) throws(DecimalError) {
        self.init()
        if let atr = try Self.averageTrueRange(history, period: atrPeriod) {
            self.atr = atr
            let close = history[history.count - 1].close
            natrBps = close.isZero ? 0 : try ((atr / close) * .tenThousand).roundedBasisPoints()
        }
        guard history.count > rangeHorizon else { return }
        sumAbsReturnsBps = try Self.sumAbsoluteReturns(history, horizon: rangeHorizon).roundedBasisPoints()
        netReturnBps = try Self.netReturn(history, horizon: rangeHorizon).roundedBasisPoints()
        // Both are not negative, so truncating is flooring.
        rangeScore = sumAbsReturnsBps / (netReturnBps + 1)
    }

    private static func averageTrueRange(
        _ history: borrowing BarHistory, period: Int
    ) throws(DecimalError) -> Decimal? {
        guard history.count > period else { return nil }
        try history.requireTrueRanges()
        var sum = Decimal.zero
        for index in (history.count - period)..<history.count { sum = try sum + history.trueRange(index) }
        return try sum / Decimal(period)
    }

    private static func sumAbsoluteReturns(
        _ history: borrowing BarHistory, horizon: Int
    ) throws(DecimalError) -> Decimal {
        var sum = Decimal.zero
        for index in (history.count - horizon)..<history.count {
            if let term = try history.absoluteReturn(index) { sum = try sum + term }
        }
        return try sum * .tenThousand
    }

    private static func netReturn(_ history: borrowing BarHistory, horizon: Int) throws(DecimalError) -> Decimal {
        let first = history[history.count - 1 - horizon].close
        guard try first.isGreater(than: .zero) else { return .zero }
        let last = history[history.count - 1].close
        return try (last / first - .one).magnitude() * .tenThousand
    }
}
