// What the numbers of a book must satisfy, in the order of the domain specification, section 9, steps 8 to 11.
// Price signs are not checked; an infinite quantity passes.

import DecimalArithmetic
import Domain

enum L2Rules {
    /// Throws the first violation; a NaN that meets a comparison throws the decimal error itself.
    static func check(_ snapshot: borrowing L2Snapshot) throws(L2ParseError) {
        guard snapshot.bids.count == snapshot.depth.value else { throw .invalid(.depthMismatch, .bids) }
        guard snapshot.asks.count == snapshot.depth.value else { throw .invalid(.depthMismatch, .asks) }
        // Seen from the best level, bids fall and asks rise.
        try checkOrder(snapshot.bids.span, .bids, step: -1)
        try checkOrder(snapshot.asks.span, .asks, step: 1)
        try checkQuantities(snapshot.bids.span, .bids)
        try checkQuantities(snapshot.asks.span, .asks)
        guard let bestBid = snapshot.bestBid, let bestAsk = snapshot.bestAsk else { return }
        guard try order(bestBid, bestAsk) < 0 else { throw .invalid(.crossedBook) }
    }

    private static func checkOrder(_ levels: Span<BookLevel>, _ side: L2Field, step: Int) throws(L2ParseError) {
        guard levels.count > 1 else { return }
        for index in 1..<levels.count where try order(levels[index].price, levels[index - 1].price) != step {
            throw .invalid(.pricesNotOrdered, side, level: index - 1)
        }
    }

    private static func checkQuantities(_ levels: Span<BookLevel>, _ side: L2Field) throws(L2ParseError) {
        for index in levels.indices where try order(levels[index].quantity, .zero) <= 0 {
            throw .invalid(.quantityNotPositive, side, level: index)
        }
    }

    private static func order(_ a: Decimal, _ b: Decimal) throws(L2ParseError) -> Int {
        do throws(DecimalError) {
            return try a.compare(b)
        } catch {
            throw .decimal(error)
        }
    }
}
