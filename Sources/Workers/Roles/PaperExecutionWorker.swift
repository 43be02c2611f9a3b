// The execution of a paper run: decisions in, orders to the port, outcomes and fills back; and, because it is
// the end of the chain, the outputs and their digests, put together from nothing but records.

import CGrinder
import Domain
import Engine
import OrderEngine
import Rings

enum PaperExecutionWorker {
    typealias Execution = PaperExecution<PermittedPort<StubPort, RegionPermit>>

    static func run(_ context: WorkerContext, _ options: PaperOptions) throws {
        let permit = RegionPermit(context.region.permits, mode: .paper)
        var loop = PaperExecutionLoop(
            execution: Execution(
                options, constraints: options.constraintSource().constraints,
                port: PermittedPort(StubPort(), permit: permit)),
            intents: try context.reader(.intent), reports: try context.writer(.report),
            instruments: ExecutionInstruments(context))
        var keep = PaperSink.Options()
        keep.keepsTickDigests = context.configuration.keepsTickDigests
        keep.keepsDocuments = context.configuration.keepsDocuments
        keep.takesFullDigest = context.configuration.takesFullDigest
        var sink = PaperSink(keep)
        var result = PaperResult()
        do {
            result.eventsProcessed = try loop.run(context, &sink)
        } catch WorkerInterruption.stopped {
            loop.cancelOpenIfAsked(context)
            throw WorkerInterruption.stopped
        }
        sink.finish(into: &result)
        try RunOutcome.writeTrace(result.run, report: loop.report, loop.symbols)
        RunOutcome.store(result.run, fullDigest: result.fullDigest, in: context.region)
    }
}

private struct PaperExecutionLoop: ~Copyable {
    private var execution: PaperExecutionWorker.Execution
    private var intents: RecordReader
    private var reports: RecordWriter
    private var assembler = PaperAssembler()
    private var output = PaperOutput()
    /// Whether the receipt of the tick in work was measured: one that is executed is, before that.
    private var isReceived = false
    private var instruments: ExecutionInstruments

    init(
        execution: consuming PaperExecutionWorker.Execution, intents: consuming RecordReader,
        reports: consuming RecordWriter, instruments: ExecutionInstruments
    ) {
        self.instruments = instruments
        self.execution = execution
        self.intents = intents
        self.reports = reports
    }

    var symbols: SymbolTable { intents.definitions.symbols }
    /// What the strategy reported at the end, JSON.
    var report: [UInt8] { intents.report }

    /// Until the decisions end; the number of events of the source.
    mutating func run(_ context: WorkerContext, _ sink: inout PaperSink) throws -> Int {
        context.begin(isRecovering: reports.isRecovering)
        while true {
            let record = try intents.next()
            switch Int(record.pointee.kind) {
            case GR_RECORD_BOOK:
                let book = try intents.book(record)
                execution.apply(book.impact, of: book.symbol)
            case GR_RECORD_FAULT: try fail(record, &sink)
            case GR_RECORD_END:
                guard assembler.isIdle else {
                    throw WorkerInterruption.corrupt(RecordError("an end within a tick", assembler.tick))
                }
                let events = try intents.end(record)
                intents.release()
                beat(context)
                return events
            default:
                switch try assembler.take(record, intents, into: &output) {
                case .more: break
                case .execute: try execute()
                case .settled:
                    if !isReceived { measureReceipt(nowNs: gr_clock_monotonic_ns()) }
                    isReceived = false
                    execution.settle(keepsOrders: true)
                    sink.append(output, intents.definitions.symbols)
                }
            }
            intents.release()
            beat(context)
        }
    }

    private mutating func execute() throws(WorkerInterruption) {
        let isNews = !reports.isRecovering
        let receivedNs = gr_clock_monotonic_ns()
        measureReceipt(nowNs: receivedNs)
        isReceived = true
        execution.port.permit.decisionFence = assembler.fence
        if _slowPath(!isNews) { try recallAnswers() }
        let report = execution.execute(&output, midPrice: assembler.midPrice, intents.definitions.symbols)
        // Also of a tick that failed: a restarted worker must know which of its orders had left.
        for index in execution.outcomes.indices {
            if isNews { instruments.count(execution.outcomes[index]) }
            try reports.write(execution.outcomes[index])
        }
        if report == .executed { for index in output.fills.indices { try reports.write(output.fills[index]) } }
        try reports.write(report, tick: assembler.tick)
        reports.noteDepth()
        if isNews {
            instruments.executed(
                receivedNs: assembler.receiveTimeNs, executingNs: receivedNs, nowNs: gr_clock_monotonic_ns())
        }
    }

    /// A decision is complete here, whether or not anything is to be executed.
    @inline(__always)
    private func measureReceipt(nowNs: UInt64) {
        guard !intents.isRecovering, !reports.isRecovering else { return }
        instruments.received(receivedNs: assembler.receiveTimeNs, decidedNs: assembler.decideTimeNs, nowNs: nowNs)
    }

    /// The port's answers to a tick that was reported before.
    @inline(never)
    private mutating func recallAnswers() throws(WorkerInterruption) {
        execution.port.permit.replay(try reports.recordedAnswers())
    }

    private mutating func fail(_ record: UnsafePointer<gr_record_t>, _ sink: inout PaperSink) throws {
        let failure = try intents.failure(record)
        try assembler.drop()
        isReceived = false
        execution.settle(keepsOrders: record.as(gr_fault_t.self).keeps_orders != 0)
        instruments.note(failure.fault, failure.field)
        sink.fail(EventFailure(time: failure.time, fault: failure.fault, field: failure.field))
    }

    /// The supervisor gives up: nothing may stay at the port.
    mutating func cancelOpenIfAsked(_ context: WorkerContext) {
        guard context.slot.stopRequest == .cancelOpen else { return }
        let count = execution.port.cancelAll()
        context.slot.setDetail("\(count) open orders cancelled", code: 0)
    }

    private mutating func beat(_ context: WorkerContext) {
        let now = gr_clock_monotonic_ns()
        instruments.meter.turn(nowNs: now, waitedNs: intents.waitedNs &+ reports.waitedNs)
        context.beat(
            nowNs: now, isLive: !reports.isRecovering, recordsIn: intents.count, recordsOut: reports.count)
    }
}
