// The reading end of a ring; under `RingTap` also the second one.
//
// Owned by one run loop on one thread, as a local variable (see RingProducer).
//
// Memory order. The slot's sequence is loaded with acquire: when it is the expected
// one, the record's fields are visible. `head` is stored with release after the last
// read of the record, so the producer reuses the slot only when nobody reads it.
//
// Delivery is at least once: records released but not committed when the process
// dies are delivered again to its successor. With `commitEvery` 1 that is at most the
// record in hand.

import CGrinder

@frozen
public struct RingConsumer<Record: BitwiseCopyable>: ~Copyable {
    @usableFromInline let control: UnsafeMutablePointer<gr_ring_control_t>
    @usableFromInline let slots: UnsafeMutableRawPointer
    @usableFromInline let mask: UInt64
    @usableFromInline let commitEvery: UInt64
    /// Index of the next record to read.
    @usableFromInline var index: UInt64
    /// What `head` says: everything below is the producer's again.
    @usableFromInline var head: UInt64
    @usableFromInline let fencesItself: Bool
    /// Which reader this is: `head` or `tap`, and the words that go with it.
    @usableFromInline let words: RingReaderWords

    /// Takes over the reading end at the committed position.
    ///
    /// `commitEvery` 1 commits each record (intents, reports); more, at most a
    /// quarter of the capacity, trades re-delivery after a crash for fewer shared
    /// stores. Whatever it is, an empty ring commits everything. O(1) and one
    /// system call.
    public init(resuming ring: RingMemory, commitEvery: Int = 1) throws(RingError) {
        let most = Int(ring.capacity / 4)
        guard commitEvery >= 1, commitEvery <= most
        else { throw .commitInterval(found: commitEvery, most: most) }
        try self.init(resuming: ring, as: .consumer(ring.control), commitEvery: UInt64(commitEvery))
    }

    /// `commitEvery` `.max`: only `commit()` commits.
    init(resuming ring: RingMemory, as words: RingReaderWords, commitEvery: UInt64) throws(RingError) {
        try ring.checkRecord(stride: MemoryLayout<Record>.stride)
        let committed = gr_load_acquire_u64(words.position)
        let found = gr_load_acquire_u64(ring.sequence(at: committed))
        guard found <= committed &+ 1
        else { throw .head(committed: committed, slotSequence: found) }
        control = ring.control
        slots = ring.slots
        mask = ring.capacity &- 1
        self.commitEvery = commitEvery
        self.words = words
        index = committed
        head = committed
        fencesItself = !gr_barrier_register()
        gr_add_single_writer_u64(words.resumes, 1)
        // The last reader may have died between committing and waking.
        wake(gr_ring_producer_parked(control), counter: words.wakes)
    }

    /// Number of records released, committed or not: the position of `peek`.
    @inlinable public var position: UInt64 { index }
    /// Number of records committed: where a successor would start.
    @inlinable public var committed: UInt64 { head }
    @inlinable public var capacity: UInt64 { mask &+ 1 }

    /// Number of records published so far. O(log capacity); see `RingMemory.published`.
    public var published: UInt64 { max(memory.published, index) }
    /// Records waiting to be read. O(log capacity).
    public var depth: UInt64 { published &- index }

    var memory: RingMemory {
        RingMemory(control: control, slots: slots, slotSize: MemoryLayout<Record>.stride, capacity: mask &+ 1)
    }

    @inlinable @inline(__always)
    var slot: UnsafeMutableRawPointer {
        slots + Int(truncatingIfNeeded: index & mask) &* MemoryLayout<Record>.stride
    }

    /// The next record in place, or nil when there is none. Valid until `release()`.
    /// Peeking again returns the same record. O(1), no system call in steady state.
    @inlinable @inline(__always)
    public mutating func peek() -> UnsafePointer<Record>? {
        let slot = slot
        guard gr_load_acquire_u64(slot.assumingMemoryBound(to: UInt64.self)) == index &+ 1 else {
            if head != index, commitEvery != .max { commit() }
            return nil
        }
        return UnsafePointer(slot.assumingMemoryBound(to: Record.self))
    }

    /// Finishes with the record that `peek` returned. Its effects must be complete:
    /// after the commit nobody will deliver it again.
    @inlinable @inline(__always)
    public mutating func release() {
        assert(
            gr_load_relaxed_u64(slot.assumingMemoryBound(to: UInt64.self)) == index &+ 1,
            "release without peek")
        index &+= 1
        if index &- head >= commitEvery { commit() }
    }

    /// Publishes the position now, and wakes the producer if it sleeps for space.
    @inlinable @inline(__always)
    public mutating func commit() {
        gr_store_release_u64(words.position, index)
        head = index
        if fencesItself { gr_fence_seq_cst() } else { gr_fence_compiler() }
        if gr_load_relaxed_u32(gr_ring_producer_parked(control)) != 0 {
            wake(gr_ring_producer_parked(control), counter: words.wakes)
        }
    }
}

extension RingConsumer {
    /// Waits until there is a record, the stop word is set or the deadline passes.
    /// A record that is there wins over a stop: draining needs no special case.
    @inlinable
    public mutating func wait(idle: inout Idler) -> WaitOutcome {
        if peek() != nil { return .ready }
        idle.reset()
        defer { idle.finish() }
        while peek() == nil {
            switch idle.step(on: waitTarget) {
            case .again: continue
            case .stopped: return .stopped
            case .timedOut: return .timedOut
            }
        }
        return .ready
    }

    /// What to sleep on until an empty ring has a record. A loop that reads several
    /// rings passes several of these to `Idler.step`.
    @inlinable
    public var waitTarget: WaitTarget {
        WaitTarget(
            parked: words.parked,
            watched: UnsafePointer(slot.assumingMemoryBound(to: UInt64.self)),
            value: index &+ 1, ready_when_equal: 1, parks: words.parks)
    }
}
