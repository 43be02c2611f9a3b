// A ring followed from outside, each record as fields with names: `grinder tail`.

import CGrinder
import Domain
import Rings

public struct RingTail: ~Copyable {
    private var observer: RingObserver<gr_record_t>
    private var describer: RecordDescriber
    private var record = gr_record_t()
    /// Records before this one are read for their definitions only.
    private let first: UInt64

    public enum Start: Sendable {
        /// The oldest record that the ring holds.
        case oldest
        /// The next that comes.
        case next
    }

    public enum Entry {
        case record(RecordDescription, sequence: UInt64)
        case missed(UInt64)
    }

    public init(_ kind: RingKind, of region: InstanceRegion, from start: Start) throws {
        observer = try RingObserver<gr_record_t>(region.ring(kind))
        // The first record of a ring is the first definition: later on their numbers are unknown.
        describer = RecordDescriber(knowsDefinitions: observer.position == 0, names: region.symbolNames)
        first = start == .oldest ? 0 : observer.published
    }

    /// The next record; nil when there is none yet.
    public mutating func next() throws(RingError) -> Entry? {
        while true {
            switch try observer.next(into: &record) {
            case .nothing: return nil
            case .missed(let count):
                describer.missDefinitions()
                return .missed(count)
            case .copied:
                let description = describer.describe(record)
                if observer.position > first { return .record(description, sequence: record.sequence) }
            }
        }
    }
}
