// The strategy of a paper run: market records in, decisions and settlements out. It sees nothing but records,
// decides with the same code as a run in one process, and in lockstep waits for the report of a tick that
// is executed before it goes on.

import CGrinder
import Domain
import Engine
import OrderEngine
import Rings

enum PaperStrategyWorker {
    static func run(_ context: WorkerContext, _ options: PaperOptions) throws {
        var market = MarketReader(try context.reader(.market))
        // The feed defines all symbols before its first event, those that only the options name too.
        _ = try market.next(upTo: .max)
        var symbols = market.records.definitions.symbols
        let strategy = try PaperStrategy(options, &symbols)
        guard symbols.count == market.records.definitions.symbols.count else {
            throw WorkerInterruption.corrupt(RecordError("an event before the symbols that the options name"))
        }
        let risk = RiskInstruments(context, strategy)
        var loop = PaperStrategyLoop(
            strategy: strategy, market: market, reports: try context.reader(.report, drains: false),
            intents: try context.writer(.intent), instruments: StrategyInstruments(context), risk: risk)
        try loop.run(context)
    }
}

private struct PaperStrategyLoop: ~Copyable {
    private enum Pass { case none, selection, trading }

    private var strategy: PaperStrategy
    private var market: MarketReader
    private var reports: RecordReader
    private var intents: RecordWriter
    private var pass = Pass.none
    private var output = PaperOutput()
    private var outcomes: [OrderOutcome] = []
    private var failures: [EventFailure] = []
    private var tick: UInt64 = 0
    private var instruments: StrategyInstruments
    private var risk: RiskInstruments

    init(
        strategy: consuming PaperStrategy, market: consuming MarketReader, reports: consuming RecordReader,
        intents: consuming RecordWriter, instruments: StrategyInstruments, risk: RiskInstruments
    ) {
        self.instruments = instruments
        self.risk = risk
        self.strategy = strategy
        self.market = market
        self.reports = reports
        self.intents = intents
    }

    /// Until the market ends.
    mutating func run(_ context: WorkerContext) throws {
        context.begin(isRecovering: intents.isRecovering)
        while true {
            let record = try market.next(upTo: intents.readingLimit())
            if pass == .none, Int(record.pointee.kind) != GR_RECORD_END { try begin() }
            switch Int(record.pointee.kind) {
            case GR_RECORD_SNAPSHOT, GR_RECORD_WIDE_SNAPSHOT:
                let event = try market.records.snapshot(record)
                if pass == .trading {
                    if market.isChoice { try intents.write(reading: market.records.count) }
                    try decide(event, receivedNs: record.as(gr_snapshot_t.self).receive_time_ns, context)
                } else {
                    try strategy.observe(event, market.records.definitions.symbols)
                }
            case GR_RECORD_BOOK:
                let book = try market.records.book(record)
                strategy.apply(book.impact, of: book.symbol)
                if strategy.options.l2GuardEnabled { try intents.write(book.impact, of: book.symbol, market.records.definitions.symbols) }
            case GR_RECORD_UNHANDLED:
                break
            case GR_RECORD_FAULT: try reject(record)
            case GR_RECORD_PASS_END:
                try strategy.beginTrading(market.records.definitions.symbols)
                pass = .trading
                if context.configuration.isFreeRunning { market.beginConflating() }
            case GR_RECORD_END:
                try finish(events: try market.records.end(record))
                market.release()
                beat(context)
                return
            default:
                throw WorkerInterruption.corrupt(
                    RecordError("a kind that does not belong on the market ring", UInt64(record.pointee.kind)))
            }
            market.release()
            beat(context)
        }
    }

    private mutating func begin() throws {
        pass = .selection
        try strategy.beginSelection()
    }

    private mutating func decide(_ event: MarketEvent, receivedNs: UInt64, _ context: WorkerContext) throws {
        let decision: PaperStrategy.Decision
        do throws(TickFailure) {
            decision = try strategy.decide(event, market.records.definitions.symbols, into: &output)
        } catch {
            return try fail(event.time, error.fault, error.field, keepsOrders: false)
        }
        if decision == .passedOver { return }
        tick += 1
        let decidedNs = gr_clock_monotonic_ns()
        if !intents.isRecovering { instruments.decided(tick, receivedNs: receivedNs, decidedNs: decidedNs) }
        let stamp = DecisionStamp(
            tick: tick, fence: context.region.permits.fenceEpoch, receiveTimeNs: receivedNs, decideTimeNs: decidedNs)
        try intents.write(output.tick, stamp, midPrice: strategy.midPrice, market.records.definitions.symbols)
        intents.noteDepth()
        if decision == .execute {
            let report = try reports.readReport(of: &output, tick: tick, strategy, into: &outcomes)
            if !intents.isRecovering { instruments.reported(decidedNs: decidedNs, reportedNs: gr_clock_monotonic_ns()) }
            do throws(TickFailure) {
                try strategy.settle(report, outcomes, into: &output)
            } catch {
                return try fail(event.time, error.fault, error.field, keepsOrders: strategy.keepsOrders)
            }
        }
        try intents.write(settlement: output, tick: tick, market.records.definitions.symbols)
        let symbol = market.records.definitions.symbols.identity(event.symbol)
        risk.take(output, symbol, strategy, isNews: !intents.isRecovering)
    }

    /// An event that the feed could not read.
    private mutating func reject(_ record: UnsafePointer<gr_record_t>) throws {
        let failure = try market.records.failure(record)
        if pass == .trading { return try fail(failure.time, failure.fault, failure.field, keepsOrders: false) }
        try strategy.observe(
            .rejected(failure.fault, failure.field ?? .ts, at: failure.time), market.records.definitions.symbols)
    }

    private mutating func fail(
        _ time: EventTime, _ fault: EventFault, _ field: SnapshotField?, keepsOrders: Bool
    ) throws(WorkerInterruption) {
        failures.append(EventFailure(time: time, fault: fault, field: field))
        try intents.define(time, market.records.definitions.symbols)
        let isNews = !intents.isRecovering
        try intents.write(fault: (fault, field), at: time, keepsOrders: keepsOrders)
        if isNews { instruments.note(fault, field, failures.count) }
        risk.takeFailure(strategy, isNews: !intents.isRecovering)
    }

    /// Reports what only the strategy knows of the run.
    private mutating func finish(events: Int) throws {
        var result = PaperResult()
        result.eventsProcessed = events
        result.failures = failures
        strategy.report(into: &result)
        // A result that cannot be computed is one more failure.
        for failure in result.failures.dropFirst(failures.count) {
            try fail(failure.time, failure.fault, failure.field, keepsOrders: false)
        }
        var text = ByteBuffer(capacity: 1 << 12)
        text.appendCompact(PaperReport.words(result, strategy.options, market.records.definitions.symbols))
        risk.finish(strategy)
        instruments.finished(tick, faults: failures.count)
        try intents.writeReport(Array(text.bytes))
        try intents.writeEnd(events: events)
    }

    private mutating func beat(_ context: WorkerContext) {
        let now = gr_clock_monotonic_ns()
        if market.conflates { instruments.count(market) }
        instruments.meter.turn(nowNs: now, waitedNs: market.records.waitedNs &+ reports.waitedNs &+ intents.waitedNs)
        context.beat(
            nowNs: now, isLive: !intents.isRecovering, recordsIn: market.records.count + reports.count,
            recordsOut: intents.count)
    }
}
