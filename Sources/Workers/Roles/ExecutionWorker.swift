// The execution: the only worker that may write to an exchange. Decisions in, orders to the port,
// reports back; and, because it is the end of the chain, the digest of what came out.

import CGrinder
import Domain
import Engine
import OrderEngine
import Rings

enum ExecutionWorker {
    static func run(_ context: WorkerContext) throws {
        var loop = ExecutionLoop(
            intents: try context.reader(.intent), reports: try context.writer(.report),
            permit: RegionPermit(context.region.permits, mode: .paper), instruments: ExecutionInstruments(context))
        var options = OutputSink.Options()
        options.keepsTickDigests = context.configuration.keepsTickDigests
        options.keepsDocuments = context.configuration.keepsDocuments
        var sink = OutputSink(options)
        let events: Int
        do {
            events = try loop.run(context, &sink)
        } catch WorkerInterruption.stopped {
            loop.cancelOpenIfAsked(context)
            throw WorkerInterruption.stopped
        }
        let result = sink.finish(eventsProcessed: events)
        try RunOutcome.writeTrace(result, loop.symbols)
        RunOutcome.store(result, in: context.region)
    }
}

private struct ExecutionLoop: ~Copyable {
    private var intents: RecordReader
    private var reports: RecordWriter
    private var assembler = DecisionAssembler()
    private var output = TickOutput()
    private var gateway: OrderGateway<PermittedPort<StubPort, RegionPermit>>
    private var outcomes: [OrderOutcome] = []
    private var instruments: ExecutionInstruments

    init(
        intents: consuming RecordReader, reports: consuming RecordWriter, permit: RegionPermit,
        instruments: ExecutionInstruments
    ) {
        self.instruments = instruments
        self.intents = intents
        self.reports = reports
        gateway = OrderGateway(checks: PreTradeChecks(), port: PermittedPort(StubPort(), permit: permit))
    }

    var symbols: SymbolTable { intents.definitions.symbols }

    /// Until the decisions end; the number of events of the source.
    mutating func run(_ context: WorkerContext, _ sink: inout OutputSink) throws -> Int {
        context.begin(isRecovering: reports.isRecovering)
        while true {
            let record = try intents.next()
            switch Int(record.pointee.kind) {
            case GR_RECORD_FAULT:
                let failure = try intents.failure(record)
                instruments.note(failure.fault, failure.field)
                sink.fail(EventFailure(time: failure.time, fault: failure.fault, field: failure.field))
            case GR_RECORD_END:
                let events = try intents.end(record)
                intents.release()
                beat(context)
                return events
            default:
                if try assembler.take(record, intents, into: &output) { try execute(&sink) }
            }
            intents.release()
            beat(context)
        }
    }

    private mutating func execute(_ sink: inout OutputSink) throws {
        if !outcomes.isEmpty { outcomes.removeAll(keepingCapacity: true) }
        let tick = assembler.tick
        let isNews = !reports.isRecovering
        let receivedNs = gr_clock_monotonic_ns()
        if isNews {
            instruments.received(
                receivedNs: assembler.receiveTimeNs, decidedNs: assembler.decideTimeNs, nowNs: receivedNs)
        }
        gateway.port.permit.decisionFence = assembler.fence
        if _slowPath(!isNews) { try recallAnswers() }
        do throws(OrderEngineError) {
            if output.plan != nil {
                try gateway.execute(
                    output.actions, symbol: output.symbol, at: output.time, book: nil, intents.definitions.symbols,
                    outcomes: &outcomes, events: &output.events)
            }
        } catch {
            instruments.note(error.fault, nil)
            sink.fail(EventFailure(time: output.time, fault: error.fault))
            // A restarted worker must know which of its orders had left.
            try writeOutcomes(isNews)
            return try reports.writeTickDone(tick: tick, fault: error.fault)
        }
        try writeOutcomes(isNews)
        sink.append(output, intents.definitions.symbols)
        try reports.writeTickDone(tick: tick, fault: nil)
        reports.noteDepth()
        if isNews {
            instruments.executed(
                receivedNs: assembler.receiveTimeNs, executingNs: receivedNs, nowNs: gr_clock_monotonic_ns())
        }
    }

    private mutating func writeOutcomes(_ isNews: Bool) throws(WorkerInterruption) {
        for index in outcomes.indices {
            if isNews { instruments.count(outcomes[index]) }
            try reports.write(outcomes[index])
        }
    }

    /// The port's answers to a tick that was reported before.
    @inline(never)
    private mutating func recallAnswers() throws(WorkerInterruption) {
        gateway.port.permit.replay(try reports.recordedAnswers())
    }

    /// The supervisor gives up: nothing may stay at the port.
    mutating func cancelOpenIfAsked(_ context: WorkerContext) {
        guard context.slot.stopRequest == .cancelOpen else { return }
        let count = gateway.port.cancelAll()
        context.slot.setDetail("\(count) open orders cancelled", code: 0)
    }

    private mutating func beat(_ context: WorkerContext) {
        let now = gr_clock_monotonic_ns()
        instruments.meter.turn(nowNs: now, waitedNs: intents.waitedNs &+ reports.waitedNs)
        context.beat(
            nowNs: now, isLive: !reports.isRecovering, recordsIn: intents.count, recordsOut: reports.count)
    }
}
