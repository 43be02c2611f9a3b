// `grinder-bench compare A B`: whether B is another speed than A, or only another moment. Each series of slices is
// resampled in blocks, because neighbouring slices share their machine's mood; the verdict is taken from the
// interval that the ratio of the medians falls into, and a difference too small to matter is none.

import Domain
import Glibc

/// What was measured under one name in a history file, over all its entries.
struct RecordedSeries {
    let suite: String
    let name: String
    let isLowerBetter: Bool
    var slices: [Double]
}

struct Comparison {
    enum Verdict: String {
        case better, worse, same
    }

    struct Row {
        let name: String
        /// Median of B over median of A.
        let ratio: Double
        /// What the ratio lies between, in 99 of 100 resamplings.
        let low: Double
        let high: Double
        let verdict: Verdict
    }

    /// A ratio nearer to 1 than this is no difference.
    static let thresholdDefault = 0.03
    private static let resamplings = 2000

    static func row(_ a: RecordedSeries, _ b: RecordedSeries, threshold: Double) -> Row {
        // The same slices give the same verdict.
        var random = SplitMix(state: 0x6772_696E_6465_7221)
        var ratios = (0..<resamplings).map { _ in
            median(resampled(b.slices, &random)) / max(median(resampled(a.slices, &random)), .leastNormalMagnitude)
        }
        ratios.sort()
        let (low, high) = (ratios[resamplings / 200], ratios[resamplings - 1 - resamplings / 200])
        let isLower = high < 1 - threshold
        let isHigher = low > 1 + threshold
        let verdict: Verdict = !isLower && !isHigher ? .same : isLower == b.isLowerBetter ? .better : .worse
        return Row(
            name: "\(b.suite): \(b.name)", ratio: median(b.slices) / max(median(a.slices), .leastNormalMagnitude), low: low,
            high: high, verdict: verdict)
    }

    /// As many values, drawn in blocks of neighbours.
    private static func resampled(_ values: [Double], _ random: inout SplitMix) -> [Double] {
        let block = max(1, Int(Double(values.count).squareRoot()))
        var out: [Double] = []
        out.reserveCapacity(values.count + block)
        while out.count < values.count {
            let start = Int(random.next() % UInt64(values.count))
            for offset in 0..<block { out.append(values[(start + offset) % values.count]) }
        }
        return Array(out.prefix(values.count))
    }
}

/// Vigna's splitmix64.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
