// The report of a backtest and its digest: backtest specification, section 2.4.

import Domain

public struct BacktestReport: Sendable {
    /// In run order.
    public let results: [BacktestResult]
    /// First 16 hexadecimal digits of the SHA-256 over the canonical report without this member.
    public let digest: String
    /// The report; files and screens show it with sorted keys.
    public let document: JSONValue

    init(_ results: [BacktestResult]) {
        self.results = results
        let passed = results.count(where: \.hasPassed)
        var members = JSONObject([
            ("report_schema_version", "v1"), ("paper_schema_version", "v1"),
            ("fixtures_run", .integer(results.count)), ("fixtures_passed", .integer(passed)),
            ("fixtures_failed", .integer(results.count - passed)),
            ("all_digests_match", .bool(Self.digestsMatch(results))),
            ("results", .array(results.map(\.document))),
        ])
        digest = SHA256.hash(Array(JSONValue.object(members).canonicalText.utf8)).short
        members.set("report_digest", .text(digest))
        document = .object(members)
    }

    /// Whether every fixture ran to its recorded digest, with or without errors on the way.
    public var digestsMatch: Bool { Self.digestsMatch(results) }

    private static func digestsMatch(_ results: [BacktestResult]) -> Bool { results.allSatisfy(\.digestMatches) }

    /// Whether every fixture ran without error to its recorded digest.
    public var hasPassed: Bool { results.allSatisfy(\.hasPassed) }
}
