// The result of Top-K v1: policies specification, section 9.

import Domain

public struct TopKV1Score: Sendable, Equatable, BitwiseCopyable {
    public var symbol: SymbolID
    /// range + liquidity − toxicity − trend; all zero when a gate failed.
    public var score = 0
    public var rangeComponent = 0
    public var liquidityComponent = 0
    public var toxicityPenalty = 0
    public var trendPenalty = 0
    public var gatesFailed = TopKGates()
    /// From 1; 0 when not selected.
    public var rank = 0

    public var isSelected: Bool { rank > 0 }

    init(symbol: SymbolID) { self.symbol = symbol }

    func document(_ symbols: borrowing SymbolTable) -> JSONValue {
        .object(
            JSONObject([
                ("symbol", .string(symbols.name(symbol))), ("score", .integer(score)),
                ("range_component", .integer(rangeComponent)), ("liquidity_component", .integer(liquidityComponent)),
                ("toxicity_penalty", .integer(toxicityPenalty)), ("trend_penalty", .integer(trendPenalty)),
                ("gates_failed", .array(gatesFailed.gates.map { .text($0.rawValue) })),
                ("selected", .bool(isSelected)), ("rank", .integer(rank)),
            ]))
    }
}

public struct TopKV1Selection: Sendable, Equatable {
    public var k: Int
    /// In order of rank.
    public var selected: [SymbolID]
    /// The selected by rank, then the rest by name.
    public var scores: [TopKV1Score]
    /// Candidates that failed a gate.
    public var gateExcluded: Int

    /// The members in the order of the specification.
    public func document(_ symbols: borrowing SymbolTable) -> JSONObject {
        JSONObject([
            ("selected", .array(symbols.names(selected))), ("scores", .array(scoreDocuments(symbols))),
            ("k", .integer(k)), ("total_candidates", .integer(scores.count)),
            ("gate_excluded", .integer(gateExcluded)),
        ])
    }

    public func scoreDocuments(_ symbols: borrowing SymbolTable) -> [JSONValue] {
        var documents: [JSONValue] = []
        for score in scores { documents.append(score.document(symbols)) }
        return documents
    }
}
