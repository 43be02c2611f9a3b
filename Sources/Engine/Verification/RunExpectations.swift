// The members of a configuration that say what a paper run selects, refuses and decides. v1 never reads
// them (fixtures specification, section 8); `expected_behavior` is a sentence and says nothing to compare.
//
// Compared as sets: the reference's own sample_day_topk_v1 lists the right symbols in an order that it
// does not select in. The order of selection is held by the backtest report's digest.

import Domain
import Policies

struct RunExpectations {
    private let expected: [(name: String, found: Found, values: [String])]

    /// What a run's result document says, as the values that the expectation lists.
    private typealias Found = @Sendable (JSONValue) -> [String]

    init(_ config: RecordedConfig) throws(FixtureError) {
        var expected: [(String, Found, [String])] = []
        for (name, found) in Self.selections {
            if let symbols = try config.symbols(name) { expected.append((name, found, symbols)) }
        }
        if let modes = try config.names("expected_modes", bySymbol: ControllerMode.self) {
            expected.append(("expected_modes", Self.modes, modes.map { "\($0.symbol)=\($0.name.rawValue)" }))
        }
        if let regimes = try config.names("expected_regimes", MarketRegime.self) {
            expected.append(("expected_regimes", Self.regimes, regimes.map(\.rawValue)))
        }
        self.expected = expected
    }

    /// Whether the run must keep its outputs for these.
    var needsDocuments: Bool { expected.contains { $0.name == "expected_regimes" } }

    /// One text for each expectation that a run's result document does not meet.
    func problems(_ result: JSONValue) -> [String] {
        var problems: [String] = []
        for (name, found, wanted) in expected {
            let found = found(result)
            if found.sorted() != wanted.sorted() {
                problems.append("\(name): expected \(Self.list(wanted)), got \(Self.list(found))")
            }
        }
        return problems
    }

    private static let selections: [(String, Found)] = [
        ("expected_selected", { texts($0["topk_v1_selected_symbols"]) }),
        // Top-K v1 reports its symbols there as well, but only v0 has these scores.
        (
            "expected_topk_selected",
            { $0["topk_scores"]?.arrayValue?.isEmpty == false ? texts($0["topk_selected_symbols"]) : [] }
        ),
        (
            "expected_gated",
            { result in
                elements(result["topk_v1_scores"]).filter { $0["gates_failed"]?.arrayValue?.isEmpty == false }
                    .compactMap { $0["symbol"]?.stringValue }
            }
        ),
    ]

    /// The controller's last word on each symbol.
    private static func modes(_ result: JSONValue) -> [String] {
        elements(result["controller_decisions"]).map { decision in
            "\(decision["symbol"]?.stringValue ?? "")=\(decision["mode"]?.stringValue ?? "")"
        }
    }

    /// Every regime that a plan of the run names.
    private static func regimes(_ result: JSONValue) -> [String] {
        Array(Set(elements(result["outputs"]).compactMap { $0["plan"]?["regime"]?.stringValue }))
    }

    private static func texts(_ list: JSONValue?) -> [String] { elements(list).compactMap(\.stringValue) }

    private static func elements(_ list: JSONValue?) -> [JSONValue] { list?.arrayValue ?? [] }

    private static func list(_ values: [String]) -> String {
        values.isEmpty ? "none" : values.sorted().joined(separator: ", ")
    }
}
