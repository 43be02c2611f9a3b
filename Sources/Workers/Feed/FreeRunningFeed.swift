// A feed that never waits for a slow strategy: of the events that find the ring full, the newest snapshot and the
// newest book of each symbol are kept. What gave way is counted. Faults and the end of the source are never left out
// and may have to wait.

import CGrinder
import Domain
import Rings

struct FreeRunningFeed: ~Copyable {
    private let context: WorkerContext
    private let source: FeedSource
    private var writer: ConflatingWriter
    private var instruments: FeedInstruments
    /// Events of the source that were offered.
    private var offered = 0
    /// Between two looks for space while events are held.
    private static let lookNs: UInt64 = 50_000

    init(_ context: WorkerContext, _ records: consuming RecordWriter, _ source: FeedSource) {
        self.context = context
        self.source = source
        writer = ConflatingWriter(records, keys: Self.keys(source.symbols))
        instruments = FeedInstruments(context)
    }

    mutating func run() throws(WorkerInterruption) {
        context.begin(isRecovering: writer.records.isRecovering)
        try writer.records.sendSelectionPass(source, context, &instruments)
        try writer.records.defineAll(source.symbols)
        var pace = FeedPace(context.configuration)
        try resume()
        context.begin(isRecovering: false)
        for index in offered..<source.count {
            let event = source.event(index)
            if pace.isPaced { try wait(until: pace.due(event)) }
            if context.slot.isStopRequested { throw .stopped }
            try send(event, index)
        }
        try writer.drain()
        count()
        try writer.records.writeEnd(events: source.count)
        context.beat(isLive: true, recordsOut: writer.records.count)
    }

    private mutating func send(_ event: borrowing MarketEvent, _ index: Int) throws(WorkerInterruption) {
        let now = instruments.begin(writer.records)
        if let (record, key) = replaceable(event, index, receiveTimeNs: now) {
            writer.offer(record, event: UInt64(index), key: key)
            writer.records.noteDepth()
        } else {
            try writer.begin(UInt64(index))
            try writer.records.send(event, index, source, receiveTimeNs: now)
            writer.wrote()
        }
        offered = index + 1
        count()
        instruments.turn(writer.records, context)
    }

    private func count() {
        let selected = UInt64(source.selectionCount)
        instruments.count(
            events: selected + UInt64(offered), sent: selected + writer.sent, conflated: writer.conflated,
            pending: UInt64(writer.pending))
    }

    /// Waits until `dueNs`; what is held goes out meanwhile.
    private mutating func wait(until dueNs: UInt64) throws(WorkerInterruption) {
        while writer.pending > 0 {
            let now = gr_clock_monotonic_ns()
            if now >= dueNs { return }
            try FeedPace.nap(min(dueNs - now, Self.lookNs), context.slot)
            writer.flush()
            count()
        }
        try FeedPace.wait(until: dueNs, context.slot)
    }

    // MARK: What may give way

    /// Snapshots and books have a key a symbol; events that only count have one together.
    private static func keys(_ symbols: borrowing SymbolTable) -> Int { 2 * symbols.count + 1 }

    /// The record of an event that may give way to a newer one of the same key; nil for any other.
    private func replaceable(
        _ event: borrowing MarketEvent, _ index: Int, receiveTimeNs: UInt64
    ) -> (record: gr_record_t, key: Int)? {
        if let book = source.book(of: event, index) {
            let record = RecordWriter.record(of: book.impact, of: book.symbol)
            return (unsafeBitCast(record, to: gr_record_t.self), source.symbols.count + Int(book.symbol.index))
        }
        switch event.kind {
        case .snapshot:
            guard let record = RecordWriter.snapshot(event, receiveTimeNs: receiveTimeNs) else { return nil }
            return (unsafeBitCast(record, to: gr_record_t.self), Int(event.symbol.index))
        case .rejected: return nil
        case .unhandled, .depth:
            let record = RecordWriter.record(of: nil, at: event.time)
            return (unsafeBitCast(record, to: gr_record_t.self), 2 * source.symbols.count)
        }
    }

    // MARK: Beginning again

    /// Brings the writer to where an earlier process was.
    ///
    /// Its records say which events it wrote; how many it had offered stands in the counters, unless the region is new.
    /// Of the others the newest of each key was waiting, and the rest had given way.
    private mutating func resume() throws(WorkerInterruption) {
        guard writer.records.isRecovering else { return }
        var written = [Int](repeating: -1, count: Self.keys(source.symbols))
        var next = 0
        var sent = 0
        var end = 0
        while let record = try writer.records.upcoming(), Int(record.kind) != GR_RECORD_END {
            if Int(record.kind) == GR_RECORD_SOURCE {
                let event = withUnsafePointer(to: record) { $0.as(gr_source_t.self).event }
                guard event < UInt64(source.count) else {
                    throw .corrupt(RecordError("an event beyond the end of the source", event))
                }
                try writer.records.write(source: event)
                next = Int(event)
                continue
            }
            guard next < source.count else { throw .corrupt(RecordError("more events than the source has", UInt64(next))) }
            let event = source.event(next)
            if let (_, key) = replaceable(event, next, receiveTimeNs: 0) { written[key] = next }
            try writer.records.send(event, next, source, receiveTimeNs: 0)
            sent += 1
            next += 1
            end = max(end, next)
            context.beat(isLive: false, recordsOut: writer.records.count)
        }
        offered = max(end, min(Int(context.counters[.feedEvents]) - source.selectionCount, source.count))
        hold(following: next, sent: sent, written)
        count()
    }

    /// Holds again what was waiting when as many events had been offered.
    private mutating func hold(following: Int, sent: Int, _ written: [Int]) {
        var newest = [Int](repeating: -1, count: written.count)
        for index in 0..<offered {
            if let (_, key) = replaceable(source.event(index), index, receiveTimeNs: 0) { newest[key] = index }
        }
        let waiting = newest.indices.filter { newest[$0] > written[$0] }.sorted { newest[$0] < newest[$1] }
        writer.goOn(following: UInt64(following), sent: UInt64(sent), conflated: UInt64(offered - sent - waiting.count))
        let now = gr_clock_monotonic_ns()
        for key in waiting {
            guard let (record, _) = replaceable(source.event(newest[key]), newest[key], receiveTimeNs: now) else { continue }
            writer.hold(record, event: UInt64(newest[key]), key: key)
        }
    }
}
