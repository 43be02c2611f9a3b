// A whole fixture through the paper engine: a selection pass over all events, then the trading pass.
// Paper specification, section 5. Errors of the first pass end the run; errors of the second cost
// their tick.

import Domain

public struct PaperRun: ~Copyable {
    public typealias Options = PaperSink.Options

    var engine: PaperEngine
    var symbols: SymbolTable
    private let input: PaperInput
    private var sink: PaperSink

    /// Runs `fixture` on a fresh engine. Throws `ParameterError` and the like for options that no engine
    /// can work with, and `PaperRunError` for events that v1 does not tolerate.
    public static func run(
        _ fixture: Fixture, _ options: PaperOptions, _ keep: Options = Options()
    ) throws -> (result: PaperResult, symbols: SymbolTable) {
        var symbols = fixture.symbols
        let engine = try PaperEngine(
            options, constraints: options.constraintSource().constraints, &symbols)
        let input = try PaperInput(fixture, options, &symbols)
        var run = PaperRun(engine, symbols, input, keep)
        try run.run(fixture)
        return run.finish(events: fixture.events.count)
    }

    init(_ engine: consuming PaperEngine, _ symbols: SymbolTable, _ input: PaperInput, _ keep: Options) {
        self.engine = engine
        self.symbols = symbols
        self.input = input
        sink = PaperSink(keep)
    }

    private mutating func run(_ fixture: Fixture) throws {
        if fixture.events.isEmpty { return }
        try engine.strategy.beginSelection()
        for index in fixture.events.indices {
            if fixture.events[index].kind == .depth {
                apply(fixture.events[index])
            } else {
                try engine.strategy.observe(fixture.events[index], symbols)
            }
        }
        try engine.strategy.beginTrading(symbols)
        // Not a member: while the sink is a member too, its reading would copy the output.
        var output = PaperOutput()
        for index in fixture.events.indices { trade(fixture.events[index], &output) }
    }

    @inline(__always)
    private mutating func apply(_ event: borrowing MarketEvent) {
        let book = input.books[Int(event.depthRecord)]
        engine.apply(book.impact, of: book.symbol)
    }

    @inline(__always)
    mutating func trade(_ event: borrowing MarketEvent, _ output: inout PaperOutput) {
        switch event.kind {
        case .unhandled: return
        case .depth: apply(event)
        case .rejected: fail(event, TickFailure(event.fault, field: event.field))
        case .snapshot:
            do throws(TickFailure) {
                if try engine.process(event, symbols, into: &output) { sink.append(output, symbols) }
            } catch {
                fail(event, error)
            }
        }
    }

    private mutating func fail(_ event: borrowing MarketEvent, _ failure: TickFailure) {
        sink.fail(EventFailure(time: event.time, fault: failure.fault, field: failure.field))
    }

    consuming func finish(events: Int) -> (result: PaperResult, symbols: SymbolTable) {
        var result = PaperResult()
        result.eventsProcessed = events
        sink.finish(into: &result)
        engine.strategy.report(into: &result)
        return (result, symbols)
    }
}
