// The names under which a configuration file sets the adaptive grid's parameters: policies
// specification, sections 3.1, 4 and 6.

import DecimalArithmetic
import Domain

extension AdaptiveGridConfig: OverridableOptions {
    private static func integerField(_ name: String) -> WritableKeyPath<AdaptiveGridConfig, Int>? {
        switch name {
        case "step_min_bps": \.stepBpsMin
        case "step_alpha": \.stepAlpha
        case "horizon_minutes": \.horizonMinutes
        case "bar_interval_minutes": \.barIntervalMinutes
        case "k_tail": \.tailMultiplier
        case "x_min_bps": \.widthBpsMin
        case "x_cap_bps": \.widthBpsMax
        case "levels_min": \.levelsMin
        case "levels_max": \.levelsMax
        case "vol_shock_step_mult": \.volatilityShockStepMultiplier
        case "thin_book_step_mult": \.thinBookStepMultiplier
        case "trend_width_mult": \.trendWidthMultiplier
        case "l2_impact_threshold_bps": \.l2ImpactBpsLimit
        default: nil
        }
    }

    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        if let field = Self.integerField(name) {
            self[keyPath: field] = try OptionValue.integer(value, name)
            return
        }
        switch name {
        case "size_per_level": sizePerLevel = try OptionValue.decimal(value, name)
        case "regime_config": try regime.apply(OptionValue.object(value, name))
        case "auto_sizing_enabled": autoSizingEnabled = try OptionValue.flag(value, name)
        case "equity": equity = try OptionValue.optionalDecimal(value, name)
        case "dd_budget": drawdownBudget = try OptionValue.optionalDecimal(value, name)
        case "adverse_move": adverseMove = try OptionValue.optionalDecimal(value, name)
        case "auto_sizer_config": try autoSizer.apply(OptionValue.object(value, name))
        case "l2_gating_enabled": l2GatingEnabled = try OptionValue.flag(value, name)
        default: throw ParameterError(name, "is not an option of the adaptive grid")
        }
    }

    /// The configuration as it is reported; the auto sizer's is not part of it, and a zero prints as null (v1).
    public var document: JSONObject {
        JSONObject([
            ("step_min_bps", .integer(stepBpsMin)), ("step_alpha", .integer(stepAlpha)),
            ("horizon_minutes", .integer(horizonMinutes)), ("bar_interval_minutes", .integer(barIntervalMinutes)),
            ("k_tail", .integer(tailMultiplier)), ("x_min_bps", .integer(widthBpsMin)),
            ("x_cap_bps", .integer(widthBpsMax)), ("levels_min", .integer(levelsMin)),
            ("levels_max", .integer(levelsMax)), ("vol_shock_step_mult", .integer(volatilityShockStepMultiplier)),
            ("thin_book_step_mult", .integer(thinBookStepMultiplier)),
            ("trend_width_mult", .integer(trendWidthMultiplier)), ("size_per_level", .decimal(sizePerLevel)),
            ("regime_config", .object(regime.document)), ("auto_sizing_enabled", .bool(autoSizingEnabled)),
            ("equity", Self.textUnlessZero(equity)), ("dd_budget", Self.textUnlessZero(drawdownBudget)),
            ("adverse_move", Self.textUnlessZero(adverseMove)), ("l2_gating_enabled", .bool(l2GatingEnabled)),
            ("l2_impact_threshold_bps", .integer(l2ImpactBpsLimit)),
        ])
    }

    private static func textUnlessZero(_ value: Decimal?) -> JSONValue {
        guard let value, value.isSet else { return .null }
        return .decimal(value)
    }
}

extension RegimeConfig: OverridableOptions {
    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        switch name {
        case "thin_l1_qty": thinL1Min = try OptionValue.decimal(value, name)
        case "spread_thin_bps": spreadBpsMax = try OptionValue.integer(value, name)
        case "vol_shock_natr_bps": natrBpsMax = try OptionValue.integer(value, name)
        case "trend_net_return_bps": trendReturnBps = try OptionValue.integer(value, name)
        case "trend_range_score_max": trendRangeScoreMax = try OptionValue.integer(value, name)
        default: throw ParameterError(name, "is not an option of the regime classifier")
        }
    }

    public var document: JSONObject {
        JSONObject([
            ("thin_l1_qty", .decimal(thinL1Min)), ("spread_thin_bps", .integer(spreadBpsMax)),
            ("vol_shock_natr_bps", .integer(natrBpsMax)), ("trend_net_return_bps", .integer(trendReturnBps)),
            ("trend_range_score_max", .integer(trendRangeScoreMax)),
        ])
    }
}

extension AutoSizerConfig: OverridableOptions {
    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        switch name {
        case "sizing_mode": mode = try OptionValue.name(value, name)
        case "min_qty": quantityMin = try OptionValue.decimal(value, name)
        case "qty_precision": quantityPrecision = try OptionValue.integer(value, name)
        case "max_risk_utilization": riskUtilizationMax = try OptionValue.decimal(value, name)
        case "pyramid_exponent": pyramidExponent = try OptionValue.decimal(value, name)
        default: throw ParameterError(name, "is not an option of the auto sizer")
        }
    }

    public var document: JSONObject {
        JSONObject([
            ("sizing_mode", .text(mode.rawValue)), ("min_qty", .decimal(quantityMin)),
            ("qty_precision", .integer(quantityPrecision)), ("max_risk_utilization", .decimal(riskUtilizationMax)),
            ("pyramid_exponent", .decimal(pyramidExponent)),
        ])
    }
}
