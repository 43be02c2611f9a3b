// The in-process twin: the same ring code over private memory, for tests and for
// running several workers' loops as threads of one process.

import CGrinder

/// Owns the memory of one ring. Keep it alive as long as any producer or consumer.
public struct InProcessRing<Record: BitwiseCopyable>: ~Copyable {
    public let memory: RingMemory
    private let base: UnsafeMutableRawPointer
    private let byteCount: Int

    public init(kind: RingKind = .market, capacity: Int, isTapped: Bool = false) throws(RingError) {
        let stride = MemoryLayout<Record>.stride
        let size = try RingMemory.byteCount(slotSize: stride, capacity: capacity)
        var error: Int32 = 0
        guard let mapped = gr_memory_map_private(UInt64(size), &error)
        else { throw .outOfMemory(errno: error) }
        memory = RingMemory.initialize(
            at: mapped, kind: kind.rawValue, slotSize: stride, capacity: capacity, isTapped: isTapped)
        base = mapped
        byteCount = size
    }

    deinit { gr_memory_unmap(base, UInt64(byteCount)) }
}
