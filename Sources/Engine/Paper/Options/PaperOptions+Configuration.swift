// The options that a fixture's config.json asks for: fixtures specification, section 5 (the mapping of
// the determinism suite), then `engine_options` on top (conformance corpus, section 3). Unknown keys of
// the configuration mean nothing; unknown names in `engine_options` are refused.

import DecimalArithmetic
import Domain
import Policies

extension PaperOptions {
    /// - Parameters:
    ///   - config: the configuration; anything but an object asks for nothing.
    ///   - directory: the fixture's folder; the constraint cache lies in it.
    public static func from(config: JSONValue, directory: String) throws(ParameterError) -> PaperOptions {
        var options = PaperOptions()
        options.mapController(config)
        try options.mapGridAndLimits(config)
        try options.mapSelection(config)
        try options.mapAdaptivePolicy(config)
        try options.mapExecution(config, directory)
        try options.mapMachineLearning(config)
        if let overrides = config["engine_options"] {
            try options.apply(OptionValue.object(overrides, "engine_options"))
        }
        return options
    }

    /// What the backtest takes from the configuration, and no more: controller, features and Top-K v1
    /// (backtest specification, section 2.3). Its recorded digests depend on what it leaves out.
    public static func forBacktest(config: JSONValue) throws(ParameterError) -> PaperOptions {
        var options = PaperOptions()
        options.mapController(config)
        try options.mapSelection(config)
        return options
    }

    /// What the soak runner takes: controller and kill switch (backtest specification, section 5.3).
    static func forSoak(config: JSONValue) -> PaperOptions {
        var options = PaperOptions()
        options.mapController(config)
        options.killSwitchEnabled = config.flag("kill_switch_enabled")
        return options
    }

    /// What the program `grinder-paper` takes: the controller (paper specification, section 17).
    public static func forPaperProgram(config: JSONValue) -> PaperOptions {
        var options = PaperOptions()
        options.mapController(config)
        return options
    }

    private mutating func mapController(_ config: JSONValue) { controllerEnabled = config.flag("controller_enabled") }

    private mutating func mapGridAndLimits(_ config: JSONValue) throws(ParameterError) {
        for name in ["size_per_level", "max_notional_per_symbol", "max_notional_total"] {
            if let value = config[name], value.isTruthy { try set(name, value) }
        }
    }

    private mutating func mapSelection(_ config: JSONValue) throws(ParameterError) {
        topKV1Enabled = config.flag("topk_v1_enabled")
        featureEngineEnabled = topKV1Enabled || config.flag("feature_engine_enabled")
        if topKV1Enabled { topKV1 = try Self.topKV1(config) }
    }

    private mutating func mapAdaptivePolicy(_ config: JSONValue) throws(ParameterError) {
        let gatesByBook = config.flag("l2_gating_enabled")
        adaptivePolicyEnabled = gatesByBook || config.flag("adaptive_policy_enabled")
        guard gatesByBook else { return }
        // v1 builds the configuration from these two alone, so `size_per_level` does not reach it.
        var adaptive = AdaptiveGridConfig()
        adaptive.l2GatingEnabled = true
        adaptive.l2ImpactBpsLimit = try config.integer("l2_impact_threshold_bps", default: 50)
        self.adaptive = adaptive
    }

    /// The suite's defaults, which are not the selection's own.
    private static func topKV1(_ config: JSONValue) throws(ParameterError) -> TopKV1Config {
        var selection = TopKV1Config()
        selection.k = try config.integer("topk_v1_k", default: 3)
        selection.spreadBpsMax = try config.integer("topk_v1_spread_max_bps", default: 100)
        selection.thinL1Min = try OptionValue.exactNumber(
            config["topk_v1_thin_l1_min"] ?? .double(1), "topk_v1_thin_l1_min")
        selection.warmupBarsMin = try config.integer("topk_v1_warmup_min", default: 10)
        return selection
    }

    private mutating func mapExecution(_ config: JSONValue, _ directory: String) throws(ParameterError) {
        constraintsEnabled = config.flag("constraints_enabled")
        if let constraints = config["symbol_constraints"], constraints.isTruthy {
            symbolConstraints = try SymbolConstraintOptions.read(constraints)
        }
        if let file = config["constraint_cache_file"], file.isTruthy {
            let name = try OptionValue.text(file, "constraint_cache_file")
            let isComplete = directory.isEmpty || name.utf8.first == UInt8(ascii: "/")
            constraintCachePath = isComplete ? name : "\(directory)/\(name)"
        }
        l2GuardEnabled = config.flag("l2_execution_guard_enabled")
        l2Guard.ageMsMax = try config.integer("l2_execution_max_age_ms", default: l2Guard.ageMsMax)
        l2Guard.impactBpsLimit = try config.integer(
            "l2_execution_impact_threshold_bps", default: l2Guard.impactBpsLimit)
    }

    private mutating func mapMachineLearning(_ config: JSONValue) throws(ParameterError) {
        machineLearning.signalsEnabled = config.flag("ml_enabled")
        machineLearning.shadowEnabled = config.flag("ml_shadow_mode")
        machineLearning.inferenceEnabled = config.flag("ml_infer_enabled")
        for name in ["onnx_artifact_dir", "ml_registry_path", "ml_model_name", "ml_stage"] {
            if let value = config[name] { try set(name, value) }
        }
    }
}

extension JSONValue {
    /// A switch: absent counts as off, anything else by its truth value.
    fileprivate func flag(_ name: String) -> Bool { self[name]?.isTruthy ?? false }

    fileprivate func integer(_ name: String, default fallback: Int) throws(ParameterError) -> Int {
        guard let value = self[name] else { return fallback }
        return try OptionValue.integer(value, name)
    }
}
