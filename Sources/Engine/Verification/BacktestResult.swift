// What the backtest says about one fixture: backtest specification, section 2.4. All twenty members are
// always there; a fixture that could not be run has empty digests, zero counters and the reason.

import Domain

public struct BacktestResult: Sendable {
    public let document: JSONValue
    private let path: String
    private let digest: String
    private let expectedDigest: String
    /// Whether the digest is the recorded one, or none is recorded.
    public let digestMatches: Bool
    /// What went wrong in the run.
    public let errors: [String]

    public var hasPassed: Bool { digestMatches && errors.isEmpty }

    /// What is wrong, on one line; nil when it has passed.
    var problem: String? {
        if let error = errors.first { return "\(path): \(error)" }
        guard !digestMatches else { return nil }
        return "\(path): paper digest \(digest), expected \(expectedDigest)"
    }

    /// Members that are those of the paper result's document.
    private static let paperMembers = [
        "schema_version", "total_fills", "final_positions", "total_realized_pnl", "total_unrealized_pnl",
        "events_processed", "orders_placed", "orders_blocked", "topk_selected_symbols", "topk_k",
        "controller_enabled", "controller_decisions", "topk_v1_enabled", "topk_v1_selected_symbols",
        "topk_v1_gate_excluded",
    ]

    /// The result of a run that came to its end.
    init(path: String, _ report: PaperReport, expected: String?) {
        self.init(
            path: path, report.document, digest: report.run.digest.short, expected: expected, errors: report.errors)
    }

    /// The result of a fixture that could not be run.
    init(path: String, failure: String) {
        let nothing = PaperResult().document(path, PaperOptions(), SymbolTable())
        self.init(path: path, nothing, digest: "", expected: nil, errors: [failure])
    }

    private init(path: String, _ paper: JSONValue, digest: String, expected: String?, errors: [String]) {
        // Without a run there is no digest that could match.
        digestMatches = !digest.isEmpty && (expected ?? digest) == digest
        self.path = path
        self.digest = digest
        self.errors = errors
        expectedDigest = expected ?? ""
        var members = JSONObject([
            ("fixture_path", .text(path)), ("paper_digest", .text(digest)),
            ("expected_paper_digest", .text(expectedDigest)), ("digest_match", .bool(digestMatches)),
            ("errors", .array(errors.map { .text($0) })),
        ])
        for name in Self.paperMembers {
            guard let value = paper[name] else { preconditionFailure("the paper result has no member \(name)") }
            members.set(name, value)
        }
        document = .object(members)
    }
}
