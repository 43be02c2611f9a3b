// The tick-delay fill model (fill_after_ticks ≠ 0): paper specification, section 10.2. A resting order
// fills when it is old enough and the mid price reaches it. The fill mode plays no part.
//
// The reference walks the orders in the order of their ids as text, in which `10:` comes before `1:`.
// Owns its scratch space, so that a tick allocates nothing in steady state.

import DecimalArithmetic
import Domain
import Glibc

public struct PendingFills: ~Copyable {
    /// Evaluations an order must have seen. 0 or less fills on the tick of the placement.
    public let afterTicks: Int

    private struct Due {
        var fill: Fill
        /// The id's text inside `texts`.
        var start: Int
        var end: Int
    }
    private var due: [Due] = []
    private var texts = ByteBuffer(capacity: 1024)

    public init(afterTicks: Int) { self.afterTicks = afterTicks }

    /// Whether an order fills now.
    /// - Parameter tick: the symbol's tick counter, this evaluation included.
    public func isFilled(
        _ side: OrderSide, limit: Decimal, placedTick: Int, tick: Int, midPrice: Decimal
    ) throws(DecimalError) -> Bool {
        guard tick - placedTick >= afterTicks else { return false }
        return try side.isReached(limit: limit, midPrice: midPrice)
    }

    /// Appends the fills of one symbol's orders, ordered by order id text. The caller marks the orders as filled:
    /// each fill's origin is `.order`. O(orders + fills²).
    public mutating func simulate(
        _ orders: borrowing [OrderRecord], tick: Int, at time: EventTime, midPrice: Decimal,
        _ symbols: borrowing SymbolTable, into fills: inout [Fill]
    ) throws(DecimalError) {
        due.removeAll(keepingCapacity: true)
        texts.removeAll()
        for index in orders.indices where orders[index].state == .open {
            let order = orders[index]
            let fills = try isFilled(
                order.id.side, limit: order.price, placedTick: order.placedTick, tick: tick, midPrice: midPrice)
            if fills { insert(order, at: time, symbols) }
        }
        for entry in due { fills.append(entry.fill) }
    }

    /// Inserts behind every id that is not greater.
    private mutating func insert(_ order: OrderRecord, at time: EventTime, _ symbols: borrowing SymbolTable) {
        let start = texts.count
        texts.append(order.id, symbols)
        let fill = Fill(
            time: time, symbol: order.id.symbol, side: order.id.side, price: order.price, quantity: order.quantity,
            origin: .order(order.id))
        let entry = Due(fill: fill, start: start, end: texts.count)
        var position = due.count
        while position > 0, precedes(entry, due[position - 1]) { position -= 1 }
        due.insert(entry, at: position)
    }

    private func precedes(_ left: Due, _ right: Due) -> Bool {
        let base = texts.bytes.baseAddress!
        let leftCount = left.end - left.start
        let rightCount = right.end - right.start
        let order = memcmp(base + left.start, base + right.start, min(leftCount, rightCount))
        return order != 0 ? order < 0 : leftCount < rightCount
    }
}
