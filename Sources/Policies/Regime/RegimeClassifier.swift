// Names the market regime of one tick. The first rule that matches wins, safety first: policies
// specification, section 4. Pure and free of state.

import DecimalArithmetic

/// The features that the classifier reads.
public struct RegimeFeatures: Sendable, BitwiseCopyable {
    /// Smaller of the two best quantities, in base units.
    public var thinL1: Decimal
    public var spreadBps: Int
    public var natrBps: Int
    public var netReturnBps: Int
    public var rangeScore: Int
    /// Completed bars.
    public var warmupBars: Int

    public init(
        thinL1: Decimal, spreadBps: Int, natrBps: Int, netReturnBps: Int, rangeScore: Int, warmupBars: Int
    ) {
        self.thinL1 = thinL1
        self.spreadBps = spreadBps
        self.natrBps = natrBps
        self.netReturnBps = netReturnBps
        self.rangeScore = rangeScore
        self.warmupBars = warmupBars
    }

    /// Completed bars from which on features count as warmed up, whatever the configured periods.
    public static let warmupBarsMin = 15

    public var isWarmedUp: Bool { warmupBars >= Self.warmupBarsMin }
}

public struct RegimeConfig: Sendable, Equatable {
    /// Below this best quantity the book is thin.
    public var thinL1Min = Decimal(coefficient: 1, exponent: -1)
    /// Above this spread the book is thin.
    public var spreadBpsMax = 100
    /// Above this NATR volatility is a shock.
    public var natrBpsMax = 500
    /// A trend needs a larger absolute return …
    public var trendReturnBps = 200
    /// … and a range score of at most this.
    public var trendRangeScoreMax = 3

    public init() {}
}

public struct RegimeClassifier: Sendable {
    public let config: RegimeConfig

    public init(_ config: RegimeConfig = RegimeConfig()) { self.config = config }

    /// - Parameter features: nil when the caller has none that can be trusted.
    /// - Throws: only for a NaN quantity or threshold.
    public func classify(
        _ features: RegimeFeatures?, killSwitchActive: Bool = false, toxicity: ToxicityWord = .absent
    ) throws(DecimalError) -> RegimeDecision {
        if killSwitchActive { return RegimeDecision(.emergency, .killSwitch, confidence: 100) }
        switch toxicity {
        case .blocked: return RegimeDecision(.toxic, .spreadSpike, confidence: 100)
        case .blockedByPriceImpact: return RegimeDecision(.toxic, .priceImpact, confidence: 100)
        case .absent, .allowed: break
        }
        guard let features else { return RegimeDecision(.range, .warmup, confidence: 50) }
        return try classify(market: features)
    }

    private func classify(market: RegimeFeatures) throws(DecimalError) -> RegimeDecision {
        if try market.thinL1.isLess(than: config.thinL1Min) {
            return RegimeDecision(.thinBook, .thinLiquidity, confidence: 90)
        }
        if market.spreadBps > config.spreadBpsMax { return RegimeDecision(.thinBook, .wideSpread, confidence: 90) }
        if market.natrBps > config.natrBpsMax {
            return RegimeDecision(.volatilityShock, .highVolatility, confidence: 85)
        }
        // A negative limit is always exceeded: compare magnitudes without overflow.
        let isMoving = config.trendReturnBps < 0 || market.netReturnBps.magnitude > config.trendReturnBps.magnitude
        if isMoving, market.rangeScore <= config.trendRangeScoreMax {
            return RegimeDecision(market.netReturnBps > 0 ? .trendUp : .trendDown, .trendDetected, confidence: 75)
        }
        return RegimeDecision(.range, .standard, confidence: market.isWarmedUp ? 80 : 60)
    }
}
