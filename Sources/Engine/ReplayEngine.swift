// The whole replay pipeline in one process: replay specification, sections 2 and 3. Both halves,
// `ReplayStrategy` and the order gateway, are the ones that the workers run.

import Domain
import OrderEngine
import Policies

public struct ReplayEngine: ~Copyable {
    private var strategy: ReplayStrategy
    private var gateway = OrderGateway(checks: PreTradeChecks(), port: StubPort())
    private var output = TickOutput()
    private var outcomes: [OrderOutcome] = []

    public init(_ options: ReplayOptions = ReplayOptions()) throws(ParameterError) {
        strategy = try ReplayStrategy(options)
    }

    /// Runs a fixture to its end. State stays: a second run on the same engine continues the first.
    public mutating func run(_ fixture: borrowing Fixture, _ options: OutputSink.Options = .init()) -> RunResult {
        var sink = OutputSink(options)
        for index in fixture.events.indices {
            step(fixture.events[index], fixture.symbols, &sink)
        }
        return sink.finish(eventsProcessed: fixture.events.count)
    }

    /// One event.
    @inline(__always)
    mutating func step(_ event: borrowing MarketEvent, _ symbols: borrowing SymbolTable, _ sink: inout OutputSink) {
        switch event.kind {
        case .unhandled, .depth: return
        case .rejected: sink.fail(EventFailure(time: event.time, fault: event.fault, field: event.field))
        case .snapshot:
            do throws(OrderEngineError) {
                try process(event, symbols)
                sink.append(output, symbols)
            } catch {
                sink.fail(EventFailure(time: event.time, fault: error.fault))
            }
        }
    }

    @inline(__always)
    private mutating func process(
        _ event: borrowing MarketEvent, _ symbols: borrowing SymbolTable
    ) throws(OrderEngineError) {
        let identity = symbols.identity(event.symbol)
        guard try strategy.decide(event, identity: identity, into: &output) else { return }
        if !outcomes.isEmpty { outcomes.removeAll(keepingCapacity: true) }
        try gateway.execute(
            output.actions, symbol: event.symbol, at: event.time, book: nil, symbols,
            outcomes: &outcomes, events: &output.events)
        strategy.commit(output.actions, outcomes, identity: identity)
    }
}
