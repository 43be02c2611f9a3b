// A journalled paper run, run again in this process: both passes of the market stream through the two halves that
// the workers run.

import CGrinder
import Domain
import Engine
import OrderEngine

/// Strategy and execution in one. Made with the first record that is no definition: by then every symbol is known.
struct PaperJournalReplay: ~Copyable {
    private typealias Execution = PaperExecution<PermittedPort<StubPort, RecordedPermit>>
    private enum Pass { case none, selection, trading }

    private var strategy: PaperStrategy
    private var execution: Execution
    private var pass = Pass.none
    private var output = PaperOutput()
    private(set) var definitions: RecordDefinitions
    /// Events of the trading pass so far.
    private(set) var events = 0

    init(_ options: PaperOptions, _ permit: RecordedPermit, _ definitions: RecordDefinitions) throws {
        var symbols = definitions.symbols
        let strategy = try PaperStrategy(options, &symbols)
        if symbols.count != definitions.symbols.count {
            throw WorkerInterruption.corrupt(RecordError("an event before the symbols that the options name"))
        }
        self.strategy = strategy
        execution = Execution(
            options, constraints: options.constraintSource().constraints,
            port: PermittedPort(StubPort(), permit: permit))
        self.definitions = definitions
    }

    /// Takes one market record; the number of events of the source when it is the last.
    mutating func step(_ record: UnsafePointer<gr_record_t>, _ sink: inout PaperSink) throws -> Int? {
        let kind = Int(record.pointee.kind)
        if RecordDefinitions.isDefinition(kind) {
            do throws(RecordError) { try definitions.absorb(record) } catch { throw WorkerInterruption.corrupt(error) }
            return nil
        }
        if pass == .none, kind != GR_RECORD_END {
            pass = .selection
            try strategy.beginSelection()
        }
        if pass == .trading { events += 1 }
        switch kind {
        case GR_RECORD_SNAPSHOT, GR_RECORD_WIDE_SNAPSHOT:
            let event = try definitions.snapshot(record)
            if pass == .trading { trade(event, &sink) } else { try strategy.observe(event, definitions.symbols) }
        case GR_RECORD_BOOK:
            let book = try definitions.book(record)
            strategy.apply(book.impact, of: book.symbol)
            execution.apply(book.impact, of: book.symbol)
        case GR_RECORD_UNHANDLED: break
        case GR_RECORD_FAULT: try reject(record, &sink)
        case GR_RECORD_PASS_END:
            try strategy.beginTrading(definitions.symbols)
            pass = .trading
        case GR_RECORD_END: return try definitions.end(record)
        default:
            throw WorkerInterruption.corrupt(
                RecordError("a kind that does not belong on the market ring", UInt64(record.pointee.kind)))
        }
        return nil
    }

    private mutating func trade(_ event: borrowing MarketEvent, _ sink: inout PaperSink) {
        do throws(TickFailure) {
            switch try strategy.decide(event, definitions.symbols, into: &output) {
            case .passedOver: return
            case .complete: break
            case .execute:
                let report = execution.execute(&output, midPrice: strategy.midPrice, definitions.symbols)
                defer { execution.settle(keepsOrders: strategy.keepsOrders) }
                try strategy.settle(report, execution.outcomes, into: &output)
            }
            sink.append(output, definitions.symbols)
        } catch {
            sink.fail(EventFailure(time: event.time, fault: error.fault, field: error.field))
        }
    }

    /// An event that the feed could not read.
    private mutating func reject(_ record: UnsafePointer<gr_record_t>, _ sink: inout PaperSink) throws {
        let failure = try definitions.failure(record)
        guard pass != .trading else {
            return sink.fail(EventFailure(time: failure.time, fault: failure.fault, field: failure.field))
        }
        try strategy.observe(
            .rejected(failure.fault, failure.field ?? .ts, at: failure.time), definitions.symbols)
    }

    func report(into result: inout PaperResult) { strategy.report(into: &result) }
}
