// The feature snapshot and the policy inputs as JSON: as trees in the order of the specification for files,
// and straight in canonical form (sorted keys) for digests. A test proves that both say the same.

import DecimalArithmetic
import Domain

extension JSONValue {
    /// All twelve members, `atr` null during warm-up.
    public static func document(_ features: FeatureSnapshot, _ symbols: borrowing SymbolTable) -> JSONValue {
        .object(
            JSONObject([
                ("ts", .time(features.time, symbols)),
                ("symbol", .symbol(features.symbol, symbols)),
                ("mid_price", .decimal(features.midPrice)),
                ("spread_bps", .integer(features.l1.spreadBps)),
                ("imbalance_l1_bps", .integer(features.l1.imbalanceBps)),
                ("thin_l1", .decimal(features.l1.thinQuantity)),
                ("natr_bps", .integer(features.indicators.natrBps)),
                ("atr", features.indicators.atr.map { .decimal($0) } ?? .null),
                ("sum_abs_returns_bps", .integer(features.indicators.sumAbsReturnsBps)),
                ("net_return_bps", .integer(features.indicators.netReturnBps)),
                ("range_score", .integer(features.indicators.rangeScore)),
                ("warmup_bars", .integer(features.warmupBars)),
            ]))
    }

    /// The nine members of the policy feature map.
    public static func document(_ inputs: PolicyInputs) -> JSONValue {
        .object(
            JSONObject([
                ("mid_price", .decimal(inputs.midPrice)),
                ("spread_bps", .integer(inputs.spreadBps)),
                ("imbalance_l1_bps", .integer(inputs.imbalanceL1Bps)),
                ("thin_l1", .decimal(inputs.thinL1)),
                ("natr_bps", .integer(inputs.natrBps)),
                ("sum_abs_returns_bps", .integer(inputs.sumAbsReturnsBps)),
                ("net_return_bps", .integer(inputs.netReturnBps)),
                ("range_score", .integer(inputs.rangeScore)),
                ("warmup_bars", .integer(inputs.warmupBars)),
            ]))
    }

    public static func document(_ bar: MidBar) -> JSONValue {
        .object(
            JSONObject([
                ("bar_ts", .integer(bar.startMs)),
                ("open", .decimal(bar.open)), ("high", .decimal(bar.high)),
                ("low", .decimal(bar.low)), ("close", .decimal(bar.close)),
                ("tick_count", .integer(bar.tickCount)),
            ]))
    }
}

extension ByteBuffer {
    /// The feature snapshot in canonical form. Allocation-free once the buffer has grown.
    public mutating func appendCanonical(_ features: borrowing FeatureSnapshot, _ symbols: borrowing SymbolTable) {
        append("{\"atr\":")
        if let atr = features.indicators.atr { appendQuoted(atr) } else { append("null") }
        append(",\"imbalance_l1_bps\":")
        append(features.l1.imbalanceBps)
        append(",\"mid_price\":")
        appendQuoted(features.midPrice)
        append(",\"natr_bps\":")
        append(features.indicators.natrBps)
        append(",\"net_return_bps\":")
        append(features.indicators.netReturnBps)
        append(",\"range_score\":")
        append(features.indicators.rangeScore)
        append(",\"spread_bps\":")
        append(features.l1.spreadBps)
        append(",\"sum_abs_returns_bps\":")
        append(features.indicators.sumAbsReturnsBps)
        append(",\"symbol\":")
        appendLiteral(features.symbol, symbols)
        append(",\"thin_l1\":")
        appendQuoted(features.l1.thinQuantity)
        append(",\"ts\":")
        appendJSON(features.time, symbols)
        append(",\"warmup_bars\":")
        append(features.warmupBars)
        append(UInt8(ascii: "}"))
    }
}
