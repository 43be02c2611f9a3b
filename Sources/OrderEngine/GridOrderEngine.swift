// Plan in, orders out, in one call: reconciler, pre-trade checks and port for a caller that has no
// process boundary between deciding and executing. The workers run the same parts on two sides.

import Domain

public struct GridOrderEngine<Port: OrderPort> {
    private var reconciler: GridReconciler
    public private(set) var gateway: OrderGateway<Port>
    /// Actions and events of the last evaluation; reused.
    public private(set) var actions: [ExecutionAction] = []
    public private(set) var events: [ExecutionEvent] = []
    private var outcomes: [OrderOutcome] = []

    public init(pricePrecision: Int, quantityPrecision: Int, checks: PreTradeChecks, port: Port) {
        reconciler = GridReconciler(pricePrecision: pricePrecision, quantityPrecision: quantityPrecision)
        gateway = OrderGateway(checks: checks, port: port)
    }

    /// Brings the orders of `symbol` to the plan: execution specification, sections 4 and 5.
    /// On an error `orders` is as before, and the port keeps what was already done.
    public mutating func evaluate(
        _ plan: borrowing GridPlan, symbol: SymbolID, _ orders: inout SymbolOrders, at time: EventTime,
        book: BookImpact?, _ symbols: borrowing SymbolTable
    ) throws(OrderEngineError) {
        actions.removeAll(keepingCapacity: true)
        events.removeAll(keepingCapacity: true)
        outcomes.removeAll(keepingCapacity: true)
        events.append(try reconciler.reconcile(plan, orders, into: &actions))
        try gateway.execute(
            actions, symbol: symbol, at: time, book: book, symbols, outcomes: &outcomes, events: &events)
        orders.commit(actions, outcomes)
    }
}

extension GridPlan {
    /// SHA-256 of the members that make a grid: execution specification, section 2.
    public var digest: Digest256 {
        var buffer = ByteBuffer(capacity: 512)
        buffer.appendDigestView(of: self)
        return SHA256.hash(buffer.bytes)
    }
}
