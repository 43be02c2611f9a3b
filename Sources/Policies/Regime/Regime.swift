// The vocabulary of the regime classifier: policies specification, section 4.

import Domain

/// What the classifier says about a tick.
public enum Regime: String, StableName {
    case range = "RANGE"
    case trendUp = "TREND_UP"
    case trendDown = "TREND_DOWN"
    case volatilityShock = "VOL_SHOCK"
    case thinBook = "THIN_BOOK"
    case toxic = "TOXIC"
    /// Defined by the specification, produced by no rule of v1.
    case paused = "PAUSED"
    case emergency = "EMERGENCY"
    public static var caseCount: Int { 8 }

    /// Whether a grid stands aside in this regime.
    public var pausesGrid: Bool { self == .toxic || self == .paused || self == .emergency }

    /// Whether the market moves one way.
    public var isTrend: Bool { self == .trendUp || self == .trendDown }

    /// The regime that a plan names.
    public var planRegime: MarketRegime {
        switch self {
        case .range: .range
        case .trendUp: .trendUp
        case .trendDown: .trendDown
        case .volatilityShock: .volatilityShock
        case .thinBook, .toxic, .paused, .emergency: .thinBook
        }
    }

    /// The reason that a plan gives.
    public var planReason: PlanReason {
        switch self {
        case .range: .regimeRange
        case .trendUp: .regimeTrendUp
        case .trendDown: .regimeTrendDown
        case .volatilityShock: .regimeVolatilityShock
        case .thinBook: .regimeThinBook
        case .toxic: .regimeToxic
        case .paused: .regimePaused
        case .emergency: .regimeEmergency
        }
    }
}

/// Which rule decided the regime.
public enum RegimeReason: String, StableName {
    case standard = "DEFAULT"
    case killSwitch = "KILL_SWITCH"
    case spreadSpike = "SPREAD_SPIKE"
    case priceImpact = "PRICE_IMPACT"
    case thinLiquidity = "THIN_LIQUIDITY"
    case wideSpread = "WIDE_SPREAD"
    case highVolatility = "HIGH_VOLATILITY"
    case trendDetected = "TREND_DETECTED"
    case warmup = "WARMUP"
    public static var caseCount: Int { 9 }
}

/// The toxicity gate's word as far as a policy reads it.
public enum ToxicityWord: UInt8, Sendable, BitwiseCopyable {
    /// The gate was not asked.
    case absent
    case allowed
    /// Blocked with PRICE_IMPACT_HIGH.
    case blockedByPriceImpact
    /// Blocked for any other reason.
    case blocked
}

public struct RegimeDecision: Sendable, Equatable, BitwiseCopyable {
    public var regime: Regime
    public var reason: RegimeReason
    /// 0…100.
    public var confidence: Int

    public init(_ regime: Regime, _ reason: RegimeReason, confidence: Int) {
        self.regime = regime
        self.reason = reason
        self.confidence = confidence
    }
}
