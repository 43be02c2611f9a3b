// A journalled run, run again in this process: the market records through the code of the strategy and of
// the execution, without rings and without waiting. What the permit words refused then is refused again.
//
// It reads the market stream, and of the reports only the refusals: everything else is computed anew, which
// is the point.

import CGrinder
import Domain
import Engine
import Journal
import OrderEngine

public struct JournalReplay: Sendable {
    public var result: RunResult
    /// Texts that the result's failures refer to.
    public var symbols: SymbolTable
    /// What the run itself came to; nil when it did not come to its end.
    public var recorded: RunResult?
    /// Paper: the digest over all members, now and of the run; nil where the run took none.
    public var fullDigests: (now: Digest256, recorded: Digest256)?
    /// Whether the market stream has its end.
    public var isComplete: Bool
    public var tornTail: TornTail?

    /// Whether the digest and the counts are those of the run; nil when it left none.
    public var isIdentical: Bool? {
        recorded.map {
            $0.digest == result.digest && $0.outputs == result.outputs && $0.eventsProcessed == result.eventsProcessed
                && fullDigests.map { $0.now == $0.recorded } ?? true
        }
    }

    /// Replays the journal in `directory`.
    public static func run(_ directory: String) throws -> JournalReplay {
        let reader = try JournalReader(directory: directory)
        guard let configuration = try page(reader, .configuration, as: gr_run_configuration_t.self) else {
            throw ParameterError("journal", "has no run configuration: its run was never started")
        }
        switch Int(configuration.pipeline) {
        case GR_PIPELINE_REPLAY: return try replay(reader, configuration)
        case GR_PIPELINE_PAPER: return try paper(reader, configuration)
        default: throw ParameterError("pipeline", "is unknown")
        }
    }

    private static func replay(_ reader: JournalReader, _ configuration: gr_run_configuration_t) throws -> JournalReplay {
        let options = try RunConfiguration.replayOptions(configuration)
        var loop = JournalReplayLoop(
            try ReplayStrategy(options), RecordedPermit(refusals: try refusals(reader)))
        var sink = OutputSink()
        var market = try JournalledMarket(reader, configuration, conflatesFromStart: true)
        var events: Int?
        while events == nil, let record = try market.next() {
            do throws(WorkerInterruption) {
                events = try loop.step(record, &sink)
            } catch {
                guard case .corrupt(let problem) = error else { throw error }
                throw problem
            }
        }
        return JournalReplay(
            result: sink.finish(eventsProcessed: events ?? loop.events), symbols: loop.definitions.symbols,
            recorded: try page(reader, .result, as: gr_run_result_t.self).map { RunOutcome.result(of: $0).result },
            isComplete: events != nil, tornTail: market.tornTail)
    }

    private static func paper(_ reader: JournalReader, _ configuration: gr_run_configuration_t) throws -> JournalReplay {
        var keep = PaperSink.Options()
        keep.takesFullDigest = configuration.keeps & UInt32(GR_KEEPS_FULL_DIGEST) != 0
        var sink = PaperSink(keep)
        var market = try JournalledMarket(reader, configuration, conflatesFromStart: false)
        var definitions = RecordDefinitions()
        var record = try market.next()
        while let found = record, RecordDefinitions.isDefinition(Int(found.pointee.kind)) {
            try definitions.absorb(found)
            record = try market.next()
        }
        var run = try PaperJournalReplay(
            try paperOptions(reader, configuration), RecordedPermit(refusals: try refusals(reader)), definitions)
        var events: Int?
        while events == nil, let found = record {
            events = try run.step(found, &sink)
            record = try market.next()
        }
        var result = PaperResult()
        result.eventsProcessed = events ?? run.events
        sink.finish(into: &result)
        run.report(into: &result)
        let recorded = try page(reader, .result, as: gr_run_result_t.self).map(RunOutcome.result)
        return JournalReplay(
            result: result.run, symbols: run.definitions.symbols, recorded: recorded?.result,
            fullDigests: keep.takesFullDigest ? recorded.map { (result.fullDigest, $0.fullDigest) } : nil,
            isComplete: events != nil, tornTail: market.tornTail)
    }

    private static func paperOptions(
        _ reader: JournalReader, _ configuration: gr_run_configuration_t
    ) throws -> PaperOptions {
        var cursor = try reader.cursor(of: .configuration, from: 1)
        guard let record = try cursor.next(), let length = Int(exactly: configuration.options_length),
            length <= cursor.size
        else { throw ParameterError("options", "are not in the journal: its run was never started") }
        // The journal pads records.
        return try PaperOptions(stored: UnsafeRawBufferPointer(start: record, count: length))
    }

    /// The one record of a stream that holds a page.
    private static func page<Page: BitwiseCopyable>(
        _ reader: JournalReader, _ stream: JournalStream, as type: Page.Type
    ) throws(JournalError) -> Page? {
        var cursor = try reader.cursor(of: stream)
        guard let record = try cursor.next() else { return nil }
        guard cursor.size >= MemoryLayout<Page>.size else {
            throw .option("the journal's \(stream) has \(cursor.size) bytes, expected \(MemoryLayout<Page>.size)")
        }
        return record.loadUnaligned(as: Page.self)
    }

    /// The placements that were refused, by their number among all that were asked.
    private static func refusals(_ reader: JournalReader) throws(JournalError) -> [(number: UInt64, SendRefusal)] {
        var cursor = try reader.cursor(of: .report)
        var asked: UInt64 = 0
        var refusals: [(number: UInt64, SendRefusal)] = []
        while let record = try cursor.next(as: gr_record_t.self) {
            guard Int(record.pointee.kind) == GR_RECORD_OUTCOME,
                let answer = RecordWriter.answer(record.as(gr_outcome_t.self))
            else { continue }
            if let refusal = answer { refusals.append((asked, refusal)) }
            asked += 1
        }
        return refusals
    }
}

/// Answers as the permit words did when the run was recorded.
struct RecordedPermit: SendPermit {
    private let refusals: [(number: UInt64, SendRefusal)]
    private var next = 0
    private var asked: UInt64 = 0

    init(refusals: [(number: UInt64, SendRefusal)]) { self.refusals = refusals }

    mutating func refusalOfPlacement() -> SendRefusal? {
        defer { asked += 1 }
        guard next < refusals.count, refusals[next].number == asked else { return nil }
        next += 1
        return refusals[next - 1].1
    }

    mutating func refusalOfCancel() -> SendRefusal? { nil }
}

/// Strategy and execution in one.
private struct JournalReplayLoop: ~Copyable {
    private var strategy: ReplayStrategy
    private var gateway: OrderGateway<PermittedPort<StubPort, RecordedPermit>>
    private(set) var definitions = RecordDefinitions()
    private var output = TickOutput()
    private var outcomes: [OrderOutcome] = []
    /// Events so far.
    private(set) var events = 0

    init(_ strategy: ReplayStrategy, _ permit: RecordedPermit) {
        self.strategy = strategy
        gateway = OrderGateway(checks: PreTradeChecks(), port: PermittedPort(StubPort(), permit: permit))
    }

    /// Takes one market record; the number of events of the source when it is the last.
    @inline(__always)
    mutating func step(_ record: UnsafePointer<gr_record_t>, _ sink: inout OutputSink) throws(WorkerInterruption) -> Int? {
        switch Int(record.pointee.kind) {
        case GR_RECORD_SNAPSHOT, GR_RECORD_WIDE_SNAPSHOT:
            let event = try definitions.snapshot(record)
            events += 1
            do throws(OrderEngineError) {
                try process(event)
                sink.append(output, definitions.symbols)
            } catch {
                sink.fail(EventFailure(time: event.time, fault: error.fault))
            }
        case GR_RECORD_TEXT, GR_RECORD_TEXT_CHUNK, GR_RECORD_WIDE, GR_RECORD_SOURCE:
            do throws(RecordError) { try definitions.absorb(record) } catch { throw .corrupt(error) }
        case GR_RECORD_UNHANDLED: events += 1
        case GR_RECORD_FAULT:
            let failure = try definitions.failure(record)
            events += 1
            sink.fail(EventFailure(time: failure.time, fault: failure.fault, field: failure.field))
        case GR_RECORD_END: return try definitions.end(record)
        default:
            throw .corrupt(RecordError("a kind that does not belong on the market ring", UInt64(record.pointee.kind)))
        }
        return nil
    }

    @inline(__always)
    private mutating func process(_ event: borrowing MarketEvent) throws(OrderEngineError) {
        let identity = definitions.symbols.identity(event.symbol)
        guard try strategy.decide(event, identity: identity, into: &output) else { return }
        if !outcomes.isEmpty { outcomes.removeAll(keepingCapacity: true) }
        try gateway.execute(
            output.actions, symbol: event.symbol, at: event.time, book: nil, definitions.symbols,
            outcomes: &outcomes, events: &output.events)
        strategy.commit(output.actions, outcomes, identity: identity)
    }
}
