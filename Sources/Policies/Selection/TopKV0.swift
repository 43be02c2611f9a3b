// Picks the k symbols that moved most over their last ticks: policies specification, section 8.
// Recording is O(1) and allocates only for a new symbol; selecting sorts and belongs between passes.

import DecimalArithmetic
import Domain

public struct TopKV0: Sendable {
    public let k: Int
    private var windows: PriceWindows

    /// - Parameters:
    ///   - k: symbols to select, 0 or more.
    ///   - windowSize: mid prices kept per symbol.
    public init(k: Int = 3, windowSize: Int = 10) throws(ParameterError) {
        guard k >= 0 else { throw ParameterError("k", "must not be negative") }
        self.k = k
        windows = try PriceWindows(capacity: windowSize, moves: .whenSummed)
    }

    /// - Parameter symbol: the identity under which the symbol's state is kept.
    public mutating func record(_ symbol: SymbolID, midPrice: Decimal) {
        windows.record(symbol, price: midPrice)
    }

    /// Forgets all prices.
    public mutating func reset() { windows.removeAll() }

    /// Every symbol by falling score, ties by name. O(n log n) with n symbols.
    /// - Throws: when a price in a window cannot be computed with.
    public func select(_ symbols: borrowing SymbolTable) throws(DecimalError) -> TopKV0Selection {
        var scores: [TopKV0Score] = []
        for symbol in windows.symbols {
            let window = try windows.summary(symbol)
            scores.append(TopKV0Score(symbol: symbol, scoreBps: window.volatilityBps, eventCount: window.count))
        }
        scores.sort { $0.scoreBps != $1.scoreBps ? $0.scoreBps > $1.scoreBps : symbols.precedes($0.symbol, $1.symbol) }
        return TopKV0Selection(k: k, scores: scores)
    }
}

public struct TopKV0Score: Sendable, Equatable, BitwiseCopyable {
    public var symbol: SymbolID
    /// Sum of the absolute moves in the window.
    public var scoreBps: Int
    /// Prices in the window.
    public var eventCount: Int
}

public struct TopKV0Selection: Sendable, Equatable {
    public var k: Int
    /// In order of rank; the first `k` are selected.
    public var scores: [TopKV0Score]

    public var selected: [SymbolID] { scores.prefix(k).map(\.symbol) }

    /// The members in the order of the specification.
    public func document(_ symbols: borrowing SymbolTable) -> JSONObject {
        JSONObject([
            ("selected", .array(symbols.names(selected))),
            ("scores", .array(scoreDocuments(symbols))),
            ("k", .integer(k)),
        ])
    }

    public func scoreDocuments(_ symbols: borrowing SymbolTable) -> [JSONValue] {
        var documents: [JSONValue] = []
        for score in scores {
            documents.append(
                .object(
                    JSONObject([
                        ("symbol", .string(symbols.name(score.symbol))), ("score_bps", .integer(score.scoreBps)),
                        ("event_count", .integer(score.eventCount)),
                    ])))
        }
        return documents
    }
}
