// The resting orders of one symbol, as the strategy knows them.
//
// Only resting orders are kept, in the order in which they were placed; of the others there is a
// count per state. The reference keeps every record for ever, but nothing it does looks at one
// that no longer rests.

import DecimalArithmetic
import Domain

public struct SymbolOrders: Sendable {
    /// Resting orders in order of placement.
    public private(set) var resting: [OrderRecord] = []
    /// Evaluations so far.
    public private(set) var tickCounter = 0
    /// What rests, kept beside `resting` so that a tick need not walk it.
    public private(set) var coverage = GridCoverage()
    private var terminalCounts = InlineArray<7, Int>(repeating: 0)

    public init() {}

    /// Orders that reached `state` (resting states: orders in it now).
    public func count(in state: OrderState) -> Int {
        state.isResting ? resting.count { $0.state == state } : terminalCounts[Int(state.code)]
    }

    /// Takes the content of `other` without sharing its storage, so that both can go on changing in place.
    public mutating func assign(_ other: borrowing SymbolOrders) {
        resting.removeAll(keepingCapacity: true)
        for index in other.resting.indices { resting.append(other.resting[index]) }
        tickCounter = other.tickCounter
        coverage = other.coverage
        terminalCounts = other.terminalCounts
    }

    /// Ends one evaluation: `outcomes[i]` is what became of `actions[i]`.
    @inline(__always)
    public mutating func commit(_ actions: borrowing [ExecutionAction], _ outcomes: borrowing [OrderOutcome]) {
        precondition(actions.count == outcomes.count, "every action has exactly one outcome")
        tickCounter += 1
        for index in actions.indices { commit(actions[index], outcomes[index]) }
    }

    private mutating func commit(_ action: ExecutionAction, _ outcome: OrderOutcome) {
        switch (action, outcome) {
        case (.place(_, let price, _, _), .placed(let id, let quantity)):
            resting.append(
                OrderRecord(id: id, price: price, quantity: quantity, state: .open, placedTick: tickCounter))
            coverage = GridCoverage(resting)
        case (.cancel(let id, _), .cancelled):
            leave(id, as: .cancelled)
        case (.place, .ignored), (.place, .skipped), (.place, .refused):
            break
        default:
            preconditionFailure("an outcome that does not belong to its action")
        }
    }

    /// An order was filled completely.
    public mutating func fill(_ id: OrderID) { leave(id, as: .filled) }

    private mutating func leave(_ id: OrderID, as state: OrderState) {
        guard let index = resting.firstIndex(where: { $0.id.number == id.number }) else { return }
        resting.remove(at: index)
        coverage = GridCoverage(resting)
        terminalCounts[Int(state.code)] += 1
    }
}

/// Which levels of a grid have a resting order.
public struct GridCoverage: Sendable, Equatable, BitwiseCopyable {
    /// Bit i: level i + 1 rests.
    private var sell: UInt64 = 0
    private var buy: UInt64 = 0
    /// Whether the bits say everything: one order a level, levels 1 to 64.
    private var isExact = true

    public init() {}

    init(_ orders: [OrderRecord]) {
        for order in orders {
            guard 1...64 ~= order.id.level else {
                isExact = false
                continue
            }
            let bit: UInt64 = 1 << UInt64(order.id.level - 1)
            if (order.id.side == .sell ? sell : buy) & bit != 0 { isExact = false }
            if order.id.side == .sell { sell |= bit } else { buy |= bit }
        }
    }

    /// Whether exactly one order rests on each of SELL 1…`sellLevels` and BUY 1…`buyLevels`, and none elsewhere.
    @inline(__always)
    public func isExactly(sellLevels: Int, buyLevels: Int) -> Bool {
        isExact && sell == Self.mask(sellLevels) && buy == Self.mask(buyLevels) && max(sellLevels, buyLevels) <= 64
    }

    @inline(__always)
    private static func mask(_ levels: Int) -> UInt64 { levels >= 64 ? .max : (1 << UInt64(max(levels, 0))) - 1 }
}

/// What became of one action at the port.
public enum OrderOutcome: Sendable {
    case placed(OrderID, quantity: Decimal)
    case cancelled
    /// A placement with a zero price or quantity.
    case ignored
    /// A placement that a pre-trade check refused; an event of the tick says why.
    case skipped
    /// A placement that passed every check of the tick and was stopped at the port by the instance's state.
    case refused(SendRefusal)
}
