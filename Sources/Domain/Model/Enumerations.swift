// The vocabulary of plans, orders and decisions: domain specification, section 1.

public enum GridMode: String, StableName {
    case bilateral = "BILATERAL"
    case uniLong = "UNI_LONG"
    case uniShort = "UNI_SHORT"
    case throttle = "THROTTLE"
    case pause = "PAUSE"
    case emergency = "EMERGENCY"
    public static var caseCount: Int { 6 }
}

public enum OrderSide: String, StableName {
    case buy = "BUY"
    case sell = "SELL"
    public static var caseCount: Int { 2 }
}

public enum OrderState: String, StableName {
    case pending = "PENDING"
    case open = "OPEN"
    case partiallyFilled = "PARTIALLY_FILLED"
    case filled = "FILLED"
    case cancelled = "CANCELLED"
    case rejected = "REJECTED"
    case expired = "EXPIRED"
    public static var caseCount: Int { 7 }

    /// Whether an order in this state rests on the book.
    public var isResting: Bool { self == .open || self == .partiallyFilled }
}

/// The market regime that a plan names.
public enum MarketRegime: String, StableName {
    case range = "RANGE"
    case trendUp = "TREND_UP"
    case trendDown = "TREND_DOWN"
    case volatilityShock = "VOL_SHOCK"
    case thinBook = "THIN_BOOK"
    case toxic = "TOXIC"
    case paused = "PAUSED"
    public static var caseCount: Int { 7 }
}

/// What a plan asks to do with resting orders that differ from its levels.
public enum ResetAction: String, StableName {
    case none = "NONE"
    case soft = "SOFT"
    case hard = "HARD"
    public static var caseCount: Int { 3 }
}

public enum ActionType: String, StableName {
    case place = "PLACE"
    case cancel = "CANCEL"
    case replace = "REPLACE"
    case noop = "NOOP"
    public static var caseCount: Int { 4 }
}

/// Why an action was asked for.
public enum ActionReason: String, StableName {
    case reconcileAdd = "RECONCILE_ADD"
    case reconcileRemove = "RECONCILE_REMOVE"
    case softResetReplace = "SOFT_RESET_REPLACE"
    case hardReset = "HARD_RESET"
    case modePause = "MODE_PAUSE"
    case modeEmergency = "MODE_EMERGENCY"
    public static var caseCount: Int { 6 }
}

/// Result of the hard filter.
public enum FilterReason: String, StableName {
    case pass = "PASS"
    case spreadTooHigh = "SPREAD_TOO_HIGH"
    case volume24hTooLow = "VOL_24H_TOO_LOW"
    case volume1hTooLow = "VOL_1H_TOO_LOW"
    case activityTooLow = "ACTIVITY_TOO_LOW"
    case openInterestTooLow = "OI_TOO_LOW"
    case blacklisted = "BLACKLISTED"
    case delisting = "DELISTING"
    public static var caseCount: Int { 8 }
}

/// Why a plan looks the way it does: policies specification, section 3.2 and 3.4. New codes go to the end,
/// because records carry the position.
public enum PlanReason: String, StableName {
    case regimeRange = "REGIME_RANGE"
    case regimeTrendUp = "REGIME_TREND_UP"
    case regimeTrendDown = "REGIME_TREND_DOWN"
    case regimeVolatilityShock = "REGIME_VOL_SHOCK"
    case regimeThinBook = "REGIME_THIN_BOOK"
    case regimeToxic = "REGIME_TOXIC"
    case regimePaused = "REGIME_PAUSED"
    case regimeEmergency = "REGIME_EMERGENCY"
    case warmupIncomplete = "WARMUP_INCOMPLETE"
    case asymmetricGrid = "ASYMMETRIC_GRID"
    case l2InsufficientDepthBuy = "L2_INSUFFICIENT_DEPTH_BUY"
    case l2InsufficientDepthSell = "L2_INSUFFICIENT_DEPTH_SELL"
    case l2ImpactBuyHigh = "L2_IMPACT_BUY_HIGH"
    case l2ImpactSellHigh = "L2_IMPACT_SELL_HIGH"
    case l2BlockBuy = "L2_BLOCK_BUY"
    case l2BlockSell = "L2_BLOCK_SELL"
    case drawdownBlockEntries = "DD_BLOCK_ENTRIES"
    case drawdownScaleApplied = "DD_SCALE_APPLIED"
    public static var caseCount: Int { 18 }
}

/// Why the order engine did not place an order that the plan asked for.
public enum SkipReason: String, StableName {
    case l2Stale = "EXEC_L2_STALE"
    case l2InsufficientDepthBuy = "EXEC_L2_INSUFFICIENT_DEPTH_BUY"
    case l2InsufficientDepthSell = "EXEC_L2_INSUFFICIENT_DEPTH_SELL"
    case l2ImpactBuyHigh = "EXEC_L2_IMPACT_BUY_HIGH"
    case l2ImpactSellHigh = "EXEC_L2_IMPACT_SELL_HIGH"
    case quantityBelowMinimum = "EXEC_QTY_BELOW_MIN_QTY"
    public static var caseCount: Int { 6 }
}

/// The event that sums up one evaluation of the order engine.
public enum SummaryKind: String, StableName {
    case reconcile = "RECONCILE"
    case hardReset = "HARD_RESET"
    case cancelAllPause = "CANCEL_ALL_PAUSE"
    case cancelAllEmergency = "CANCEL_ALL_EMERGENCY"
    public static var caseCount: Int { 4 }
}
