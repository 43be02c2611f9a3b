// Looking at one record by its position, without being a reader of the ring.
//
// For recovery, which reads again what the dead consumer had committed, and for tools
// that follow a ring. Nothing is announced to the producer, so it may overwrite the slot
// meanwhile; the outcome says so and the copy is then worthless.

import CGrinder

/// What became of an attempt to copy a record.
public enum ReadOutcome: Equatable, Sendable {
    case copied
    case notYetPublished
    /// The slot belongs to a later record, or is being filled with it.
    case overwritten
}

extension RingMemory {
    /// Copies record `position` (from 0) into `record`. O(size of record).
    ///
    /// Always `copied` for a published record that consumer or tap has not committed
    /// yet; for older ones as long as the producer has not come round to the slot.
    public func read<Record: BitwiseCopyable>(
        at position: UInt64, into record: inout Record
    ) throws(RingError) -> ReadOutcome {
        try checkRecord(stride: MemoryLayout<Record>.stride)
        let slot = sequence(at: position)
        let found = gr_load_acquire_u64(slot)
        guard found == position &+ 1 else {
            if found > position &+ 1 { return .overwritten }
            if position >= committed { return .notYetPublished }
            // Published and let go after the slot was looked at: it is there by now. Or, when the slot has not
            // changed, a record of an earlier region, which this ring has never held.
            return gr_load_acquire_u64(slot) == found ? .overwritten : try read(at: position, into: &record)
        }
        withUnsafeMutableBytes(of: &record) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: slot, count: MemoryLayout<Record>.size))
        }
        gr_fence_acquire()
        // The producer fills a slot before it changes the slot's sequence, so that word
        // alone proves nothing. It begins with the slot only after it has published all
        // records before the next one there, and after both readers have let it go.
        let previous = position &+ capacity &- 1
        if gr_load_acquire_u64(sequence(at: previous)) < previous &+ 1 { return .copied }
        return position >= min(committed, tapped ?? .max) ? .copied : .overwritten
    }
}
