// One fixture of a soak: the paper engine over it several times, each time fresh, with time taken.
// Backtest specification, section 5.3. The clock belongs to the caller; digests and counts do not see it.

import Domain

public struct SoakFixture: Sendable {
    public var directory: String

    public init(directory: String) { self.directory = Fixture.normalised(directory) }

    /// What is run when nothing else is named.
    public static let defaultNames = [
        "sample_day", "sample_day_allowed", "sample_day_toxic", "sample_day_multisymbol", "sample_day_controller",
        "sample_day_drawdown",
    ]

    /// Those of the default fixtures that are in `directory`.
    public static func defaults(in directory: String) -> [SoakFixture] {
        defaultNames.map { SoakFixture(directory: "\(directory)/\($0)") }.filter { isDirectory($0.directory) }
    }
}

/// What the runs of one fixture gave.
public struct FixtureSoak: Sendable {
    let path: String
    let runsRequested: Int
    /// Of the completed runs, loading included.
    private(set) var latenciesMs: [Double] = []
    private(set) var errors: [String] = []
    private var digests: [Digest256] = []
    private var fills = 0
    private var ordersPlaced = 0
    private var outputs = 0

    /// - Parameter nowNs: reads a monotonic clock, in nanoseconds.
    public init(_ fixture: SoakFixture, runs: Int, nowNs: () -> UInt64) {
        path = fixture.directory
        runsRequested = runs
        guard isDirectory(path) else {
            errors = ["Fixture not found: \(path)"]
            return
        }
        for _ in 0..<runs {
            do {
                try run(nowNs)
            } catch {
                errors.append("Run failed: \(error)")
            }
        }
    }

    private mutating func run(_ nowNs: () -> UInt64) throws {
        let options = PaperOptions.forSoak(config: try RecordedConfig(directory: path).content)
        try options.validate(environment: [:])
        let startNs = nowNs()
        let run = try PaperRun.run(Fixture.load(directory: path), options)
        latenciesMs.append(Double(nowNs() - startNs) / 1_000_000)
        digests.append(run.result.digest)
        fills += run.result.totalFills
        ordersPlaced += run.result.ordersPlaced
        outputs += run.result.outputs
        errors += run.result.errors(run.symbols).compactMap(\.stringValue)
    }

    var completedRuns: Int { digests.count }

    var digestIsStable: Bool { digests.allSatisfy { $0 == digests[0] } }

    /// Beyond v1: equal digests of nothing show nothing.
    var gaveNothing: Bool { completedRuns > 0 && outputs == 0 }

    /// Fills per order placed; 1 when no order was placed.
    var fillRate: Double { ordersPlaced == 0 ? 1 : Double(fills) / Double(ordersPlaced) }

    var document: JSONValue {
        let latency = SoakStatistics(latenciesMs)
        return .object(
            JSONObject([
                ("fixture_path", .text(path)), ("runs", .integer(runsRequested)),
                ("latency_p50_ms", .double(latency.median.rounded(decimals: 2))),
                ("latency_p99_ms", .double(latency.p99.rounded(decimals: 2))),
                ("fill_rate", .double(fillRate.rounded(decimals: 2))), ("errors_total", .integer(errors.count)),
                ("digest_stable", .bool(digestIsStable)), ("errors", .array(errors.map { .text($0) })),
            ]))
    }
}
