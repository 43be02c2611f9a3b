// The market stream of a journal in the order in which the strategy saw it. In lockstep: as it stands there.
// Free-running: of the snapshots that a reading covers, the newest of each symbol; see `MarketReader`.

import CGrinder
import Journal

struct JournalledMarket: ~Copyable {
    private var market: JournalCursor
    /// For its readings; there are none in lockstep.
    private var intents: JournalCursor
    private let isFreeRunning: Bool
    private var conflates: Bool
    private var taken: UInt64 = 0
    /// How many records the next decision had seen; nil when it is not known yet, or none follows.
    private var reading: UInt64?
    private var latest = ConflationTable<gr_record_t>(capacity: 1, blank: gr_record_t())
    /// A record that is no snapshot and waits for those before it.
    private var other: gr_record_t?
    private let current = UnsafeMutablePointer<gr_record_t>.allocate(capacity: 1)

    /// - Parameter conflatesFromStart: otherwise from the end of the selection pass on.
    init(_ reader: JournalReader, _ configuration: gr_run_configuration_t, conflatesFromStart: Bool) throws(JournalError) {
        let market = try reader.cursor(of: .market)
        let intents = try reader.cursor(of: .intent)
        self.market = market
        self.intents = intents
        isFreeRunning = configuration.is_free_running != 0
        conflates = isFreeRunning && conflatesFromStart
        current.initialize(to: gr_record_t())
    }

    deinit { current.deallocate() }

    var tornTail: TornTail? { market.tornTail }

    /// The next record, or nil when the strategy saw no more. Valid until the next call.
    @inline(__always)
    mutating func next() throws -> UnsafePointer<gr_record_t>? {
        if conflates { return try nextLatest() }
        guard let record = try market.next(as: gr_record_t.self) else { return nil }
        taken &+= 1
        if Int(record.pointee.kind) == GR_RECORD_PASS_END { conflates = isFreeRunning }
        return record
    }

    private mutating func nextLatest() throws -> UnsafePointer<gr_record_t>? {
        if reading == nil { reading = try nextReading() }
        while other == nil, taken < reading ?? .max, let record = try market.next(as: gr_record_t.self) {
            let kind = Int(record.pointee.kind)
            if kind == GR_RECORD_SNAPSHOT {
                _ = latest.put(snapshot: record)
            } else if !RecordDefinitions.isDefinition(kind) {
                other = record.pointee
                break
            }
            taken &+= 1
            if RecordDefinitions.isDefinition(kind) { return record }
        }
        if let snapshot = latest.next {
            // Snapshots that no decision followed were never seen to: the run was cut short.
            guard let reading else { return nil }
            guard reading == taken else { throw RecordError("a reading that does not fit the market stream", reading) }
            self.reading = nil
            latest.removeNext()
            return show(snapshot)
        }
        guard let other else { return nil }
        self.other = nil
        taken &+= 1
        return show(other)
    }

    private func show(_ record: gr_record_t) -> UnsafePointer<gr_record_t> {
        current.pointee = record
        return UnsafePointer(current)
    }

    private mutating func nextReading() throws(JournalError) -> UInt64? {
        while let record = try intents.next(as: gr_record_t.self) {
            if Int(record.pointee.kind) == GR_RECORD_READING { return record.as(gr_reading_t.self).market }
        }
        return nil
    }
}
