// A fixture as a journal that only has its market stream: what the feed would send, journalled without
// running anything. For measuring a replay, and for making one from a fixture.

import CGrinder
import Domain
import Engine
import Journal
import Rings

public enum JournalRecording {
    /// Events between two batches: they and their definitions fit the ring.
    private static let eventsOfABatch = 256

    /// Writes the journal of `fixture` into `directory`, which must hold none.
    public static func write(_ fixture: borrowing Fixture, _ options: ReplayOptions, to directory: String) throws {
        let ring = try InProcessRing<gr_record_t>(kind: .market, capacity: 1 << 16, isTapped: true)
        var records = RecordWriter(try RingProducer(resuming: ring.memory), Idler(.spin))
        var consumer: RingConsumer<gr_record_t> = try RingConsumer(resuming: ring.memory)
        var tap: RingTap<gr_record_t> = try RingTap(resuming: ring.memory)
        var writer = try JournalWriter(directory: directory, instance: InstanceID(high: 0, low: 0))
        let page = try RunConfiguration.page(of: options)
        _ = withUnsafeBytes(of: page) { writer.collect($0, as: .configuration) }
        for index in fixture.events.indices {
            try records.write(fixture.events[index], receiveTimeNs: 0, fixture.symbols)
            if index % eventsOfABatch == eventsOfABatch - 1 { try flush(&consumer, &tap, &writer) }
        }
        try records.writeEnd(events: fixture.events.count)
        try flush(&consumer, &tap, &writer)
        try writer.finish()
    }

    private static func flush(
        _ consumer: inout RingConsumer<gr_record_t>, _ tap: inout RingTap<gr_record_t>, _ writer: inout JournalWriter
    ) throws(JournalError) {
        while consumer.peek() != nil { consumer.release() }
        repeat {
            _ = try writer.collect(&tap, as: .market)
            try writer.write()
            tap.commit()
        } while tap.peek() != nil
    }
}
