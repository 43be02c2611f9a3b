// The nightly gate: every metric that has a limit, held to it. Backtest specification, section 5.5.

import Domain

public struct SoakThresholdCheck: Sendable {
    /// `MODE.METRIC: VALUE > LIMIT`, in file order.
    public private(set) var violations: [String] = []
    /// Limits whose metric the report has; v1 skips the others.
    public private(set) var comparisons = 0

    public init(_ report: RecordedSoak, _ thresholds: SoakThresholds, mode: SoakMode) throws(FixtureError) {
        for entry in thresholds[mode] {
            guard let value = try report.number(entry.metric) else { continue }
            comparisons += 1
            let name = "\(mode.rawValue).\(entry.metric.rawValue)"
            switch entry.limit {
            case .most(let most):
                if value > most { violations.append("\(name): \(value) > \(most)") }
            case .range(let least, let most):
                if let most, value > most { violations.append("\(name): \(value) > max(\(most))") }
                if let least, value < least { violations.append("\(name): \(value) < min(\(least))") }
            }
        }
    }
}
