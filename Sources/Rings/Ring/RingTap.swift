// The second reading end of a ring: the journaller's.
//
// It sees every record that the consumer sees, at its own pace, and no slot is reused
// before both have committed it. Unlike a consumer it commits only when told to: a
// record counts as tapped when it is safe elsewhere, not when it was looked at. Records
// released and not committed when the process dies are delivered again to its successor.
//
// Owned by one run loop on one thread, as a local variable (see RingProducer).

@frozen
public struct RingTap<Record: BitwiseCopyable>: ~Copyable {
    @usableFromInline var end: RingConsumer<Record>

    /// Takes over the tap at its committed position. Refuses a ring that was created
    /// without one: its producer would not wait. O(1) and one system call.
    public init(resuming ring: RingMemory) throws(RingError) {
        guard ring.isTapped else { throw .notTapped }
        end = try RingConsumer(resuming: ring, as: .tap(ring.control), commitEvery: .max)
    }

    /// Number of records released, committed or not: the position of `peek`.
    @inlinable public var position: UInt64 { end.position }
    /// Number of records committed: where a successor would start.
    @inlinable public var committed: UInt64 { end.committed }
    @inlinable public var capacity: UInt64 { end.capacity }
    /// Number of records published so far. O(log capacity).
    public var published: UInt64 { end.published }

    /// The next record in place, or nil when there is none. Valid until `commit()`.
    @inlinable @inline(__always)
    public mutating func peek() -> UnsafePointer<Record>? { end.peek() }

    /// Moves on to the next record; this one stays in its slot until `commit()`.
    @inlinable @inline(__always)
    public mutating func release() { end.release() }

    /// Gives every released slot back, and wakes the producer if it sleeps for space.
    @inlinable
    public mutating func commit() {
        if end.head != end.index { end.commit() }
    }

    /// Waits until there is a record, the stop word is set or the deadline passes. A
    /// tap that sleeps costs the producer a system call for its next record.
    @inlinable
    public mutating func wait(idle: inout Idler) -> WaitOutcome { end.wait(idle: &idle) }

    /// What to sleep on until there is a record.
    @inlinable public var waitTarget: WaitTarget { end.waitTarget }
}
