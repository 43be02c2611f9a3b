// The names under which a configuration file sets selection, controller and allocator: policies
// specification, sections 5, 7 and 9.

import DecimalArithmetic
import Domain

extension TopKV1Config: TabledOptions {
    public static let owner = "Top-K v1"

    public static let table: [NamedOption<TopKV1Config>] = [
        NamedOption("k", .integer(\.k)),
        NamedOption("spread_max_bps", .integer(\.spreadBpsMax)),
        // A limit that came as a number prints as its exact value.
        NamedOption("thin_l1_min", .exactNumber(\.thinL1Min)),
        NamedOption("warmup_min", .integer(\.warmupBarsMin)),
        NamedOption("tox_blocked_exclude", .flag(\.excludesToxic)),
        NamedOption("w_range", .integer(\.rangeWeight)),
        NamedOption("w_liquidity", .integer(\.liquidityWeight)),
        NamedOption("w_toxicity", .integer(\.toxicityWeight)),
        NamedOption("w_trend", .integer(\.trendWeight)),
        NamedOption("liq_scale", .integer(\.liquidityScale)),
    ]
}

extension ControllerConfig: TabledOptions {
    public static let owner = "the controller"

    public static let table: [NamedOption<ControllerConfig>] = [
        NamedOption("window_size", .integer(\.windowSize)),
        NamedOption("spread_pause_bps", .integer(\.spreadPauseBps)),
        NamedOption("vol_widen_bps", .integer(\.volatilityWidenBps)),
        NamedOption("vol_tighten_bps", .integer(\.volatilityTightenBps)),
        NamedOption("widen_multiplier", .number(\.widenMultiplier)),
        NamedOption("tighten_multiplier", .number(\.tightenMultiplier)),
    ]
}

extension AllocatorConfig: TabledOptions {
    public static let owner = "the allocator"

    public static let table: [NamedOption<AllocatorConfig>] = [
        NamedOption("tier_factors", .tierFactors),
        NamedOption("budget_precision", .integer(\.budgetPrecision)),
        NamedOption("min_budget_usd", .decimal(\.budgetUsdMin)),
    ]
}

extension OptionMember<AllocatorConfig> {
    /// Exactly the factors that the object names; the other tiers have none.
    fileprivate static var tierFactors: OptionMember {
        OptionMember(
            .object,
            set: { (options, value, name) throws(ParameterError) in
                let factors = try OptionValue.object(value, name)
                for tier in RiskTier.allCases {
                    options.factors[tier] = try factors[tier.rawValue].map { (value) throws(ParameterError) in
                        try OptionValue.decimal(value, tier.rawValue)
                    }
                }
            },
            value: { options in
                let named = RiskTier.allCases.compactMap { tier in options.factors[tier].map { (tier.rawValue, $0) } }
                return .object(JSONObject(named.map { ($0.0, .decimal($0.1)) }))
            })
    }
}
