// Follows a ring without being one of its readers: the producer neither knows nor waits. When
// it comes round faster than the observer reads, records are missed, and the observer says
// how many. See `RingMemory.read(at:into:)` for how a copy is known to be whole.

import CGrinder

public struct RingObserver<Record: BitwiseCopyable>: ~Copyable {
    private let ring: RingMemory
    /// Number of the next record, from 0.
    public private(set) var position: UInt64

    public enum Observation: Equatable, Sendable {
        case copied
        /// No record has come yet.
        case nothing
        /// This many records were overwritten before they could be copied.
        case missed(UInt64)
    }

    /// Begins with the oldest record that the ring still holds.
    public init(_ ring: RingMemory) throws(RingError) {
        try ring.checkRecord(stride: MemoryLayout<Record>.stride)
        self.ring = ring
        position = Self.oldest(in: ring)
    }

    /// Number of records published: the position of the next that comes. O(log capacity).
    public var published: UInt64 { max(ring.published, position) }

    /// The oldest record whose slot is not being filled anew.
    private static func oldest(in ring: RingMemory) -> UInt64 {
        let published = ring.published
        return published < ring.capacity ? 0 : published &- ring.capacity &+ 1
    }

    /// Copies the next record, if there is one. O(size of record); after a miss O(log capacity).
    public mutating func next(into record: inout Record) throws(RingError) -> Observation {
        switch try ring.read(at: position, into: &record) {
        case .copied:
            position &+= 1
            return .copied
        case .notYetPublished:
            return .nothing
        case .overwritten:
            let before = position
            position = max(Self.oldest(in: ring), before &+ 1)
            return .missed(position &- before)
        }
    }
}
