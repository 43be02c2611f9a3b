// The strategy: market records in, decisions out. It sees nothing but records, decides with the same
// code as a run in one process, and in lockstep waits for the report of a tick before the next.

import CGrinder
import Domain
import Engine
import OrderEngine
import Rings

enum StrategyWorker {
    static func run(_ context: WorkerContext, _ options: ReplayOptions) throws {
        var loop = StrategyLoop(
            strategy: try ReplayStrategy(options),
            market: MarketReader(try context.reader(.market)), reports: try context.reader(.report, drains: false),
            intents: try context.writer(.intent), instruments: StrategyInstruments(context))
        try loop.run(context)
    }
}

private struct StrategyLoop: ~Copyable {
    private var strategy: ReplayStrategy
    private var market: MarketReader
    private var reports: RecordReader
    private var intents: RecordWriter
    private var output = TickOutput()
    private var outcomes: [OrderOutcome] = []
    private var tick: UInt64 = 0
    private var failures = 0
    private var instruments: StrategyInstruments

    init(
        strategy: consuming ReplayStrategy, market: consuming MarketReader, reports: consuming RecordReader,
        intents: consuming RecordWriter, instruments: StrategyInstruments
    ) {
        self.instruments = instruments
        self.strategy = strategy
        self.market = market
        self.reports = reports
        self.intents = intents
    }

    /// Until the market ends.
    mutating func run(_ context: WorkerContext) throws {
        context.begin(isRecovering: intents.isRecovering)
        if context.configuration.isFreeRunning { market.beginConflating() }
        while true {
            let record = try market.next(upTo: intents.readingLimit())
            switch Int(record.pointee.kind) {
            case GR_RECORD_SNAPSHOT, GR_RECORD_WIDE_SNAPSHOT:
                if market.isChoice { try intents.write(reading: market.records.count) }
                let receivedNs = record.as(gr_snapshot_t.self).receive_time_ns
                try decide(try market.records.snapshot(record), receivedNs: receivedNs, context)
            case GR_RECORD_UNHANDLED:
                break
            case GR_RECORD_FAULT:
                let failure = try market.records.failure(record)
                try fail(failure.time, failure.fault, failure.field)
            case GR_RECORD_END:
                instruments.finished(tick, faults: failures)
                try intents.writeEnd(events: try market.records.end(record))
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

    private mutating func decide(_ event: MarketEvent, receivedNs: UInt64, _ context: WorkerContext) throws {
        let identity = market.records.definitions.symbols.identity(event.symbol)
        do throws(OrderEngineError) {
            _ = try strategy.decide(event, identity: identity, into: &output)
        } catch {
            return try fail(event.time, error.fault, nil)
        }
        tick += 1
        let decidedNs = gr_clock_monotonic_ns()
        if !intents.isRecovering { instruments.decided(tick, receivedNs: receivedNs, decidedNs: decidedNs) }
        let stamp = DecisionStamp(
            tick: tick, fence: context.region.permits.fenceEpoch, receiveTimeNs: receivedNs, decideTimeNs: decidedNs)
        try intents.write(output, stamp, market.records.definitions.symbols)
        intents.noteDepth()
        let wasExecuted = try reports.readReport(of: output, tick: tick, into: &outcomes)
        if !intents.isRecovering { instruments.reported(decidedNs: decidedNs, reportedNs: gr_clock_monotonic_ns()) }
        // A failed execution leaves the strategy's orders as they were.
        if wasExecuted, output.plan != nil {
            strategy.commit(output.actions, outcomes, identity: identity)
        }
    }

    @inline(never)
    private mutating func fail(
        _ time: EventTime, _ fault: EventFault, _ field: SnapshotField?
    ) throws(WorkerInterruption) {
        failures += 1
        try intents.define(time, market.records.definitions.symbols)
        let isNews = !intents.isRecovering
        try intents.write(fault: (fault, field), at: time)
        if isNews { instruments.note(fault, field, failures) }
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
