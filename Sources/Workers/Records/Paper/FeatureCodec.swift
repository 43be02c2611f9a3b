// The features of a tick as two records. Time, symbol and mid price are the tick's own.

import CGrinder
import DecimalArithmetic
import Domain
import Features

extension RecordWriter {
    /// Sends features beside what the tick's own record says.
    mutating func write(_ features: FeatureSnapshot) throws(WorkerInterruption) {
        var record = gr_features_t()
        record.kind = UInt8(GR_RECORD_FEATURES)
        (record.thin_quantity, record.thin_exponent) = try hot(features.l1.thinQuantity, field: 0, &record.wide)
        if let atr = features.indicators.atr {
            record.has_atr = 1
            (record.atr, record.atr_exponent) = try hot(atr, field: 1, &record.wide)
        }
        record.spread_bps = Int64(features.l1.spreadBps)
        record.imbalance_bps = Int64(features.l1.imbalanceBps)
        record.natr_bps = Int64(features.indicators.natrBps)
        record.warmup_bars = Int64(features.warmupBars)
        try write(record)
        var trend = gr_trend_t()
        trend.kind = UInt8(GR_RECORD_TREND)
        trend.sum_abs_returns_bps = Int64(features.indicators.sumAbsReturnsBps)
        trend.net_return_bps = Int64(features.indicators.netReturnBps)
        trend.range_score = Int64(features.indicators.rangeScore)
        try write(trend)
    }
}

extension RecordReader {
    /// The features in `raw`, still without their trend.
    func features(_ raw: gr_features_t, of tick: borrowing TickOutput, midPrice: Decimal) -> FeatureSnapshot {
        var indicators = BarIndicators()
        if raw.has_atr != 0 { indicators.atr = decimal(raw.atr, raw.atr_exponent, field: 1, wide: raw.wide) }
        indicators.natrBps = Int(raw.natr_bps)
        return FeatureSnapshot(
            time: tick.time, symbol: tick.symbol, midPrice: midPrice,
            l1: L1Features(
                spreadBps: Int(raw.spread_bps), imbalanceBps: Int(raw.imbalance_bps),
                thinQuantity: decimal(raw.thin_quantity, raw.thin_exponent, field: 0, wide: raw.wide)),
            indicators: indicators, warmupBars: Int(raw.warmup_bars))
    }
}

extension BarIndicators {
    /// Takes what the second record says.
    mutating func add(_ trend: gr_trend_t) {
        sumAbsReturnsBps = Int(trend.sum_abs_returns_bps)
        netReturnBps = Int(trend.net_return_bps)
        rangeScore = Int(trend.range_score)
    }
}
