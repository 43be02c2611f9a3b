// The writing end of the market ring for a source that keeps its own schedule: a tick counts as received when
// it was due, however late the feed comes to it, so that no delay is left out of what is measured. For benches,
// which make the region and start the other workers themselves.

import CGrinder
import Domain
import Rings

public struct ScheduledFeed: ~Copyable {
    private var writer: RecordWriter
    private let symbols: SymbolTable

    /// Takes the market ring of `region`. `symbols` are those of the events to come.
    public init(_ region: InstanceRegion, _ idle: IdleStrategy, _ symbols: SymbolTable) throws(RegionError) {
        writer = RecordWriter(try region.producer(.market), region.worker(.feed).idler(idle))
        self.symbols = symbols
    }

    /// Sends one event that was due at `dueNs`, CLOCK_MONOTONIC. Waits for space.
    @inline(never)
    public mutating func send(_ event: borrowing MarketEvent, dueNs: UInt64) throws {
        try writer.write(event, receiveTimeNs: dueNs, symbols)
    }

    /// Says that the source is at its end: the workers finish.
    public mutating func end(events: Int) throws { try writer.writeEnd(events: events) }
}
