// What a policy may know about a tick. Fixed size; nil stands for a key that the feature map lacks.
// Policies specification, section 3.2. ML features are not here: no policy reads them (section 3.7).

import DecimalArithmetic
import Domain

public struct PolicyFeatures: Sendable, BitwiseCopyable {
    /// Quote per base.
    public var midPrice: Decimal
    /// Smaller of the two best quantities, in base units.
    public var thinL1: Decimal?
    public var spreadBps: Int?
    public var natrBps: Int?
    public var netReturnBps: Int?
    public var rangeScore: Int?
    /// Completed bars.
    public var warmupBars: Int?
    /// Whether timestamp and symbol are among the features. The feature engine leaves them out, and
    /// without them v1 does not classify the market (section 3.2, step 4).
    public var namesTick: Bool

    @inline(__always)
    public init(
        midPrice: Decimal, thinL1: Decimal? = nil, spreadBps: Int? = nil, natrBps: Int? = nil,
        netReturnBps: Int? = nil, rangeScore: Int? = nil, warmupBars: Int? = nil, namesTick: Bool = false
    ) {
        self.midPrice = midPrice
        self.thinL1 = thinL1
        self.spreadBps = spreadBps
        self.natrBps = natrBps
        self.netReturnBps = netReturnBps
        self.rangeScore = rangeScore
        self.warmupBars = warmupBars
        self.namesTick = namesTick
    }

    /// What the classifier gets: nil unless timestamp, symbol, spread and NATR are all present.
    var regimeFeatures: RegimeFeatures? {
        guard namesTick, let spreadBps, let natrBps else { return nil }
        return RegimeFeatures(
            thinL1: thinL1 ?? Self.thinL1Default, spreadBps: spreadBps, natrBps: natrBps,
            netReturnBps: netReturnBps ?? 0, rangeScore: rangeScore ?? Self.rangeScoreDefault,
            warmupBars: warmupBars ?? 0)
    }

    /// `1.0`: prints as the reference's default does.
    private static var thinL1Default: Decimal { Decimal(coefficient: 10, exponent: -1) }
    private static var rangeScoreDefault: Int { 10 }
}

/// What surrounds a tick: the word of the other stages.
public struct PolicyConditions: Sendable, BitwiseCopyable {
    public var killSwitchActive: Bool
    public var toxicity: ToxicityWord
    /// The symbol's current book, whatever its age: the gate checks no timestamp.
    public var book: BookImpact?
    /// Share of the drawdown budget that is left, in [0, 1]; nil means that nobody limits it.
    public var budgetRatio: Decimal?

    @inline(__always)
    public init(
        killSwitchActive: Bool = false, toxicity: ToxicityWord = .absent, book: BookImpact? = nil,
        budgetRatio: Decimal? = nil
    ) {
        self.killSwitchActive = killSwitchActive
        self.toxicity = toxicity
        self.book = book
        self.budgetRatio = budgetRatio
    }
}
