// The quantiles of a soak report: backtest specification, section 5.3.

struct SoakStatistics {
    private let sorted: [Double]

    /// O(n log n).
    init(_ values: [Double]) { sorted = values.sorted() }

    /// The middle value, or the mean of the two in the middle; 0 when there is none.
    var median: Double {
        guard !sorted.isEmpty else { return 0 }
        let upper = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2
    }

    /// The value at 99 % of the count, which for fewer than 101 values is the largest; 0 when there is none.
    var p99: Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(Int(Double(sorted.count) * 0.99), sorted.count - 1)]
    }
}
