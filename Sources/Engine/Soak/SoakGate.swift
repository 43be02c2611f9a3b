// The gate before a merge: what a soak report shows the same way on every machine, held to its limits.
// Latency and memory are shown and not judged. Backtest specification, section 5.4.

import Domain

public struct SoakGate: Sendable {
    /// One text for each limit that does not hold, each followed by its indented details.
    public private(set) var failures: [String] = []
    /// What the command prints about the single gates.
    public private(set) var lines: [String]
    private let thresholds: SoakThresholds
    private let mode: SoakMode

    public var hasPassed: Bool { failures.isEmpty }

    /// What the command prints last.
    public var verdict: String {
        hasPassed ? "All deterministic gates passed." : "FAILED: \(failures.count) gate(s) failed"
    }

    /// Judges `report` by the limits of `mode`; a limit that is not set takes the specification's default.
    public init(
        _ report: RecordedSoak, _ thresholds: SoakThresholds, mode: SoakMode
    ) throws(FixtureError) {
        self.thresholds = thresholds
        self.mode = mode
        lines = ["Soak Gate Check (mode=\(mode.rawValue))", String(repeating: "=", count: 40)]
        let results = try report.results()
        judgeDigests(isStable: try report.allDigestsAreStable(), results)
        judgeErrors(try report.number(.errorsTotal) ?? .integer(0), results)
        judgeFillRate(try report.number(.fillRate) ?? .real(0))
        judgeDrops(try report.number(.eventsDropped) ?? .integer(0))
        try informAbout(report)
    }

    private mutating func judgeDigests(isStable: Bool, _ results: [RecordedSoak.Result]) {
        guard !isStable else { return lines.append("PASS: All digests stable") }
        lines.append("FAIL: Digest instability detected")
        failures.append("Digest instability detected!")
        for result in results where !result.digestIsStable { failures.append("  - \(result.path): UNSTABLE") }
    }

    private mutating func judgeErrors(_ errors: SoakNumber, _ results: [RecordedSoak.Result]) {
        guard judge(.errorsTotal, errors, most: most(.errorsTotal) ?? .integer(0)) else { return }
        for result in results where !result.errors.isEmpty {
            failures.append("  - \(result.path): [\(result.errors.joined(separator: ", "))]")
        }
    }

    private mutating func judgeFillRate(_ rate: SoakNumber) {
        let (least, most) = fillRateRange
        let text = rate.double.text(decimals: 4)
        let isBelow = rate < least
        let isAbove = rate > most
        lines.append("\(isBelow || isAbove ? "FAIL" : "PASS"): fill_rate = \(text) (range: [\(least), \(most)])")
        if isBelow { failures.append("fill_rate: \(text) < \(least) (min threshold)") }
        if isAbove { failures.append("fill_rate: \(text) > \(most) (max threshold)") }
    }

    /// Lost events are judged only where a limit is set.
    private mutating func judgeDrops(_ dropped: SoakNumber) {
        if let most = most(.eventsDropped) { _ = judge(.eventsDropped, dropped, most: most) }
    }

    /// Whether the limit is exceeded.
    private mutating func judge(_ metric: SoakMetric, _ value: SoakNumber, most: SoakNumber) -> Bool {
        let isExceeded = value > most
        let name = metric.rawValue
        lines.append("\(isExceeded ? "FAIL" : "PASS"): \(name) = \(value) (threshold: \(most))")
        if isExceeded { failures.append("\(name): \(value) > \(most) (threshold)") }
        return isExceeded
    }

    private mutating func informAbout(_ report: RecordedSoak) throws(FixtureError) {
        let latencyMs = try report.number(.decisionLatencyP99Ms)?.double ?? 0
        let memoryMiB = try report.number(.rssMiBMax)?.double ?? 0
        let rule = String(repeating: "-", count: 40)
        lines += [
            rule, "Informational metrics:", "  latency_p99 = \(latencyMs.text(decimals: 2))ms",
            "  rss_mb_max = \(memoryMiB.text(decimals: 0))MB", rule,
        ]
    }

    private func most(_ metric: SoakMetric) -> SoakNumber? {
        switch thresholds.limit(metric, in: mode) {
        case .most(let number)?: number
        case .range(_, let most)?: most
        case nil: nil
        }
    }

    private var fillRateRange: (least: SoakNumber, most: SoakNumber) {
        switch thresholds.limit(.fillRate, in: mode) {
        case .most(let number)?: (.real(0), number)
        case .range(let least, let most)?: (least ?? .real(0), most ?? .real(1))
        case nil: (.real(0), .real(1))
        }
    }
}
