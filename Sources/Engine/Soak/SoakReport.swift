// The report of a fixture soak: backtest specification, section 5.3. Its digest covers latencies and
// memory and is different each time; what repeats are the digests' stability, the fill rates and errors.

import Domain

public struct SoakReport: Sendable {
    /// The report; files and screens show it with sorted keys.
    public let document: JSONValue
    private let fixtures: [FixtureSoak]

    /// - Parameters:
    ///   - mode: what the report says about its load.
    ///   - runs: runs asked for per fixture.
    ///   - peakResidentMiB: most memory that the process ever held, in MiB.
    public init(_ fixtures: [FixtureSoak], mode: String, runs: Int, peakResidentMiB: Double) {
        self.fixtures = fixtures
        let latency = SoakStatistics(fixtures.flatMap(\.latenciesMs))
        let p99 = JSONValue.double(latency.p99.rounded(decimals: 2))
        var members = JSONObject([
            ("schema_version", "v1"), ("mode", .text(mode)), ("fixtures_tested", .integer(fixtures.count)),
            ("total_runs", .integer(fixtures.count * runs)),
            ("decision_latency_p50_ms", .double(latency.median.rounded(decimals: 2))),
            ("decision_latency_p99_ms", p99), ("order_latency_p99_ms", p99),
            ("event_queue_depth_max", 0), ("snapshot_queue_depth_max", 0),
            ("rss_mb_max", .double(peakResidentMiB.rounded(decimals: 0))),
            ("fill_rate", .double(Self.meanFillRate(fixtures).rounded(decimals: 4))),
            ("errors_total", .integer(Self.errorsTotal(fixtures))), ("events_dropped", 0),
            ("all_digests_stable", .bool(Self.digestsAreStable(fixtures))),
            ("results", .array(fixtures.map(\.document))),
        ])
        let digest = SHA256.hash(Array(JSONValue.object(members).canonicalText.utf8)).short
        members.set("report_digest", .text(digest))
        document = .object(members)
    }

    public var digestsAreStable: Bool { Self.digestsAreStable(fixtures) }

    public var errorsTotal: Int { Self.errorsTotal(fixtures) }

    /// Beyond v1, which calls each of these a success: why the soak shows less than it was asked to.
    public var shortfall: String? {
        guard !fixtures.isEmpty else { return "no fixture to run: none of the default ones is there" }
        guard fixtures.contains(where: { $0.completedRuns > 0 }) || errorsTotal > 0 else {
            return "nothing was run: 0 runs were asked for"
        }
        if let failed = fixtures.first(where: { !$0.errors.isEmpty }) {
            return "\(errorsTotal) error(s); the first: \(failed.path): \(failed.errors[0])"
        }
        guard let idle = fixtures.first(where: \.gaveNothing) else { return nil }
        return "\(idle.path): no outputs, so that equal digests show nothing"
    }

    private static func digestsAreStable(_ fixtures: [FixtureSoak]) -> Bool { fixtures.allSatisfy(\.digestIsStable) }

    private static func errorsTotal(_ fixtures: [FixtureSoak]) -> Int { fixtures.reduce(0) { $0 + $1.errors.count } }

    /// Of the fixtures that came to the end of a run; 0 when there is none.
    private static func meanFillRate(_ fixtures: [FixtureSoak]) -> Double {
        let rates = fixtures.filter { $0.completedRuns > 0 }.map(\.fillRate)
        return rates.isEmpty ? 0 : rates.reduce(0, +) / Double(rates.count)
    }
}
