// `bars`, `indicators` and `l1`: what ticks and bars say before the feature engine puts it together.

import DecimalArithmetic
import Domain
import Features

extension VectorComponents {
    static let bars = VectorComponent("bars") { input in
        let config = try input.member("config")
        var builder = BarBuilder(intervalMs: config["bar_interval_ms"]?.integerValue ?? 60_000)
        var history = BarHistory(barsMax: config["max_bars"]?.integerValue ?? 1000)
        var completed: [JSONValue] = []
        for (index, tick) in try input.array("ticks").enumerated() {
            guard let pair = tick.arrayValue, pair.count == 2, let time = pair[0].integerValue,
                let midPrice = pair[1].stringValue
            else { throw VectorFault.malformed("a tick is not [ts, mid]") }
            guard let bar = try builder.add(Decimal(midPrice), atMs: time) else { continue }
            history.append(bar)
            completed.append(.array([.integer(index), .document(bar)]))
        }
        return .object(
            JSONObject([
                ("completed", .array(completed)), ("bar_count", .integer(history.count)),
                ("kept_bar_ts", starts(history.newest(.max))), ("last2_bar_ts", starts(history.newest(2))),
            ]))
    }

    private static func starts(_ bars: [MidBar]) -> JSONValue { .array(bars.map { .integer($0.startMs) }) }

    static let indicators = VectorComponent("indicators") { input in
        let bars = try input.array("bars").map { try midBar($0) }
        var history = BarHistory(barsMax: max(bars.count, 1))
        for bar in bars { history.append(bar) }
        let trueRanges = try zip(bars.dropFirst(), bars).map { try $0.trueRange(after: $1) }
        let indicators = try BarIndicators(
            history, atrPeriod: input.integer("period"), rangeHorizon: input.integer("horizon"))
        return .object(
            JSONObject([
                ("true_ranges", .array(trueRanges.map { .decimal($0) })),
                ("atr", indicators.atr.map { .decimal($0) } ?? .null),
                ("natr_bps", .integer(indicators.natrBps)),
                ("sum_abs_returns_bps", .integer(indicators.sumAbsReturnsBps)),
                ("net_return_bps", .integer(indicators.netReturnBps)),
                ("range_score", .integer(indicators.rangeScore)),
            ]))
    }

    private static func midBar(_ value: JSONValue) throws -> MidBar {
        try MidBar(
            startMs: value.integer("bar_ts"), open: value.decimal("open"), high: value.decimal("high"),
            low: value.decimal("low"), close: value.decimal("close"), tickCount: value.integer("tick_count"))
    }

    static let l1 = VectorComponent("l1") { input in
        let quote = try Quote(bid: input.decimal("bid_price"), ask: input.decimal("ask_price"))
        let l1 = try L1Features(
            bidQuantity: input.decimal("bid_qty"), askQuantity: input.decimal("ask_qty"), spreadBps: quote.spreadBps)
        return .object(
            JSONObject([
                ("imbalance_l1_bps", .integer(l1.imbalanceBps)), ("thin_l1", .decimal(l1.thinQuantity)),
                ("mid_price", .decimal(quote.midPrice)), ("spread_bps", .double(try quote.spreadBps)),
                ("spread_bps_int", .integer(l1.spreadBps)),
            ]))
    }
}
