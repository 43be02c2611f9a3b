// The members of a configuration that say which symbols a run selects and refuses. v1 never reads them.
//
// Compared as sets: the reference's own sample_day_topk_v1 lists the right symbols in an order that it
// does not select in. The order of selection is held by the backtest report's digest.

import Domain
import Policies

struct SelectionExpectations {
    private let expected: [(name: String, symbols: [String])]

    init(_ config: RecordedConfig) throws(FixtureError) {
        var expected: [(String, [String])] = []
        for name in ["expected_selected", "expected_topk_selected", "expected_gated"] {
            if let symbols = try config.symbols(name) { expected.append((name, symbols)) }
        }
        self.expected = expected
    }

    /// One text for each expectation that `result` does not meet.
    func problems(_ result: PaperResult, _ symbols: borrowing SymbolTable) -> [String] {
        var problems: [String] = []
        for (name, wanted) in expected {
            var found: [String] = []
            for symbol in Self.found(name, result) { found.append(symbols.text(symbol)) }
            if found.sorted() != wanted.sorted() {
                problems.append("\(name): expected \(Self.list(wanted)), got \(Self.list(found))")
            }
        }
        return problems
    }

    private static func found(_ name: String, _ result: PaperResult) -> [SymbolID] {
        switch name {
        case "expected_selected": result.selectionV1?.selected ?? []
        case "expected_topk_selected": result.selection?.selected ?? []
        default: result.selectionV1?.scores.filter { !$0.gatesFailed.isEmpty }.map(\.symbol) ?? []
        }
    }

    private static func list(_ symbols: [String]) -> String {
        symbols.isEmpty ? "none" : symbols.sorted().joined(separator: ", ")
    }
}
