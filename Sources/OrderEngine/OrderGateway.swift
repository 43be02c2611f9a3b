// The execution side of one tick: every action through the checks to the port. Execution
// specification, section 5. It knows nothing of plans; what it did comes back as outcomes.

import DecimalArithmetic
import Domain

public struct OrderGateway<Port: OrderPort> {
    public var checks: PreTradeChecks
    public var port: Port

    public init(checks: PreTradeChecks, port: Port) {
        self.checks = checks
        self.port = port
    }

    /// Carries out the actions in order; `outcomes[i]` belongs to `actions[i]`. Skips are appended to `events`.
    /// On an error the port keeps what was already done, as in the reference.
    @inline(__always)
    public mutating func execute(
        _ actions: borrowing [ExecutionAction], symbol: SymbolID, at time: EventTime, book: BookImpact?,
        _ symbols: borrowing SymbolTable, outcomes: inout [OrderOutcome], events: inout [ExecutionEvent]
    ) throws(OrderEngineError) {
        for index in actions.indices {
            let outcome = try execute(actions[index], symbol: symbol, at: time, book: book, symbols, &events)
            outcomes.append(outcome)
        }
    }

    private mutating func execute(
        _ action: ExecutionAction, symbol: SymbolID, at time: EventTime, book: BookImpact?,
        _ symbols: borrowing SymbolTable, _ events: inout [ExecutionEvent]
    ) throws(OrderEngineError) -> OrderOutcome {
        switch action {
        case .cancel(let id, _):
            // v1 believes in its own cancels: the port's answer changes nothing.
            _ = port.cancel(id)
            return .cancelled
        case .place(let key, let price, let quantity, _):
            guard price.isSet, quantity.isSet else { return .ignored }
            do throws(DecimalError) {
                switch try checks.check(
                    key, price: price, quantity: quantity, at: time, symbol: symbol, book: book, symbols)
                {
                case .skip(let event):
                    events.append(event)
                    return .skipped
                case .pass(let allowed):
                    switch port.place(key, price: price, quantity: allowed, symbol: symbol, at: time) {
                    case .placed(let id): return .placed(id, quantity: allowed)
                    case .refused(let refusal): return .refused(refusal)
                    }
                }
            } catch {
                throw .decimal(error)
            }
        }
    }
}
