// A fixture from nothing but a few arguments: ten steps a second and symbol around a price that stands
// still. Backtest specification, section 6.
//
// The reference writes BOOK_TICKER and TRADE events, which every engine ignores, so that its replay check
// passes on nothing. Snapshots are the alternative that an engine reads.

import Domain

public struct SyntheticMarket: Sendable {
    public enum Events: Sendable {
        /// As the reference: BOOK_TICKER and TRADE, numbers as JSON floats.
        case tickers
        /// SNAPSHOT, numbers as text.
        case snapshots
    }

    public var symbols: [String]
    public var durationS: Int
    public var seed: UInt64
    public var events: Events

    public init(symbols: [String], durationS: Int, seed: UInt64, events: Events) {
        precondition(durationS >= 0, "a duration is not negative")
        self.symbols = symbols
        self.durationS = durationS
        self.seed = seed
        self.events = events
    }

    /// The lines of `events.jsonl` in order of time. The same arguments give the same lines. O(n log n).
    public func lines() -> [JSONValue] {
        var random = SplitMix64(seed: seed)
        var made: [(timeMs: Int, line: JSONValue)] = []
        for step in 0..<durationS * 10 {
            for symbol in symbols { append(symbol, timeMs: 1000 + step * 100, &random, to: &made) }
        }
        // By position as well: a sort that keeps the order of equal times is not promised.
        let order = made.indices.sorted { (made[$0].timeMs, $0) < (made[$1].timeMs, $1) }
        return order.map { made[$0].line }
    }

    /// Cents; the spread is a basis point, a trade lies a basis point from the middle.
    private func middle(_ symbol: String) -> Int { symbol == "BTCUSDT" ? 5_000_000 : 300_000 }

    private func append(
        _ symbol: String, timeMs: Int, _ random: inout SplitMix64, to made: inout [(timeMs: Int, line: JSONValue)]
    ) {
        let middle = middle(symbol)
        let (bid, ask) = (cents(middle - middle / 20_000), cents(middle + middle / 20_000))
        let (bidQuantity, askQuantity) = (quantity(1000...100_000, &random), quantity(1000...100_000, &random))
        guard events == .tickers else {
            let snapshot = SnapshotEvent(
                timestampMs: timeMs, symbol: symbol, bidPrice: bid, askPrice: ask, bidQuantity: bidQuantity,
                askQuantity: askQuantity, lastPrice: cents(middle), lastQuantity: quantity(100...10_000, &random))
            made.append((timeMs, JSONValue(snapshot)))
            return
        }
        made.append(
            (
                timeMs,
                [
                    "ts": .integer(timeMs), "type": "BOOK_TICKER", "symbol": .text(symbol), "bid": bid.float,
                    "ask": ask.float, "bid_qty": bidQuantity.float, "ask_qty": askQuantity.float,
                ]
            ))
        guard random.chance(perMille: 300) else { return }
        let tradeMs = timeMs + random.within(0...50)
        let isBuy = random.below(2) == 0
        let trade = cents(middle + (random.below(2) == 0 ? 1 : -1) * (middle / 10_000))
        made.append(
            (
                tradeMs,
                [
                    "ts": .integer(tradeMs), "type": "TRADE", "symbol": .text(symbol), "price": trade.float,
                    "qty": quantity(100...10_000, &random).float, "side": isBuy ? "BUY" : "SELL",
                ]
            ))
    }

    private func cents(_ units: Int) -> FixedPoint { FixedPoint(units: units, scale: 2) }

    private func quantity(_ range: ClosedRange<Int>, _ random: inout SplitMix64) -> FixedPoint {
        FixedPoint(units: random.within(range), scale: 4)
    }
}

extension FixedPoint {
    /// The nearest JSON float: both parts are exact, so that one division rounds once.
    fileprivate var float: JSONValue { .double(Double(units) / Double((0..<scale).reduce(1) { power, _ in power * 10 })) }
}
