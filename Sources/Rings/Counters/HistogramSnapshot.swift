import CGrinder

/// A distribution as it was at one moment, or between two. Percentiles are exact to a
/// bucket: never below the true value, at most 1/32 above it.
public struct HistogramSnapshot: Equatable, Sendable {
    /// How many values fell into each bucket.
    public private(set) var buckets: [UInt64]
    /// Of all values, in nanoseconds.
    public private(set) var sum: UInt64
    /// The highest value; of an interval, what its highest bucket can hold at most.
    public private(set) var maxNs: UInt64

    public static let bucketCount = Int(GR_HISTOGRAM_BUCKETS)

    /// Nothing recorded.
    public init() { self.init(buckets: Array(repeating: 0, count: Self.bucketCount), sum: 0, maxNs: 0) }

    init(buckets: [UInt64], sum: UInt64, maxNs: UInt64) {
        self.buckets = buckets
        self.sum = sum
        self.maxNs = maxNs
    }

    /// The highest value that bucket `index` counts; the last one also counts all beyond.
    public static func highest(ofBucket index: Int) -> UInt64 { gr_histogram_highest(UInt32(index)) }

    public var count: UInt64 { buckets.reduce(0, &+) }

    /// Rounded down; 0 when nothing was recorded.
    public var meanNs: UInt64 { count == 0 ? 0 : sum / count }

    /// The value that at least `millionths` of all values do not exceed: 500,000 is the
    /// median, 999,900 is p99.99. 0 when nothing was recorded. O(buckets).
    public func percentile(millionths: Int) -> UInt64 {
        precondition((0...1_000_000).contains(millionths))
        let total = count
        guard total > 0 else { return 0 }
        let product = total.multipliedFullWidth(by: UInt64(millionths))
        let (quotient, remainder) = UInt64(1_000_000).dividingFullWidth(product)
        let rank = max(quotient + (remainder > 0 ? 1 : 0), 1)
        var seen: UInt64 = 0
        for (index, inBucket) in buckets.enumerated() {
            seen += inBucket
            guard seen >= rank else { continue }
            return index == Self.bucketCount - 1 ? maxNs : min(Self.highest(ofBucket: index), maxNs)
        }
        return maxNs
    }

    /// Counts one value as `LatencyHistogram.record(ns:)` does. For tools that measure from outside.
    public mutating func record(ns: UInt64) {
        buckets[Int(gr_histogram_index(ns))] &+= 1
        sum &+= ns
        maxNs = max(maxNs, ns)
    }

    /// Both distributions as one.
    public mutating func merge(_ other: HistogramSnapshot) {
        for index in buckets.indices { buckets[index] &+= other.buckets[index] }
        sum &+= other.sum
        maxNs = max(maxNs, other.maxNs)
    }

    /// What was recorded after `earlier`, a snapshot of the same histogram.
    public func since(_ earlier: HistogramSnapshot) -> HistogramSnapshot {
        var difference = self
        for index in buckets.indices { difference.buckets[index] = buckets[index] &- earlier.buckets[index] }
        difference.sum = sum &- earlier.sum
        let last = difference.buckets.lastIndex { $0 != 0 }
        // A maximum that moved is of this interval; an older one only bounds its bucket.
        if maxNs == earlier.maxNs, let last, last < Self.bucketCount - 1 {
            difference.maxNs = min(maxNs, Self.highest(ofBucket: last))
        }
        if last == nil { difference.maxNs = 0 }
        return difference
    }
}
