// A distribution of durations in shared memory: written by one worker on the path of every
// tick, read by anyone at any time. The buckets are explained in grinder_counters.h.

import CGrinder

@frozen
public struct LatencyHistogram: @unchecked Sendable {
    @usableFromInline let memory: UnsafeMutablePointer<gr_histogram_t>

    @usableFromInline
    init(memory: UnsafeMutablePointer<gr_histogram_t>) { self.memory = memory }

    /// Counts one duration. A few plain instructions; no call, no allocation.
    @inlinable @inline(__always)
    public func record(ns: UInt64) { gr_histogram_record(memory, ns) }

    /// Counts the time from one reading of a clock to a later one. A start of 0 is no
    /// reading and not counted. A clock that two cores read may seem to run backwards by
    /// a little: that counts as 0.
    @inlinable @inline(__always)
    public func record(fromNs start: UInt64, toNs end: UInt64) {
        guard start != 0 else { return }
        gr_histogram_record(memory, end > start ? end &- start : 0)
    }

    /// What has been recorded so far. While the worker goes on, a value may be in its
    /// bucket and not yet in the sum. O(buckets), allocates: for readers.
    public var snapshot: HistogramSnapshot {
        let sum = gr_load_relaxed_u64(gr_histogram_sum(memory))
        let source = gr_histogram_buckets(memory)
        let buckets = (0..<HistogramSnapshot.bucketCount).map { gr_load_relaxed_u64(source + $0) }
        // Last: never below the highest value that a bucket shows, but for one in hand.
        return HistogramSnapshot(buckets: buckets, sum: sum, maxNs: gr_load_relaxed_u64(gr_histogram_max(memory)))
    }
}
