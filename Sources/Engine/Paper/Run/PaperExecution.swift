// The executing half of the paper pipeline: actions of a decision in, outcomes and fills out. Paper
// specification, section 6 steps 17 and 20. The same code runs in one process and inside the execution
// worker.
//
// The tick-delay fill model looks at what rests, so this half keeps its own picture of the orders. The
// strategy may still drop a tick after it was executed, and with it the orders: until it has spoken, the
// tick's orders are a draft.

import DecimalArithmetic
import Domain
import OrderEngine

/// How far the execution of a decision came.
public enum PaperExecutionReport: Sendable, Equatable {
    /// Every action has an outcome, and the fills are complete.
    case executed
    /// The port or a check before it failed; what went out before stays out.
    case ordersFailed(EventFault)
    /// Every action has an outcome, but the fills cannot be told.
    case fillsFailed(EventFault)
}

public struct PaperExecution<Port: OrderPort>: ~Copyable {
    private var gateway: OrderGateway<Port>
    private let immediateFills: ImmediateFills
    private var pendingFills: PendingFills
    private let fillsAtOnce: Bool
    /// The newest book of each symbol that was announced.
    private var books = SymbolMap<BookImpact>()
    /// What rests, by symbol; only the tick-delay model keeps it.
    private var orders = SymbolMap<SymbolOrders>()
    private var draft = SymbolOrders()
    private var draftPosition: Int?
    /// What became of the actions of the last decision, in their order.
    public private(set) var outcomes: [OrderOutcome] = []

    /// - Parameter constraints: quantity constraints by symbol text; nil when they are off.
    public init(_ options: PaperOptions, constraints: [String: QuantityConstraint]?, port: Port) {
        gateway = OrderGateway(
            checks: PreTradeChecks(l2Guard: options.l2GuardEnabled ? options.l2Guard : nil, constraints: constraints),
            port: port)
        immediateFills = ImmediateFills(options.fillMode)
        pendingFills = PendingFills(afterTicks: options.fillAfterTicks)
        fillsAtOnce = options.fillAfterTicks == 0
    }

    /// Where the orders go.
    public var port: Port {
        _read { yield gateway.port }
        _modify { yield &gateway.port }
    }

    /// Takes the newest book of a symbol.
    @inline(__always)
    public mutating func apply(_ book: BookImpact, of symbol: SymbolID) { books.set(book, for: symbol) }

    /// Carries out the actions of `output` and adds skips and fills to it. O(actions + resting orders).
    public mutating func execute(
        _ output: inout PaperOutput, midPrice: Decimal, _ symbols: borrowing SymbolTable
    ) -> PaperExecutionReport {
        let symbol = symbols.identity(output.tick.symbol)
        if !outcomes.isEmpty { outcomes.removeAll(keepingCapacity: true) }
        do throws(OrderEngineError) {
            try gateway.execute(
                output.tick.actions, symbol: output.tick.symbol, at: output.tick.time, book: books[symbol], symbols,
                outcomes: &outcomes, events: &output.tick.events)
        } catch {
            return .ordersFailed(error.fault)
        }
        do throws(DecimalError) {
            if fillsAtOnce {
                try immediateFills.simulate(
                    output.tick.actions, symbol: output.tick.symbol, at: output.tick.time, midPrice: midPrice,
                    into: &output.fills)
                dropRefused(&output.fills)
            } else {
                try fillResting(symbol, &output, midPrice, symbols)
            }
        } catch {
            return .fillsFailed(EventFault(error))
        }
        return .executed
    }

    /// An order that the state of the instance stopped at the port fills nothing. v1 knows no such orders: those that
    /// its own checks skip do fill.
    private func dropRefused(_ fills: inout [Fill]) {
        for position in fills.indices.reversed() {
            guard case .action(let index) = fills[position].origin, case .refused = outcomes[index] else { continue }
            fills.remove(at: position)
        }
    }

    private mutating func fillResting(
        _ symbol: SymbolID, _ output: inout PaperOutput, _ midPrice: Decimal, _ symbols: borrowing SymbolTable
    ) throws(DecimalError) {
        let position = orders.position(of: symbol, or: SymbolOrders())
        draftPosition = position
        draft.assign(orders[at: position])
        draft.commit(output.tick.actions, outcomes)
        try pendingFills.simulate(
            draft.resting, tick: draft.tickCounter, at: output.tick.time, midPrice: midPrice, symbols,
            into: &output.fills)
        for fill in output.fills {
            if case .order(let id) = fill.origin { draft.fill(id) }
        }
    }

    /// The strategy's last word on the tick that was executed.
    /// - Parameter keepsOrders: whether its orders stand, also when its output is lost.
    @inline(__always)
    public mutating func settle(keepsOrders: Bool) {
        guard let position = draftPosition else { return }
        if keepsOrders { swap(&orders[at: position], &draft) }
        draftPosition = nil
    }
}
