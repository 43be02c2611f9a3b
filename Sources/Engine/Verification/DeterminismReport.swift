// The suite's summary as text: backtest specification, section 4.5.

import Domain

public struct DeterminismReport: Sendable {
    public let fixtures: [DeterminismCheck]
    public let backtest: BacktestCheck
    private let isLenient: Bool

    /// - Parameter isLenient: passes what v1 passes: equal digests, whatever else is wrong.
    public init(fixtures: [DeterminismCheck], backtest: BacktestCheck, isLenient: Bool = false) {
        self.fixtures = fixtures
        self.backtest = backtest
        self.isLenient = isLenient
    }

    public var hasPassed: Bool { fixtures.allSatisfy(passes) && backtestPasses }

    private func passes(_ check: DeterminismCheck) -> Bool { isLenient ? check.hasEqualDigests : check.hasPassed }

    private var backtestPasses: Bool { isLenient ? backtest.hasEqualDigests : backtest.hasPassed }

    private var allFixturesPass: Bool { isLenient ? backtest.allDigestsMatch : backtest.allFixturesPassed }

    /// - Parameter verbose: also what is wrong with each fixture.
    public func lines(verbose: Bool) -> [String] {
        heading + fixtureTable(verbose: verbose) + backtestSection(verbose: verbose) + verdict
    }

    private static let rule = String(repeating: "=", count: 60)

    private var heading: [String] { ["", Self.rule, "DETERMINISM SUITE REPORT", Self.rule] }

    private func fixtureTable(verbose: Bool) -> [String] {
        var lines = ["", "## Fixtures", "", Self.row("Fixture", "Replay", "Paper", "Status")]
        lines.append(String(repeating: "-", count: 62))
        for check in fixtures {
            lines.append(
                Self.row(
                    check.name, Self.cell(check.replay?.isDeterministic ?? false),
                    Self.cell(check.paper?.isDeterministic ?? false), Self.status(passes(check))))
            if verbose { lines += Self.marked(check.problems) }
        }
        return lines
    }

    private func backtestSection(verbose: Bool) -> [String] {
        [
            "", "## Backtest", "",
            "Report digest determinism: \(Self.cell(backtest.isDeterministic))",
            "All fixtures passed: \(Self.cell(allFixturesPass))",
            "Overall: \(Self.status(backtestPasses))",
        ] + (verbose ? Self.marked(backtest.problems) : [])
    }

    private var verdict: [String] {
        var lines = ["", Self.rule, "FINAL VERDICT: \(Self.status(hasPassed))"]
        if hasPassed { lines.append("All determinism checks passed.") }
        let failed = fixtures.filter { !passes($0) }.map(\.name)
        if !failed.isEmpty { lines.append("Failed fixtures: \(failed.joined(separator: ", "))") }
        if !backtestPasses { lines.append("Backtest check failed.") }
        return lines + [Self.rule]
    }

    private static func marked(_ problems: [String]) -> [String] { problems.map { "  ! \($0)" } }

    private static func cell(_ holds: Bool) -> String { holds ? "OK" : "FAIL" }

    public static func status(_ passed: Bool) -> String { passed ? "PASS" : "FAIL" }

    private static func row(_ name: String, _ replay: String, _ paper: String, _ status: String) -> String {
        [pad(name, 30), pad(replay, 12), pad(paper, 12), pad(status, 8)].joined(separator: " ")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.unicodeScalars.count, 0))
    }
}
