// The table of all paper options, in the order of the paper specification, section 3. The only place
// where an option's name stands.

import Policies

extension PaperOption {
    public static let all: [PaperOption] = grid + gates + selection + account + features + execution + machineLearning

    private static let grid = [
        PaperOption("spacing_bps", .basisPoints(\.spacingBps), "distance between grid levels, basis points, above 0"),
        PaperOption("levels", .integer(\.levels), "levels per side, above 0"),
        PaperOption("size_per_level", .decimal(\.sizePerLevel), "base-asset quantity per level, above 0"),
        PaperOption("price_precision", .integer(\.pricePrecision), "decimals of order prices"),
        PaperOption("quantity_precision", .integer(\.quantityPrecision), "decimals of order quantities"),
    ]

    private static let gates = [
        PaperOption("max_orders_per_minute", .integer(\.ordersPerMinuteMax), "rate limit, orders per minute"),
        PaperOption("cooldown_ms", .integer(\.cooldownMs), "rate limit, milliseconds between orders"),
        PaperOption(
            "max_notional_per_symbol", .decimal(\.riskLimits.notionalPerSymbolMax), "risk gate, quote currency"),
        PaperOption("max_notional_total", .decimal(\.riskLimits.notionalTotalMax), "risk gate, quote currency"),
        PaperOption(
            "daily_loss_limit", .decimal(\.riskLimits.dailyLossLimit),
            "risk gate, the loss beyond which no order passes, quote currency"),
        PaperOption(
            "max_spread_bps", .basisPoints(\.toxicityLimits.spreadBpsMax), "toxicity gate, widest spread"),
        PaperOption(
            "max_price_impact_bps", .basisPoints(\.toxicityLimits.priceImpactBpsMax),
            "toxicity gate, largest price move within the lookback"),
        PaperOption("toxicity_lookback_ms", .integer(\.toxicityLimits.lookbackMs), "toxicity gate, milliseconds"),
    ]

    private static let selection = [
        PaperOption("topk_k", .integer(\.topK.k), "symbols that Top-K v0 selects"),
        PaperOption("topk_window_size", .integer(\.topK.windowSize), "mid prices per symbol that Top-K v0 looks at"),
        PaperOption("controller_enabled", .flag(\.controllerEnabled), "adaptive controller v0"),
        PaperOption("controller_window_size", .integer(\.controller.windowSize), "ticks per symbol"),
        PaperOption("controller_spread_pause_bps", .integer(\.controller.spreadPauseBps), "spread that pauses it"),
        PaperOption(
            "controller_vol_widen_bps", .integer(\.controller.volatilityWidenBps), "volatility that widens the grid"),
        PaperOption(
            "controller_vol_tighten_bps", .integer(\.controller.volatilityTightenBps),
            "volatility that tightens the grid"),
        PaperOption(
            "controller_widen_multiplier", .number(\.controller.widenMultiplier), "factor on the spacing when widened"),
        PaperOption(
            "controller_tighten_multiplier", .number(\.controller.tightenMultiplier),
            "factor on the spacing when tightened"),
    ]

    private static let account = [
        PaperOption(
            "initial_capital", .decimal(\.initialCapital), "equity base of the drawdown guards, quote currency"),
        PaperOption("max_drawdown_pct", .basisPoints(\.drawdownPctMax), "drawdown guard v0, percent, at most 100"),
        PaperOption("kill_switch_enabled", .flag(\.killSwitchEnabled), "drawdown guard v0 with kill switch"),
        PaperOption(
            "fill_mode", .fillMode, choices: FillMode.allCases.map(\.name),
            "fills when the price crosses the limit, or always; in a file any other text means instant"),
        PaperOption(
            "fill_after_ticks", .integer(\.fillAfterTicks), "0: immediate fills; else ticks an order must have rested"),
        PaperOption("cycle_enabled", .flag(\.cycleEnabled), "take-profit cycles"),
        PaperOption("cycle_step_pct", .decimal(\.cycleStepPct), "take-profit distance as a fraction, 0.001 = 0.1 %"),
    ]

    private static let features = [
        PaperOption("feature_engine_enabled", .flag(\.featureEngineEnabled), "features from mid-price bars"),
        PaperOption("feature_bar_interval_ms", .integer(\.features.barIntervalMs), "length of a bar, milliseconds"),
        PaperOption("feature_atr_period", .integer(\.features.atrPeriod), "bars in the ATR"),
        PaperOption("feature_range_horizon", .integer(\.features.rangeHorizon), "bars in the range score"),
        PaperOption("feature_max_bars", .integer(\.features.barsMax), "bars kept per symbol"),
        PaperOption("adaptive_policy_enabled", .flag(\.adaptivePolicyEnabled), "adaptive grid, not the static one"),
        PaperOption(
            "adaptive_config", .replaced(\.adaptive, AdaptiveGridConfig()),
            "parameters of the adaptive grid; none: defaults with size_per_level"),
        PaperOption(
            "topk_v1_enabled", .flag(\.topKV1Enabled), "selection by features; needs feature_engine_enabled"),
        PaperOption("topk_v1_config", .replaced(\.topKV1, TopKV1Config()), "parameters of Top-K v1"),
        PaperOption("dd_guard_v1_enabled", .flag(\.drawdownGuardV1Enabled), "drawdown guard v1"),
        PaperOption(
            "dd_guard_v1_config", .replaced(\.drawdownGuardV1, DrawdownBudgetOptions()),
            "portfolio_dd_limit and symbol_dd_budgets of the guard"),
    ]

    private static let execution = [
        PaperOption("constraints_enabled", .flag(\.constraintsEnabled), "LOT_SIZE constraints on quantities"),
        PaperOption(
            "symbol_constraints", .symbolConstraints, "step_size and min_qty by symbol; win over the cache"),
        PaperOption("constraint_cache_path", .optionalText(\.constraintCachePath), "exchangeInfo file"),
        PaperOption("l2_execution_guard_enabled", .flag(\.l2GuardEnabled), "no orders into a stale or thin book"),
        PaperOption("l2_execution_max_age_ms", .integer(\.l2Guard.ageMsMax), "age of a usable book, milliseconds"),
        PaperOption(
            "l2_execution_impact_threshold_bps", .integer(\.l2Guard.impactBpsLimit),
            "market impact from which orders are skipped"),
    ]

    private static let machineLearning = [
        PaperOption("ml_enabled", .flag(\.machineLearning.signalsEnabled), "time-indexed ML signals"),
        PaperOption("ml_shadow_mode", .flag(\.machineLearning.shadowEnabled), "inference without effect"),
        PaperOption("ml_infer_enabled", .flag(\.machineLearning.inferenceEnabled), "allows inference"),
        PaperOption(
            "onnx_artifact_dir", .optionalText(\.machineLearning.artifactDirectory), "artefacts without registry"),
        PaperOption("ml_registry_path", .optionalText(\.machineLearning.registryPath), "model registry file"),
        PaperOption("ml_model_name", .optionalText(\.machineLearning.modelName), "model in the registry"),
        PaperOption("ml_stage", .text(\.machineLearning.stage), "stage in the registry"),
        PaperOption("ml_active_enabled", .flag(\.machineLearning.activeEnabled), "inference with effect"),
        PaperOption(
            "ml_active_ack", .optionalText(\.machineLearning.activeAcknowledgement),
            "must be \(MachineLearningOptions.acknowledgement) for ACTIVE"),
        PaperOption("ml_kill_switch", .flag(\.machineLearning.killSwitch), "switches inference off"),
        PaperOption(
            "ml_active_allowed_envs", .allowedEnvironments, "values of GRINDER_ENV in which ACTIVE may run"),
    ]
}
