// What it costs to take a quantity from a book: features specification, section 6.1.

import DecimalArithmetic
import Domain

public enum MarketImpact {
    /// Stands for "the side does not hold the quantity".
    public static let insufficientDepthBps = 500

    /// The reference quantity of v1, 0.003 of the base asset whatever the symbol.
    public static var quantityReference: Decimal { Decimal(coefficient: 3, exponent: -3) }

    /// How much worse than the best price the average fill of `quantity` is, in basis points: a buy walks asks, a
    /// sell walks bids. The sentinel when the levels do not suffice. O(levels).
    static func bps(
        _ side: OrderSide, of quantity: Decimal, against levels: Span<BookLevel>
    ) throws(DecimalError) -> Int {
        guard let cost = try cost(of: quantity, levels) else { return insufficientDepthBps }
        let best = levels[0].price
        let averagePrice = try cost / quantity
        let slippage = side == .buy ? try averagePrice - best : try best - averagePrice
        return try (slippage / best * .tenThousand).roundedBasisPoints()
    }

    /// What filling `quantity` from the best level on costs; nil when the levels do not suffice or there are none.
    private static func cost(of quantity: Decimal, _ levels: Span<BookLevel>) throws(DecimalError) -> Decimal? {
        if levels.isEmpty { return nil }
        var remaining = quantity
        var cost = Decimal.zero
        for index in levels.indices {
            guard try remaining.isGreater(than: .zero) else { break }
            let fill = try Decimal.minimum(remaining, levels[index].quantity)
            cost = try cost + fill * levels[index].price
            remaining = try remaining - fill
        }
        return try remaining.isGreater(than: .zero) ? nil : cost
    }
}
