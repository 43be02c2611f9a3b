// The writing end of a ring.
//
// Owned by one run loop on one thread, as a local variable: as a property of a class
// every access goes through memory and exclusivity checks (measured: 5-15x slower).
//
// Memory order. The record's fields are plain stores; then the slot's sequence is
// stored with release. A consumer that loads that sequence with acquire therefore
// sees the whole record. A slot is reused only after `head`, and `tap` where there is
// one, was loaded with acquire, which the reader stored with release after its last
// read of the slot: no read of the old record can see the new one.

import CGrinder

@frozen
public struct RingProducer<Record: BitwiseCopyable>: ~Copyable {
    @usableFromInline let control: UnsafeMutablePointer<gr_ring_control_t>
    @usableFromInline let slots: UnsafeMutableRawPointer
    @usableFromInline let mask: UInt64
    /// Index of the next record, = number published.
    @usableFromInline var index: UInt64
    /// First index that may not be written yet, as far as this side knows.
    @usableFromInline var limit: UInt64
    @usableFromInline let fencesItself: Bool
    /// The tap's position, or `head` again: the limit needs no branch.
    @usableFromInline let tap: UnsafeMutablePointer<UInt64>

    /// Takes over the writing end where the last producer left it, wherever that one
    /// died: a record half written is written anew, a record published stays
    /// published. Counts as a new incarnation. O(log capacity) and one system call.
    public init(resuming ring: RingMemory) throws(RingError) {
        try ring.checkRecord(stride: MemoryLayout<Record>.stride)
        control = ring.control
        slots = ring.slots
        mask = ring.capacity &- 1
        index = ring.published
        limit = index
        fencesItself = !gr_barrier_register()
        tap = ring.isTapped ? gr_ring_tap(control) : gr_ring_head(control)
        gr_fetch_add_u64(gr_ring_incarnation(control), 1)
        // The last producer may have died between publishing and waking.
        wakeReaders(control)
    }

    /// Number of records published, by this and all earlier incarnations.
    @inlinable public var published: UInt64 { index }
    @inlinable public var capacity: UInt64 { mask &+ 1 }

    /// Slots that can be claimed now. Refreshes this side's view of the readers.
    @inlinable
    public var free: UInt64 {
        mutating get {
            limit = currentLimit
            return limit &- index
        }
    }

    /// First index whose slot a reader may still need.
    @inlinable @inline(__always)
    var currentLimit: UInt64 {
        min(gr_load_acquire_u64(gr_ring_head(control)), gr_load_acquire_u64(tap)) &+ mask &+ 1
    }

    @inlinable @inline(__always)
    var slot: UnsafeMutableRawPointer {
        slots + Int(truncatingIfNeeded: index & mask) &* MemoryLayout<Record>.stride
    }

    /// The next slot to fill in place, or nil when the ring is full.
    ///
    /// Fill any field but the sequence (the first 8 bytes), which belongs to
    /// `publish()`; whole-struct assignment would overwrite it, so use `write` for
    /// that. The slot holds an old record until then. Claiming twice without
    /// publishing returns the same slot. O(1), no system call.
    @inlinable @inline(__always)
    public mutating func tryClaim() -> UnsafeMutablePointer<Record>? {
        if index == limit {
            limit = currentLimit
            if index == limit { return nil }
        }
        prefetchAhead()
        return slot.assumingMemoryBound(to: Record.self)
    }

    /// Asks, eight slots ahead, for lines in writable state: the consumer read them a
    /// lap ago, so that each first store would otherwise wait for the other core.
    /// Measured in alternating runs: 128 B throughput from 1.3-2.1 to mostly 2.7-3.3
    /// times the C queue, 64 B and round trips unchanged. Four slots gain less; sparing
    /// the slots that the consumer may still read gains less when the ring is full;
    /// the same idea in the consumer halves throughput.
    @inlinable @inline(__always)
    func prefetchAhead() {
        let ahead = slots + Int(truncatingIfNeeded: (index &+ 8) & mask) &* MemoryLayout<Record>.stride
        var offset = 0
        while offset < MemoryLayout<Record>.stride {
            gr_prefetch_write(ahead + offset)
            offset &+= 64
        }
    }

    /// Makes the claimed record visible, and wakes the readers that sleep. The
    /// record's sequence becomes `published`. Costs one store and one load of a
    /// line that nobody writes while the readers are awake.
    ///
    /// The fence keeps the next record's stores behind this sequence: by it
    /// `RingMemory.read` knows that the oldest slot is not being overwritten.
    @inlinable @inline(__always)
    public mutating func publish() {
        assert(index != limit, "publish without claim")
        gr_store_release_u64(slot.assumingMemoryBound(to: UInt64.self), index &+ 1)
        index &+= 1
        if fencesItself { gr_fence_seq_cst() } else { gr_fence_stores() }
        if gr_load_relaxed_u64(gr_ring_readers_parked(control)) != 0 { wakeReaders(control) }
    }
}

extension RingProducer {
    /// Copies the record into the next slot and publishes it; false when full.
    /// The record's own sequence is ignored. O(size of record).
    @inlinable @inline(__always)
    public mutating func tryWrite(_ record: Record) -> Bool {
        guard tryClaim() != nil else { return false }
        let header = MemoryLayout<UInt64>.size
        withUnsafeBytes(of: record) { bytes in
            (slot + header).copyMemory(
                from: bytes.baseAddress.unsafelyUnwrapped + header,
                byteCount: MemoryLayout<Record>.size &- header)
        }
        publish()
        return true
    }

    /// Copies and publishes the record; with `block`, waits for space as `idle` says.
    @inlinable @inline(__always)
    public mutating func write(
        _ record: Record, policy: FullPolicy = .block, idle: inout Idler
    ) -> WriteOutcome {
        if tryWrite(record) { return .written }
        return writeWhenFull(record, policy: policy, idle: &idle)
    }

    @inlinable @inline(never)
    mutating func writeWhenFull(_ record: Record, policy: FullPolicy, idle: inout Idler) -> WriteOutcome {
        if policy == .conflate {
            noteFull()
            return .full
        }
        switch waitForSpace(idle: &idle) {
        case .stopped: return .stopped
        case .timedOut: return .timedOut
        case .ready:
            let written = tryWrite(record)
            precondition(written, "space vanished: a second producer is at work")
            return .written
        }
    }

    /// Waits until a slot is free, the stop word is set or the deadline passes.
    @inlinable @inline(never)
    public mutating func waitForSpace(idle: inout Idler) -> WaitOutcome {
        if tryClaim() != nil { return .ready }
        noteFull()
        idle.reset()
        defer { idle.finish() }
        while tryClaim() == nil {
            switch idle.step(on: waitTarget) {
            case .again: continue
            case .stopped: return .stopped
            case .timedOut: return .timedOut
            }
        }
        return .ready
    }

    /// What to sleep on until a full ring has space: the reader that holds the oldest
    /// slot. When both do, the wait goes on with the other after the first has moved.
    @inlinable
    public var waitTarget: WaitTarget {
        let oldest = index &- mask &- 1
        let holder = gr_load_acquire_u64(tap) == oldest ? tap : gr_ring_head(control)
        return WaitTarget(
            parked: gr_ring_producer_parked(control), watched: UnsafePointer(holder),
            value: oldest, ready_when_equal: 0, parks: gr_ring_producer_parks(control))
    }

    @inlinable
    func noteFull() {
        gr_add_single_writer_u64(gr_ring_full_waits(control), 1)
        gr_store_relaxed_u64(gr_ring_high_water(control), capacity)
    }

    /// Measures how many records wait now, for the ring's high-water mark. One load of
    /// the consumer's line: once a tick, not once a record, where throughput counts.
    @inlinable @inline(__always)
    public func noteDepth() {
        let depth = index &- gr_load_relaxed_u64(gr_ring_head(control))
        if depth > gr_load_relaxed_u64(gr_ring_high_water(control)) {
            gr_store_relaxed_u64(gr_ring_high_water(control), depth)
        }
    }

    /// Counts one record that was merged into another instead of being queued.
    public func noteConflated() { gr_add_single_writer_u64(gr_ring_conflated(control), 1) }

    /// Announces the leadership epoch under which this producer writes.
    public func setFence(_ fence: UInt64) { gr_store_release_u64(gr_ring_fence(control), fence) }

    /// Announces that this producer is alive (CLOCK_MONOTONIC ns).
    public func beat(nowNs: UInt64) { gr_store_release_u64(gr_ring_producer_heartbeat_ns(control), nowNs) }
}
