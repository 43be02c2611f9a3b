// The feed: turns a source of market data into records of the market ring. It knows nothing of what
// is decided with them. For paper it sends the fixture twice, once to select and once to trade.

import CGrinder
import Domain
import Engine
import Rings

enum FeedWorker {
    static func run(_ context: WorkerContext, fixturePath: String) throws {
        let source = try FeedSource(try Fixture.load(directory: fixturePath), context.configuration)
        let names = context.region.symbolNames
        for index in 0..<min(source.symbols.count, SymbolNames.countMax) {
            names.set(index, source.symbols.name(SymbolID(UInt32(index))))
        }
        let records = try context.writer(.market)
        if context.configuration.isFreeRunning {
            var feed = FreeRunningFeed(context, records, source)
            try feed.run()
        } else {
            var feed = LockstepFeed(context, records, source)
            try feed.run()
        }
    }
}

/// Sends every event and waits for space.
private struct LockstepFeed: ~Copyable {
    private let context: WorkerContext
    private let source: FeedSource
    private var records: RecordWriter
    private var instruments: FeedInstruments

    init(_ context: WorkerContext, _ records: consuming RecordWriter, _ source: FeedSource) {
        self.context = context
        self.records = records
        self.source = source
        instruments = FeedInstruments(context)
    }

    mutating func run() throws(WorkerInterruption) {
        context.begin(isRecovering: records.isRecovering)
        try records.sendSelectionPass(source, context, &instruments)
        var pace = FeedPace(context.configuration)
        for index in 0..<source.count {
            let event = source.event(index)
            if pace.isPaced, !records.isRecovering { try FeedPace.wait(until: pace.due(event), context.slot) }
            let now = instruments.begin(records)
            try records.send(event, index, source, receiveTimeNs: now)
            let events = UInt64(source.selectionCount + index + 1)
            if !records.isRecovering { instruments.count(events: events, sent: events) }
            instruments.turn(records, context)
        }
        try records.writeEnd(events: source.count)
        context.beat(isLive: true, recordsOut: records.count)
    }
}

extension RecordWriter {
    /// Sends what the strategy selects its symbols by.
    mutating func sendSelectionPass(
        _ source: FeedSource, _ context: WorkerContext, _ instruments: inout FeedInstruments
    ) throws(WorkerInterruption) {
        guard source.isForPaper else { return }
        // The strategy is made before the first event and knows symbols that only its options name.
        try defineAll(source.symbols)
        guard source.selectionCount > 0 else { return }
        for index in 0..<source.selectionCount {
            let now = instruments.begin(self)
            try send(source.event(index), index, source, receiveTimeNs: now)
            if !isRecovering { instruments.count(events: UInt64(index + 1), sent: UInt64(index + 1)) }
            instruments.turn(self, context)
        }
        try writeEnd(events: source.selectionCount, kind: GR_RECORD_PASS_END)
    }

    /// Sends one event, whatever it is. Waits for space.
    mutating func send(
        _ event: borrowing MarketEvent, _ index: Int, _ source: borrowing FeedSource, receiveTimeNs: UInt64
    ) throws(WorkerInterruption) {
        if let book = source.book(of: event, index) {
            try write(book.impact, of: book.symbol, source.symbols)
        } else {
            try write(event, receiveTimeNs: receiveTimeNs, source.symbols)
        }
        noteDepth()
    }

    mutating func defineAll(_ symbols: borrowing SymbolTable) throws(WorkerInterruption) {
        if symbols.count > 0 { try define(SymbolID(UInt32(symbols.count - 1)), symbols) }
    }
}
