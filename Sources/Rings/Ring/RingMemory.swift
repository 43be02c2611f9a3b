// The memory of one ring, without an owner: where it is and what shape it has.
//
// A ring is a control page followed by slots. Invariants, for capacity c, committed
// position h of the consumer, t of the tap (t = h where there is none) and published
// position p (all count records, all only grow); m is the smaller of h and t:
//     h <= p, t <= p, p <= m + c
//     slot i mod c holds sequence i + 1          for m <= i < p
//     slot i mod c holds a sequence < i + 1      for p <= i < m + c
// The second and third line make "published" a monotone predicate over [m, m + c),
// so p needs no word of its own: it is found by bisection. That is what lets a
// producer die anywhere and its successor go on. Any window [x, x + c) with
// m <= x <= p does as well, because nothing beyond m + c can be published: the
// bisection starts at h, whether the tap lags behind or runs ahead.
//
// Who writes what: grinder_ring.h. Non-goals: more than one producer or consumer; a tap
// that comes or goes while the ring is in use.

import CGrinder

/// Location and shape of a ring. A plain value: copy it, hand it to another thread.
/// It owns nothing; whoever mapped the memory keeps it mapped.
@frozen
public struct RingMemory: @unchecked Sendable {
    @usableFromInline let control: UnsafeMutablePointer<gr_ring_control_t>
    @usableFromInline let slots: UnsafeMutableRawPointer
    public let capacity: UInt64
    public let slotSize: Int
    /// Whether a second reader gates the producer.
    public let isTapped: Bool

    public static let slotAlignment = 64
    public static let slotSizeMax = 65_536
    public static let capacityMin = 4
    public static let capacityMax = 1 << 32
    /// Bytes from the control block to the first slot.
    public static let controlSize = 4096

    init(control: UnsafeMutableRawPointer, slots: UnsafeMutableRawPointer, slotSize: Int, capacity: UInt64) {
        self.control = control.assumingMemoryBound(to: gr_ring_control_t.self)
        self.slots = slots
        self.slotSize = slotSize
        self.capacity = capacity
        isTapped = self.control.pointee.is_tapped != 0
    }
}

extension RingMemory {
    /// Bytes that a ring of this shape needs, control page included and rounded to pages.
    public static func byteCount(slotSize: Int, capacity: Int) throws(RingError) -> Int {
        try checkShape(slotSize: slotSize, capacity: capacity)
        let slots = slotSize * capacity
        return controlSize + (slots + controlSize - 1) & ~(controlSize - 1)
    }

    static func checkShape(slotSize: Int, capacity: Int) throws(RingError) {
        guard slotSize >= slotAlignment, slotSize <= slotSizeMax, slotSize % slotAlignment == 0
        else { throw .slotSize(found: slotSize) }
        guard capacity >= capacityMin, capacity <= capacityMax, capacity & (capacity - 1) == 0
        else { throw .capacity(found: capacity) }
    }

    /// Writes the identity of a new ring into zeroed memory of `byteCount` bytes; the
    /// shape was checked when that number was computed.
    static func initialize(
        at base: UnsafeMutableRawPointer, kind: UInt32, slotSize: Int, capacity: Int, isTapped: Bool = false, start: UInt64 = 0
    ) -> RingMemory {
        let control = base.bindMemory(to: gr_ring_control_t.self, capacity: 1)
        control.pointee.kind = kind
        control.pointee.slot_size = UInt32(slotSize)
        control.pointee.capacity = UInt64(capacity)
        control.pointee.is_tapped = isTapped ? 1 : 0
        // Slots of zeros are of an earlier lap than any position: nothing is published beyond.
        control.pointee.head = start
        control.pointee.tap = isTapped ? start : 0
        gr_store_release_u64(gr_ring_magic(control), UInt64(GR_RING_MAGIC))
        return RingMemory(
            control: base, slots: base + controlSize, slotSize: slotSize, capacity: UInt64(capacity))
    }

    func checkRecord(stride: Int) throws(RingError) {
        let magic = gr_load_acquire_u64(gr_ring_magic(control))
        guard magic == UInt64(GR_RING_MAGIC)
        else { throw .magic(found: magic, expected: UInt64(GR_RING_MAGIC)) }
        guard stride == slotSize else { throw .recordSize(record: stride, slot: slotSize) }
    }

    /// The sequence word of the slot that record `index` occupies.
    @inlinable @inline(__always)
    func sequence(at index: UInt64) -> UnsafeMutablePointer<UInt64> {
        (slots + Int(truncatingIfNeeded: index & (capacity &- 1)) &* slotSize)
            .assumingMemoryBound(to: UInt64.self)
    }
}

// MARK: Observation, from any process

extension RingMemory {
    /// Number of records the consumer has finished with.
    public var committed: UInt64 { gr_load_acquire_u64(gr_ring_head(control)) }

    /// Number of records the tap has finished with; nil without a tap.
    public var tapped: UInt64? { isTapped ? gr_load_acquire_u64(gr_ring_tap(control)) : nil }

    /// Number of records published. Exact while the producer is stopped, a lower
    /// bound while it runs. O(log capacity) loads: for resuming and for monitoring,
    /// not for a loop per record.
    public var published: UInt64 {
        let head = committed
        var known = head
        var end = head &+ capacity
        while known != end {
            let middle = known &+ (end &- known) / 2
            if gr_load_acquire_u64(sequence(at: middle)) == middle &+ 1 {
                known = middle &+ 1
            } else {
                end = middle
            }
        }
        // A reader that moved on meanwhile proves more than a slot reused since.
        return max(known, committed, tapped ?? 0)
    }

    /// Published and not yet committed.
    public var depth: UInt64 {
        let end = published
        let head = committed  // later: the difference stays within the capacity
        return end > head ? end &- head : 0
    }

    /// How many producers have attached.
    public var incarnation: UInt64 { gr_load_acquire_u64(gr_ring_incarnation(control)) }
    /// Leadership epoch that the producer last announced.
    public var fence: UInt64 { gr_load_acquire_u64(gr_ring_fence(control)) }
    public var producerHeartbeatNs: UInt64 { gr_load_acquire_u64(gr_ring_producer_heartbeat_ns(control)) }

    /// All counters of the ring. O(log capacity) because of `published`.
    public var counters: RingCounters {
        let consumed = committed  // earlier: never more than published
        return RingCounters(
            published: published,
            consumed: consumed,
            highWater: gr_load_relaxed_u64(gr_ring_high_water(control)),
            fullWaits: gr_load_relaxed_u64(gr_ring_full_waits(control)),
            conflated: gr_load_relaxed_u64(gr_ring_conflated(control)),
            producerParks: gr_load_relaxed_u64(gr_ring_producer_parks(control)),
            consumerParks: gr_load_relaxed_u64(gr_ring_consumer_parks(control)),
            consumerWakes: gr_load_relaxed_u64(gr_ring_consumer_wakes(control)),
            producerWakes: gr_load_relaxed_u64(gr_ring_producer_wakes(control)),
            consumerResumes: gr_load_relaxed_u64(gr_ring_consumer_resumes(control)))
    }

    /// Wakes whoever sleeps on this ring, so that it looks at its stop word now
    /// rather than when its bounded sleep ends. Set the stop word first.
    public func wakeSleepers() {
        gr_unpark(gr_ring_consumer_parked(control))
        gr_unpark(gr_ring_tap_parked(control))
        gr_unpark(gr_ring_producer_parked(control))
    }

    /// Traps unless the invariants at the top of this file hold. Only for a ring
    /// that nobody uses meanwhile. O(capacity).
    public func _checkInvariants() {
        precondition(gr_load_relaxed_u64(gr_ring_magic(control)) == UInt64(GR_RING_MAGIC))
        precondition(capacity > 0 && capacity & (capacity - 1) == 0)
        let head = committed
        let end = published
        let oldest = min(head, tapped ?? head)
        precondition(head <= end && tapped ?? head <= end && end <= oldest + capacity, "committed \(head), published \(end)")
        for index in oldest..<end {
            precondition(gr_load_relaxed_u64(sequence(at: index)) == index + 1, "hole at \(index)")
        }
        for index in end..<(oldest + capacity) {
            precondition(gr_load_relaxed_u64(sequence(at: index)) < index + 1, "unannounced record at \(index)")
        }
    }
}

/// A snapshot of a ring's counters; each is monotonic over the life of the region.
public struct RingCounters: Equatable, Sendable {
    public var published: UInt64
    public var consumed: UInt64
    /// Most records found waiting; see `RingProducer.noteDepth()`.
    public var highWater: UInt64
    /// Times the producer found the ring full.
    public var fullWaits: UInt64
    /// Records merged instead of queued.
    public var conflated: UInt64
    public var producerParks: UInt64
    public var consumerParks: UInt64
    /// Wake-up system calls the producer made for the consumer, and the reverse.
    public var consumerWakes: UInt64
    public var producerWakes: UInt64
    /// Consumers that attached, the first included.
    public var consumerResumes: UInt64
}
