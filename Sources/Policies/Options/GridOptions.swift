// The names under which a configuration file sets the adaptive grid's parameters: policies
// specification, sections 3.1, 4 and 6.

import DecimalArithmetic
import Domain

extension AdaptiveGridConfig: TabledOptions {
    public static let owner = "the adaptive grid"

    public static let table: [NamedOption<AdaptiveGridConfig>] = [
        NamedOption("step_min_bps", .integer(\.stepBpsMin)),
        NamedOption("step_alpha", .integer(\.stepAlpha)),
        NamedOption("horizon_minutes", .integer(\.horizonMinutes)),
        NamedOption("bar_interval_minutes", .integer(\.barIntervalMinutes)),
        NamedOption("k_tail", .integer(\.tailMultiplier)),
        NamedOption("x_min_bps", .integer(\.widthBpsMin)),
        NamedOption("x_cap_bps", .integer(\.widthBpsMax)),
        NamedOption("levels_min", .integer(\.levelsMin)),
        NamedOption("levels_max", .integer(\.levelsMax)),
        NamedOption("vol_shock_step_mult", .integer(\.volatilityShockStepMultiplier)),
        NamedOption("thin_book_step_mult", .integer(\.thinBookStepMultiplier)),
        NamedOption("trend_width_mult", .integer(\.trendWidthMultiplier)),
        NamedOption("size_per_level", .decimal(\.sizePerLevel)),
        NamedOption("regime_config", .nested(\.regime)),
        NamedOption("auto_sizing_enabled", .flag(\.autoSizingEnabled)),
        NamedOption("equity", .optionalDecimal(\.equity)),
        NamedOption("dd_budget", .optionalDecimal(\.drawdownBudget)),
        NamedOption("adverse_move", .optionalDecimal(\.adverseMove)),
        NamedOption("l2_gating_enabled", .flag(\.l2GatingEnabled)),
        NamedOption("l2_impact_threshold_bps", .integer(\.l2ImpactBpsLimit)),
        NamedOption("auto_sizer_config", .nested(\.autoSizer)),
    ]

    /// The configuration as the policy reports it; the auto sizer's is not part of it, and a zero prints as null (v1).
    public var reportedDocument: JSONObject {
        var reported = self
        if equity?.isZero == true { reported.equity = nil }
        if drawdownBudget?.isZero == true { reported.drawdownBudget = nil }
        if adverseMove?.isZero == true { reported.adverseMove = nil }
        let options = Self.table.filter { $0.name != "auto_sizer_config" }
        return JSONObject(options.map { ($0.name, $0.member.value(reported)) })
    }
}

extension RegimeConfig: TabledOptions {
    public static let owner = "the regime classifier"

    public static let table: [NamedOption<RegimeConfig>] = [
        NamedOption("thin_l1_qty", .decimal(\.thinL1Min)),
        NamedOption("spread_thin_bps", .integer(\.spreadBpsMax)),
        NamedOption("vol_shock_natr_bps", .integer(\.natrBpsMax)),
        NamedOption("trend_net_return_bps", .integer(\.trendReturnBps)),
        NamedOption("trend_range_score_max", .integer(\.trendRangeScoreMax)),
    ]
}

extension AutoSizerConfig: TabledOptions {
    public static let owner = "the auto sizer"

    public static let table: [NamedOption<AutoSizerConfig>] = [
        NamedOption("sizing_mode", .name(\.mode)),
        NamedOption("min_qty", .decimal(\.quantityMin)),
        NamedOption("qty_precision", .integer(\.quantityPrecision)),
        NamedOption("max_risk_utilization", .decimal(\.riskUtilizationMax)),
        NamedOption("pyramid_exponent", .decimal(\.pyramidExponent)),
    ]
}
