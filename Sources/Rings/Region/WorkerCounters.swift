import CGrinder

/// 64 counters of one worker. The worker writes, everyone may read; which index
/// means what is a table above this floor.
@frozen
public struct WorkerCounters: @unchecked Sendable {
    @usableFromInline let words: UnsafeMutablePointer<UInt64>

    public static let count = Int(GR_WORKER_COUNTERS)

    init(words: UnsafeMutablePointer<UInt64>) { self.words = words }

    @inlinable
    public subscript(index: Int) -> UInt64 {
        get {
            precondition(index >= 0 && index < Self.count)
            return gr_load_relaxed_u64(words + index)
        }
        nonmutating set {
            precondition(index >= 0 && index < Self.count)
            gr_store_relaxed_u64(words + index, newValue)
        }
    }

    /// Adds as the only writer: a load and a store.
    @inlinable
    public func add(_ value: UInt64, at index: Int) {
        precondition(index >= 0 && index < Self.count)
        gr_add_single_writer_u64(words + index, value)
    }
}
