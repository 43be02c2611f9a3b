// The immediate fill model (fill_after_ticks = 0): paper specification, section 10.1.
//
// It looks at the actions of the tick, not at what became of them: an order that the L2 guard or the
// constraints skipped fills all the same, and an order from an earlier tick is never looked at again.

import DecimalArithmetic
import Domain

public enum FillMode: Sendable, Equatable, CaseIterable {
    /// Fills when the mid price touches or crosses the limit.
    case crossing
    /// Fills always.
    case instant

    /// Every name but `crossing` means instant, as in the reference.
    public init(name: String) { self = name == "crossing" ? .crossing : .instant }
}

public struct ImmediateFills: Sendable {
    public let mode: FillMode

    public init(_ mode: FillMode = .crossing) { self.mode = mode }

    /// Whether an order with this limit fills at once. Without a mid price every order does.
    @inline(__always)
    public func isFilled(_ side: OrderSide, limit: Decimal, midPrice: Decimal?) throws(DecimalError) -> Bool {
        guard mode == .crossing, let midPrice else { return true }
        return try side.isReached(limit: limit, midPrice: midPrice)
    }

    /// Appends a fill for every PLACE action that fills. A zero price has no text in an action's
    /// document, and reading it back fails the tick: `syntax`. So does a zero quantity, but only of an action that fills.
    /// O(actions).
    public func simulate(
        _ actions: borrowing [ExecutionAction], symbol: SymbolID, at time: EventTime, midPrice: Decimal?,
        into fills: inout [Fill]
    ) throws(DecimalError) {
        for index in actions.indices {
            guard case .place(let key, let price, let quantity, _) = actions[index] else { continue }
            guard price.isSet else { throw .syntax }
            guard try isFilled(key.side, limit: price, midPrice: midPrice) else { continue }
            guard quantity.isSet else { throw .syntax }
            fills.append(
                Fill(
                    time: time, symbol: symbol, side: key.side, price: price, quantity: quantity,
                    origin: .action(index: index)))
        }
    }
}

extension OrderSide {
    /// Whether the mid price touches or crosses a limit of this side.
    @inline(__always)
    func isReached(limit: Decimal, midPrice: Decimal) throws(DecimalError) -> Bool {
        switch self {
        case .buy: try !midPrice.isGreater(than: limit)
        case .sell: try !midPrice.isLess(than: limit)
        }
    }
}
