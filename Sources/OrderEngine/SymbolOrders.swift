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
    private var terminalCounts = InlineArray<7, Int>(repeating: 0)

    public init() {}

    /// Orders that reached `state` (resting states: orders in it now).
    public func count(in state: OrderState) -> Int {
        state.isResting ? resting.count { $0.state == state } : terminalCounts[Int(state.code)]
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
        case (.cancel(let id, _), .cancelled):
            leave(id, as: .cancelled)
        case (.place, .ignored), (.place, .skipped):
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
        terminalCounts[Int(state.code)] += 1
    }
}

/// What became of one action at the port.
public enum OrderOutcome: Sendable {
    case placed(OrderID, quantity: Decimal)
    case cancelled
    /// A placement with a zero price or quantity.
    case ignored
    /// A placement that a pre-trade check refused; an event of the tick says why.
    case skipped
}
