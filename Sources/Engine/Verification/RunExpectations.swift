// The members of a configuration that say what a paper run selects, refuses and decides. v1 never reads
// them (fixtures specification, section 8); `expected_behavior` is a sentence and says nothing to compare.
//
// Compared as sets: the reference's own sample_day_topk_v1 lists the right symbols in an order that it
// does not select in. The order of selection is held by the backtest report's digest.

import Domain
import Policies

struct RunExpectations {
    private let expected: [(name: String, found: Found, values: [String])]

    /// What a run came to, as the values that the expectation lists.
    private typealias Found = @Sendable (PaperResult, borrowing SymbolTable) -> [String]

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

    /// One text for each expectation that `result` does not meet.
    func problems(_ result: PaperResult, _ symbols: borrowing SymbolTable) -> [String] {
        var problems: [String] = []
        for (name, found, wanted) in expected {
            let found = found(result, symbols)
            if found.sorted() != wanted.sorted() {
                problems.append("\(name): expected \(Self.list(wanted)), got \(Self.list(found))")
            }
        }
        return problems
    }

    private static let selections: [(String, Found)] = [
        ("expected_selected", { result, symbols in texts(result.selectionV1?.selected ?? [], symbols) }),
        ("expected_topk_selected", { result, symbols in texts(result.selection?.selected ?? [], symbols) }),
        (
            "expected_gated",
            { result, symbols in
                texts(result.selectionV1?.scores.filter { !$0.gatesFailed.isEmpty }.map(\.symbol) ?? [], symbols)
            }
        ),
    ]

    /// The controller's last word on each symbol.
    private static func modes(_ result: PaperResult, _ symbols: borrowing SymbolTable) -> [String] {
        var modes: [String] = []
        for entry in result.controllerDecisions {
            modes.append("\(symbols.text(entry.symbol))=\(entry.decision.mode.rawValue)")
        }
        return modes
    }

    /// Every regime that a plan of the run names.
    private static func regimes(_ result: PaperResult, _ symbols: borrowing SymbolTable) -> [String] {
        Array(Set(result.documents.compactMap { $0["plan"]?["regime"]?.stringValue }))
    }

    private static func texts(_ listed: [SymbolID], _ symbols: borrowing SymbolTable) -> [String] {
        var texts: [String] = []
        for symbol in listed { texts.append(symbols.text(symbol)) }
        return texts
    }

    private static func list(_ values: [String]) -> String {
        values.isEmpty ? "none" : values.sorted().joined(separator: ", ")
    }
}
