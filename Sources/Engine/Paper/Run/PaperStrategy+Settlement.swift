// What the strategy does once it knows what became of its actions: paper specification, section 6, steps
// behind the execution. Everything that follows from fills is decided here.

import DecimalArithmetic
import Domain
import OrderEngine
import Risk

extension PaperStrategy {
    /// The mid price of the snapshot that was decided last.
    @inline(__always)
    public var midPrice: Decimal { open.midPrice }

    /// Whether the orders of the decision that was settled last stand, also when settling it failed.
    @inline(__always)
    public var keepsOrders: Bool { open.keepsOrders }

    /// Completes the decision that was to be executed.
    /// - Parameters:
    ///   - outcomes: of the actions, in their order; complete unless the orders failed.
    ///   - output: the decision, with the fills.
    @inline(__always)
    public mutating func settle(
        _ report: PaperExecutionReport, _ outcomes: borrowing [OrderOutcome], into output: inout PaperOutput
    ) throws(TickFailure) {
        if case .ordersFailed(let fault) = report { throw TickFailure(fault) }
        do throws(DecimalError) {
            // v1 accounts for what it asked for before it looks at what came of it.
            try gates.record(output.tick.actions, symbol: open.symbol, atMs: open.timeMs, placed: &counters.ordersPlaced)
            orders[at: open.position].commit(output.tick.actions, outcomes)
        } catch {
            throw TickFailure(EventFault(error))
        }
        open.keepsOrders = true
        if case .fillsFailed(let fault) = report { throw TickFailure(fault) }
        do throws(DecimalError) {
            try book(&output)
        } catch {
            throw TickFailure(EventFault(error))
        }
        counters.count(output)
    }

    private mutating func book(_ output: inout PaperOutput) throws(DecimalError) {
        for index in output.fills.indices {
            if case .order(let id) = output.fills[index].origin { orders[at: open.position].fill(id) }
        }
        try account.apply(output.fills)
        // Without a fill it is what it was before the gates.
        if !output.fills.isEmpty {
            output.pnl = try pnl(open.symbol, named: output.tick.symbol, at: output.tick.time, open.midPrice)
        }
        if let cycle, !output.fills.isEmpty {
            _ = try cycle.process(output.fills, addsAllowed: true, into: &output.cycleIntents)
        }
        if options.killSwitchEnabled, let (check, tripped) = try account.checkDrawdown(atMs: open.timeMs) {
            output.drawdownCheck = check
            output.killSwitchTriggered = tripped
        }
    }

    /// The resting order of the open decision's symbol with this number; nil when there is none.
    public func restingOrder(_ number: Int) -> OrderID? {
        orders[at: open.position].resting.first { $0.id.number == number }?.id
    }
}
