// Market days of any number, one after the other, for measurements with more events than a fixture should
// hold. Each day is the phases of `market_day` with its own seed, opening at the same prices.
//
// Invariants: the same number gives the same bytes; times never decrease; nothing grows with the number.

import Domain

public enum MarketSeries {
    /// Starts of days are this far apart; a day of the model lasts less.
    private static let dayMs = 86_400_000

    /// Writes the lines of `events.jsonl` to `write`, about a day at a time. O(events).
    public static func writeLines<Failure: Error>(
        events: Int, to write: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        guard case .market(let first) = Scenario.marketDay.content else {
            preconditionFailure("market_day is a market")
        }
        var buffer = ByteBuffer(capacity: 1 << 22)
        var rest = events
        var day = 0
        while rest > 0 {
            let model = MarketModel(
                seed: first.seed &+ UInt64(day), startMs: first.startMs + day * dayMs, instruments: first.instruments,
                phases: first.phases)
            let snapshots = model.snapshots().prefix(rest)
            for snapshot in snapshots { buffer.appendLine(snapshot) }
            try write(buffer.bytes)
            buffer.removeAll()
            rest -= snapshots.count
            day += 1
        }
    }
}

extension ByteBuffer {
    /// The same text as the line of a fixture, without the tree between.
    mutating func appendLine(_ event: SnapshotEvent) {
        append("{\"ts\":")
        append(event.timestampMs)
        append(",\"type\":\"SNAPSHOT\",\"symbol\":\"")
        append(text: event.symbol)
        append("\",\"bid_price\":\"")
        append(event.bidPrice)
        append("\",\"ask_price\":\"")
        append(event.askPrice)
        append("\",\"bid_qty\":\"")
        append(event.bidQuantity)
        append("\",\"ask_qty\":\"")
        append(event.askQuantity)
        append("\",\"last_price\":\"")
        append(event.lastPrice)
        append("\",\"last_qty\":\"")
        append(event.lastQuantity)
        append("\"}\n")
    }

    private mutating func append(_ value: FixedPoint) { append(text: value.description) }
}
