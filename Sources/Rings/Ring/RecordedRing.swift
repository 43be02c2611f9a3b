// A ring whose records come from a recording: read as a consumer reads, written by nobody.

import CGrinder

/// The reading end of any ring: live or recorded.
public protocol RecordSource<Record>: ~Copyable {
    associatedtype Record: BitwiseCopyable
    /// Number of records released: the position of `peek`.
    var position: UInt64 { get }
    /// Number of records published so far.
    var published: UInt64 { get }
    /// The next record in place, or nil when there is none. Valid until `release()`.
    mutating func peek() -> UnsafePointer<Record>?
    /// Finishes with the record that `peek` returned.
    mutating func release()
}

extension RingConsumer: RecordSource {}

public struct RecordedRing<Record: BitwiseCopyable>: ~Copyable, RecordSource {
    private let records: UnsafeBufferPointer<Record>
    private let firstPosition: UInt64
    public private(set) var position: UInt64

    /// Reads `records`, which lie one after the other as they lay in the slots and stay where
    /// they are; they may begin anywhere in the life of the ring they come from. O(records).
    public init(_ records: UnsafeBufferPointer<Record>) throws(RingError) {
        guard MemoryLayout<Record>.stride % RingMemory.slotAlignment == 0
        else { throw .slotSize(found: MemoryLayout<Record>.stride) }
        let first = records.isEmpty ? 1 : Self.sequence(records, 0)
        for index in records.indices {
            let expected = first &+ UInt64(index)
            let found = Self.sequence(records, index)
            guard found == expected, found != 0 else { throw .recording(record: index, found: found, expected: max(expected, 1)) }
        }
        self.records = records
        firstPosition = first &- 1
        position = firstPosition
    }

    private static func sequence(_ records: UnsafeBufferPointer<Record>, _ index: Int) -> UInt64 {
        UnsafeRawPointer(records.baseAddress! + index).loadUnaligned(as: UInt64.self)
    }

    public var published: UInt64 { firstPosition &+ UInt64(records.count) }

    public mutating func peek() -> UnsafePointer<Record>? {
        position == published ? nil : records.baseAddress! + Int(position &- firstPosition)
    }

    public mutating func release() {
        precondition(position != published, "release without peek")
        position &+= 1
    }
}
