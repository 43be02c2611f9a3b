// One market snapshot of one symbol: best bid and ask, and the last trade.

struct SnapshotEvent: Equatable, Sendable {
    let timestampMs: Int
    let symbol: String
    let bidPrice: FixedPoint
    let askPrice: FixedPoint
    let bidQuantity: FixedPoint
    let askQuantity: FixedPoint
    let lastPrice: FixedPoint
    let lastQuantity: FixedPoint
}
