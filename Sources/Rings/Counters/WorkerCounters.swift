import CGrinder

/// The counters and gauges of one worker, which is their only writer; everyone may read.
@frozen
public struct WorkerCounters: @unchecked Sendable {
    @usableFromInline let words: UnsafeMutablePointer<UInt64>

    public static let count = Int(GR_WORKER_COUNTERS)

    init(block: UnsafeMutablePointer<gr_worker_counters_t>) { words = gr_worker_counters_words(block) }

    @inlinable
    public subscript(counter: WorkerCounter) -> UInt64 {
        get { gr_load_relaxed_u64(words + counter.rawValue) }
        nonmutating set { gr_store_relaxed_u64(words + counter.rawValue, newValue) }
    }

    /// Adds as the only writer: a load and a store.
    @inlinable @inline(__always)
    public func add(_ value: UInt64 = 1, to counter: WorkerCounter) {
        gr_add_single_writer_u64(words + counter.rawValue, value)
    }

    /// Raises a gauge that keeps a maximum.
    @inlinable @inline(__always)
    public func raise(_ counter: WorkerCounter, to value: UInt64) {
        if value > gr_load_relaxed_u64(words + counter.rawValue) {
            gr_store_relaxed_u64(words + counter.rawValue, value)
        }
    }
}
