// Backtest protocol v1: six registered fixtures in a fixed order, each on a fresh paper engine with the
// options of the backtest's own mapping (backtest specification, section 2).
//
// The report's digest covers the fixtures' paths. Where the files lie and what the report calls them are
// therefore two things: the same fixtures give the same digest wherever they are checked out.
// Beyond v1: a fixture that the engine refuses is a failed result; the others are still run.

import Domain

/// One fixture of a backtest.
public struct BacktestFixture: Sendable {
    public var directory: String
    /// What the report calls it.
    public var reportedPath: String

    public init(directory: String, reportedPath: String) {
        self.directory = Fixture.normalised(directory)
        self.reportedPath = Fixture.normalised(reportedPath)
    }

    /// The registered fixtures, in order.
    public static let registeredNames = [
        "sample_day", "sample_day_allowed", "sample_day_toxic", "sample_day_multisymbol", "sample_day_controller",
        "sample_day_topk_v1",
    ]

    /// The registered fixtures in `directory`; the report names them in `reportedDirectory`.
    public static func registered(in directory: String, reportedDirectory: String? = nil) -> [BacktestFixture] {
        registeredNames.map { name in
            BacktestFixture(
                directory: "\(directory)/\(name)", reportedPath: "\(reportedDirectory ?? directory)/\(name)")
        }
    }
}

public enum Backtest {
    /// Runs every fixture; never ends early.
    public static func run(_ fixtures: [BacktestFixture], _ runs: PipelineRuns = .inProcess) -> BacktestReport {
        BacktestReport(fixtures.map { run($0, runs) })
    }

    private static func run(_ fixture: BacktestFixture, _ runs: PipelineRuns) -> BacktestResult {
        let path = fixture.reportedPath
        guard isDirectory(fixture.directory) else {
            return BacktestResult(path: path, failure: "Fixture not found: \(path)")
        }
        do {
            let config = try RecordedConfig(directory: fixture.directory)
            let expected = try config.digest(["expected_paper_digest"])
            let options = try PaperOptions.forBacktest(config: config.content)
            try options.validate(environment: [:])
            let report = try runs.paper(PaperRequest(directory: fixture.directory, options: options))
            return BacktestResult(path: path, report, expected: expected)
        } catch {
            return BacktestResult(path: path, failure: "Run failed: \(error)")
        }
    }
}
