// The book and its features as JSON: domain specification, section 9, and features specification, section 6.

import DecimalArithmetic
import Domain

extension JSONValue {
    private static func integer(_ value: BookInteger) -> JSONValue {
        value.isBoolean ? .bool(value.value != 0) : .integer(value.value)
    }

    private static func flag(_ value: Bool) -> JSONValue { .integer(value ? 1 : 0) }

    private static func levels(_ levels: [BookLevel]) -> JSONValue {
        .array(levels.map { .array([.decimal($0.price), .decimal($0.quantity)]) })
    }

    /// The book in the order in which it is serialised; decimals in normal form, `meta` as given.
    public static func document(_ snapshot: L2Snapshot, _ symbols: borrowing SymbolTable) -> JSONValue {
        .object(
            JSONObject([
                ("type", .text("l2_snapshot")),
                ("v", .integer(0)),
                ("ts_ms", integer(snapshot.timeMs)),
                ("symbol", .symbol(snapshot.symbol, symbols)),
                ("venue", .symbol(snapshot.venue, symbols)),
                ("depth", integer(snapshot.depth)),
                ("bids", levels(snapshot.bids)),
                ("asks", levels(snapshot.asks)),
                ("meta", .object(snapshot.meta)),
            ]))
    }

    /// All fourteen members.
    public static func document(_ features: L2FeatureSnapshot, _ symbols: borrowing SymbolTable) -> JSONValue {
        let book = features.book
        return .object(
            JSONObject([
                ("ts_ms", integer(features.timeMs)),
                ("symbol", .symbol(features.symbol, symbols)),
                ("venue", .symbol(features.venue, symbols)),
                ("depth", integer(features.depth)),
                ("depth_bid_qty_topN", .decimal(book.bidQuantity)),
                ("depth_ask_qty_topN", .decimal(book.askQuantity)),
                ("depth_imbalance_topN_bps", .integer(book.imbalanceBps)),
                ("impact_buy_topN_bps", .integer(book.buyImpactBps)),
                ("impact_sell_topN_bps", .integer(book.sellImpactBps)),
                ("impact_buy_topN_insufficient_depth", flag(book.buyDepthInsufficient)),
                ("impact_sell_topN_insufficient_depth", flag(book.sellDepthInsufficient)),
                ("wall_bid_score_topN_x1000", .integer(book.bidWallX1000)),
                ("wall_ask_score_topN_x1000", .integer(book.askWallX1000)),
                ("qty_ref", .decimal(features.quantityReference)),
            ]))
    }
}
