// The determinism suite: every fixture of a folder, then the backtest twice. Backtest specification,
// section 4. Who runs it decides what to print between the checks.

import Domain

public enum DeterminismSuite {
    /// Names of the fixtures in `directory`: its folders that hold a config.json, in byte order.
    public static func fixtureNames(in directory: String) throws(FixtureError) -> [String] {
        try DirectoryListing.names(directory).filter { name in
            isDirectory("\(directory)/\(name)") && fileExists("\(directory)/\(name)/config.json")
        }
    }
}

/// The backtest run twice.
public struct BacktestCheck: Sendable {
    public let first: BacktestReport
    public let second: BacktestReport

    public init(first: BacktestReport, second: BacktestReport) {
        self.first = first
        self.second = second
    }

    public var isDeterministic: Bool { first.digest == second.digest }

    /// Beyond v1, which looks at the digests alone: no errors either.
    public var allFixturesPassed: Bool { first.hasPassed && second.hasPassed }

    public var hasPassed: Bool { isDeterministic && allFixturesPassed }

    /// Whether v1 passes it, which looks at nothing but the digests.
    public var hasEqualDigests: Bool { isDeterministic && allDigestsMatch }

    var allDigestsMatch: Bool { first.digestsMatch && second.digestsMatch }

    /// What is wrong: the digests of the two reports, then the fixtures that failed in the first or second run.
    var problems: [String] {
        var problems: [String] = []
        if !isDeterministic { problems.append("Backtest non-deterministic: \(first.digest) vs \(second.digest)") }
        for (one, other) in zip(first.results, second.results) {
            if let problem = one.problem ?? other.problem { problems.append(problem) }
        }
        return problems
    }
}
