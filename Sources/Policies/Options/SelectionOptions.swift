// The names under which a configuration file sets selection, controller and allocator: policies
// specification, sections 5, 7 and 9.

import DecimalArithmetic
import Domain

extension TopKV1Config: OverridableOptions {
    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        switch name {
        case "k": k = try OptionValue.integer(value, name)
        case "spread_max_bps": spreadBpsMax = try OptionValue.integer(value, name)
        case "thin_l1_min": thinL1Min = try OptionValue.exactNumber(value, name)
        case "warmup_min": warmupBarsMin = try OptionValue.integer(value, name)
        case "tox_blocked_exclude": excludesToxic = try OptionValue.flag(value, name)
        case "w_range": rangeWeight = try OptionValue.integer(value, name)
        case "w_liquidity": liquidityWeight = try OptionValue.integer(value, name)
        case "w_toxicity": toxicityWeight = try OptionValue.integer(value, name)
        case "w_trend": trendWeight = try OptionValue.integer(value, name)
        case "liq_scale": liquidityScale = try OptionValue.integer(value, name)
        default: throw ParameterError(name, "is not an option of Top-K v1")
        }
    }

    /// The configuration as it is reported. A depth limit that came as a number prints as its exact value.
    public var document: JSONObject {
        JSONObject([
            ("k", .integer(k)), ("spread_max_bps", .integer(spreadBpsMax)), ("thin_l1_min", .decimal(thinL1Min)),
            ("warmup_min", .integer(warmupBarsMin)), ("tox_blocked_exclude", .bool(excludesToxic)),
            ("w_range", .integer(rangeWeight)), ("w_liquidity", .integer(liquidityWeight)),
            ("w_toxicity", .integer(toxicityWeight)), ("w_trend", .integer(trendWeight)),
            ("liq_scale", .integer(liquidityScale)),
        ])
    }
}

extension ControllerConfig: OverridableOptions {
    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        switch name {
        case "window_size": windowSize = try OptionValue.integer(value, name)
        case "spread_pause_bps": spreadPauseBps = try OptionValue.integer(value, name)
        case "vol_widen_bps": volatilityWidenBps = try OptionValue.integer(value, name)
        case "vol_tighten_bps": volatilityTightenBps = try OptionValue.integer(value, name)
        case "widen_multiplier": widenMultiplier = try OptionValue.double(value, name)
        case "tighten_multiplier": tightenMultiplier = try OptionValue.double(value, name)
        default: throw ParameterError(name, "is not an option of the controller")
        }
    }
}

extension AllocatorConfig: OverridableOptions {
    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        switch name {
        case "tier_factors": factors = try TierFactors(OptionValue.object(value, name))
        case "budget_precision": budgetPrecision = try OptionValue.integer(value, name)
        case "min_budget_usd": budgetUsdMin = try OptionValue.decimal(value, name)
        default: throw ParameterError(name, "is not an option of the allocator")
        }
    }
}

extension TierFactors {
    /// Exactly the factors that the object names; the other tiers have none.
    init(_ factors: JSONObject) throws(ParameterError) {
        self.init()
        for tier in RiskTier.allCases {
            self[tier] = try factors[tier.rawValue].map { (value) throws(ParameterError) in
                try OptionValue.decimal(value, tier.rawValue)
            }
        }
    }
}
