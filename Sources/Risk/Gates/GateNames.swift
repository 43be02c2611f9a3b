// The vocabulary of the order gates: gating specification, sections 2.2 and 2.3. The texts are metric
// labels and appear in digests; a test holds both lists complete.

import Domain

/// The gates in the order of their names, which is also the order of the metric export.
public enum GateName: String, StableName {
    case rateLimiter = "rate_limiter"
    case riskGate = "risk_gate"
    case toxicityGate = "toxicity_gate"
    public static var caseCount: Int { 3 }
}

/// Why a gate let an order pass or did not.
public enum GateReason: String, StableName {
    case pass = "PASS"
    case rateLimitExceeded = "RATE_LIMIT_EXCEEDED"
    case cooldownActive = "COOLDOWN_ACTIVE"
    case maxNotionalExceeded = "MAX_NOTIONAL_EXCEEDED"
    case dailyLossLimitExceeded = "DAILY_LOSS_LIMIT_EXCEEDED"
    case spreadSpike = "SPREAD_SPIKE"
    case priceImpactHigh = "PRICE_IMPACT_HIGH"
    case killSwitchActive = "KILL_SWITCH_ACTIVE"
    /// Reserved: nothing produces it.
    case maxOrdersExceeded = "MAX_ORDERS_EXCEEDED"
    /// Reserved: no gate answers it. In the metrics it counts what drawdown guard v1 stopped.
    case drawdownLimitExceeded = "DRAWDOWN_LIMIT_EXCEEDED"
    public static var caseCount: Int { 10 }
}
