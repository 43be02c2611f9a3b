// The stored form of each record: key names and key order of the fixture files.

import Domain

extension JSONValue {
    /// A line of `events.jsonl`. Prices and quantities are strings, so their zeros survive.
    init(_ event: SnapshotEvent) {
        self = [
            "ts": .integer(event.timestampMs),
            "type": "SNAPSHOT",
            "symbol": .text(event.symbol),
            "bid_price": .text(event.bidPrice.description),
            "ask_price": .text(event.askPrice.description),
            "bid_qty": .text(event.bidQuantity.description),
            "ask_qty": .text(event.askQuantity.description),
            "last_price": .text(event.lastPrice.description),
            "last_qty": .text(event.lastQuantity.description),
        ]
    }

    /// A line of `events.jsonl`. The time key is `ts_ms`; there is no `ts`.
    init(_ book: BookSnapshot) {
        self = [
            "type": "l2_snapshot",
            "v": 0,
            "ts_ms": .integer(book.timestampMs),
            "symbol": .text(book.symbol),
            "venue": .text(book.venue),
            "depth": .integer(book.depth),
            "bids": .array(book.bids.map(JSONValue.init)),
            "asks": .array(book.asks.map(JSONValue.init)),
        ]
    }

    private init(_ level: BookSnapshot.Level) {
        self = [.text(level.price.description), .text(level.quantity.description)]
    }

    /// An element of `ml/signal.json`.
    init(_ signal: RegimeSignal) {
        self = [
            "ts_ms": .integer(signal.timestampMs),
            "symbol": .text(signal.symbol),
            "regime_probs_bps": [
                "LOW": .integer(signal.lowBps),
                "MID": .integer(signal.midBps),
                "HIGH": .integer(signal.highBps),
            ],
            "predicted_regime": .text(signal.predictedRegime),
            "spacing_multiplier_x1000": .integer(signal.spacingMultiplierX1000),
        ]
    }
}
