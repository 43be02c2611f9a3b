// The feed: turns a source of market data into records of the market ring. It knows nothing of what
// is decided with them. For paper it sends the fixture twice, once to select and once to trade.

import CGrinder
import Domain
import Engine
import Glibc
import Rings

enum FeedWorker {
    static func run(_ context: WorkerContext, fixturePath: String) throws {
        let fixture = try Fixture.load(directory: fixturePath)
        var feed = Feed(context, writer: try context.writer(.market), symbols: fixture.symbols)
        if case .paper(let options) = context.configuration.pipeline { try feed.prepare(fixture, options) }
        try feed.run(fixture)
    }
}

private struct Feed: ~Copyable {
    private let context: WorkerContext
    private var writer: RecordWriter
    private var meter: LoopMeter
    private let paceNs: UInt64
    private var symbols: SymbolTable
    /// Of paper; nil for replay.
    private var input: PaperInput?

    init(_ context: WorkerContext, writer: consuming RecordWriter, symbols: SymbolTable) {
        self.context = context
        self.writer = writer
        meter = LoopMeter(context.counters)
        paceNs = UInt64(context.configuration.paceUs) * 1000
        self.symbols = symbols
    }

    /// Reads what paper needs beside the events.
    mutating func prepare(_ fixture: Fixture, _ options: PaperOptions) throws {
        try options.defineSymbols(in: &symbols)
        input = try PaperInput(fixture, options, &symbols)
    }

    mutating func run(_ fixture: Fixture) throws {
        if input != nil { try sendSelectionPass(fixture) }
        var due = gr_clock_monotonic_ns()
        for index in fixture.events.indices {
            if paceNs > 0, !writer.isRecovering {
                try Self.sleep(until: due, context.slot)
                due += paceNs
            }
            try send(fixture.events[index])
        }
        try writer.writeEnd(events: fixture.events.count)
        context.beat(isLive: true, recordsOut: writer.count)
    }

    private mutating func sendSelectionPass(_ fixture: Fixture) throws(WorkerInterruption) {
        // The strategy is made before the first event and knows symbols that only its options name.
        if symbols.count > 0 { try writer.define(SymbolID(UInt32(symbols.count - 1)), symbols) }
        guard !fixture.events.isEmpty else { return }
        for index in fixture.events.indices { try send(fixture.events[index]) }
        try writer.writeEnd(events: fixture.events.count, kind: GR_RECORD_PASS_END)
    }

    private mutating func send(_ event: borrowing MarketEvent) throws(WorkerInterruption) {
        let now = gr_clock_monotonic_ns()
        let isNews = !writer.isRecovering
        meter.begin(nowNs: now, waitedNs: writer.waitedNs)
        if event.kind == .depth, let input {
            let book = input.books[Int(event.depthRecord)]
            try writer.write(book.impact, of: book.symbol, symbols)
        } else {
            try writer.write(event, receiveTimeNs: now, symbols)
        }
        writer.noteDepth()
        if isNews {
            context.counters.add(to: .feedEvents)
            context.counters.add(to: .feedSent)
        }
        meter.turn(nowNs: gr_clock_monotonic_ns(), waitedNs: writer.waitedNs)
        context.beat(nowNs: now, isLive: !writer.isRecovering, recordsOut: writer.count)
    }

    /// Waits for a point in time in steps that notice a stop request.
    private static func sleep(until dueNs: UInt64, _ slot: WorkerSlot) throws(WorkerInterruption) {
        let stepNs: UInt64 = 10_000_000
        while true {
            if slot.isStopRequested { throw .stopped }
            let now = gr_clock_monotonic_ns()
            if now >= dueNs { return }
            var pause = timespec(tv_sec: 0, tv_nsec: Int(min(dueNs - now, stepNs)))
            nanosleep(&pause, nil)
            slot.beat(nowNs: now)
        }
    }
}
