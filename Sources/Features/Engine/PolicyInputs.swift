// What policies get to see of a feature snapshot: features specification, section 5. Fixed size, no references.

import DecimalArithmetic

/// The nine features that v1 hands to a policy. Time, symbol and ATR are missing on purpose: without them the
/// regime classifier never runs, and the digests contain that (policies specification, section 3.2).
public struct PolicyInputs: Sendable, BitwiseCopyable {
    public var midPrice: Decimal
    public var spreadBps: Int
    public var imbalanceL1Bps: Int
    public var thinL1: Decimal
    public var natrBps: Int
    public var sumAbsReturnsBps: Int
    public var netReturnBps: Int
    public var rangeScore: Int
    public var warmupBars: Int

    init(_ features: FeatureSnapshot) {
        midPrice = features.midPrice
        spreadBps = features.l1.spreadBps
        imbalanceL1Bps = features.l1.imbalanceBps
        thinL1 = features.l1.thinQuantity
        natrBps = features.indicators.natrBps
        sumAbsReturnsBps = features.indicators.sumAbsReturnsBps
        netReturnBps = features.indicators.netReturnBps
        rangeScore = features.indicators.rangeScore
        warmupBars = features.warmupBars
    }
}
