// The deciding half of the replay pipeline: market event in, actions out. Pure: no clock, no I/O;
// the same code runs in one process and inside the strategy worker.

import DecimalArithmetic
import Domain
import OrderEngine
import Policies

public struct ReplayStrategy: Sendable {
    private let filter = HardFilter()
    private let policy: StaticGridPolicy
    private var reconciler: GridReconciler
    private var orders = SymbolMap<SymbolOrders>()

    public init(_ options: ReplayOptions) throws(ParameterError) {
        policy = try options.policy()
        reconciler = GridReconciler(
            pricePrecision: options.pricePrecision, quantityPrecision: options.quantityPrecision)
    }

    /// Decides one snapshot. On return `output` holds the filter's word and, if it passed, the plan,
    /// the actions and the summary event. Returns whether the actions are to be executed.
    @inline(__always)
    public mutating func decide(
        _ event: borrowing MarketEvent, identity: SymbolID, into output: inout TickOutput
    ) throws(OrderEngineError) -> Bool {
        let quote: Quote
        let spreadBps: Double
        do throws(DecimalError) {
            quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
            spreadBps = try quote.spreadBps(comparableWith: filter.spreadBpsMax)
        } catch {
            throw .decimal(error)
        }
        let decision = filter.evaluate(.assumed(spreadBps: spreadBps))
        output.reset(time: event.time, symbol: event.symbol, filter: decision)
        guard decision.allowed else { return false }
        let position = orders.position(of: identity, or: SymbolOrders())
        let plan = policy.plan(midPrice: quote.midPrice)
        let summary = try reconciler.reconcile(plan, orders[at: position], into: &output.actions)
        output.plan = plan
        output.events.append(summary)
        return true
    }

    /// Takes back what became of the actions of the last decision.
    @inline(__always)
    public mutating func commit(
        _ actions: borrowing [ExecutionAction], _ outcomes: borrowing [OrderOutcome], identity: SymbolID
    ) {
        guard let position = orders.position(of: identity) else { preconditionFailure("commits follow decisions") }
        orders[at: position].commit(actions, outcomes)
    }
}
