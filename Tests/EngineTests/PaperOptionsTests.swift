// Paper options by name, from a configuration, and their refusals.

import struct DecimalArithmetic.Decimal
import Domain
import Engine
import Foundation
import Policies
import XCTest

final class PaperOptionsTests: XCTestCase {
    private func options(_ config: JSONValue, directory: String = "/case") throws -> PaperOptions {
        try PaperOptions.from(config: config, directory: directory)
    }

    // MARK: - Options by name

    /// A value that is nobody's default, for every option.
    static let foreign: [(String, JSONValue)] = [
        ("spacing_bps", 3.25), ("levels", 7), ("size_per_level", "0.70"), ("price_precision", 4),
        ("quantity_precision", 5), ("max_orders_per_minute", 61), ("cooldown_ms", 101),
        ("max_notional_per_symbol", "5001"), ("max_notional_total", "20001"), ("daily_loss_limit", "501"),
        ("max_spread_bps", 51.5), ("max_price_impact_bps", 501.5), ("toxicity_lookback_ms", 5001), ("topk_k", 4),
        ("topk_window_size", 11), ("controller_enabled", true), ("controller_window_size", 12),
        ("controller_spread_pause_bps", 52), ("controller_vol_widen_bps", 302), ("controller_vol_tighten_bps", 53),
        ("controller_widen_multiplier", 1.75), ("controller_tighten_multiplier", 0.75), ("initial_capital", "10001"),
        ("max_drawdown_pct", 5.5), ("kill_switch_enabled", true), ("fill_mode", "instant"), ("fill_after_ticks", -1),
        ("cycle_enabled", true), ("cycle_step_pct", "0.002"), ("feature_engine_enabled", true),
        ("feature_bar_interval_ms", 0), ("feature_atr_period", 15), ("feature_range_horizon", 16),
        ("feature_max_bars", 1001), ("adaptive_policy_enabled", true),
        (
            "adaptive_config",
            [
                "step_min_bps": 6, "step_alpha": 31, "horizon_minutes": 61, "bar_interval_minutes": 2, "k_tail": 201,
                "x_min_bps": 21, "x_cap_bps": 501, "levels_min": 3, "levels_max": 21, "vol_shock_step_mult": 151,
                "thin_book_step_mult": 202, "trend_width_mult": 131, "size_per_level": "0.03",
                "regime_config": [
                    "thin_l1_qty": "0.2", "spread_thin_bps": 101, "vol_shock_natr_bps": 502,
                    "trend_net_return_bps": 203, "trend_range_score_max": 4,
                ],
                "auto_sizing_enabled": true, "equity": "0", "dd_budget": "0.05", "adverse_move": "0.25",
                "auto_sizer_config": [
                    "sizing_mode": "pyramid", "min_qty": "0.0002", "qty_precision": 9, "max_risk_utilization": "0.9",
                    "pyramid_exponent": "1.6",
                ],
                "l2_gating_enabled": true, "l2_impact_threshold_bps": 204,
            ]
        ),
        ("topk_v1_enabled", true),
        (
            "topk_v1_config",
            [
                "k": 4, "spread_max_bps": 54, "thin_l1_min": "1.10", "warmup_min": 16, "tox_blocked_exclude": false,
                "w_range": 102, "w_liquidity": 55, "w_toxicity": 205, "w_trend": 103, "liq_scale": 1002,
            ]
        ),
        ("dd_guard_v1_enabled", true),
        ("dd_guard_v1_config", ["portfolio_dd_limit": "0.30", "symbol_dd_budgets": ["B": "5", "A": "0"]]),
        ("constraints_enabled", true), ("symbol_constraints", ["A": ["step_size": "0.0010", "min_qty": "0.10"]]),
        ("constraint_cache_path", "cache.json"), ("l2_execution_guard_enabled", true),
        ("l2_execution_max_age_ms", 1501), ("l2_execution_impact_threshold_bps", 56), ("ml_enabled", true),
        ("ml_shadow_mode", true), ("ml_infer_enabled", true), ("onnx_artifact_dir", "artefacts"),
        ("ml_registry_path", "registry.json"), ("ml_model_name", "regime"), ("ml_stage", "active"),
        ("ml_active_enabled", true), ("ml_active_ack", "yes"), ("ml_kill_switch", true),
        ("ml_active_allowed_envs", ["prod", "dev"]),
    ]

    func testEveryOptionSetsItsMemberAndNoOther() throws {
        XCTAssertEqual(Self.foreign.map(\.0), PaperOption.all.map(\.name))
        let defaults = PaperOptions().document
        for (name, value) in Self.foreign {
            var options = PaperOptions()
            try options.apply(JSONObject([(name, value)]))
            let document = options.document
            for member in document.members {
                let key = String(decoding: member.key, as: UTF8.self)
                let expected = key == name ? value : defaults[key]
                XCTAssertEqual(member.value.canonicalText, expected?.canonicalText, "\(key) after \(name)")
            }
            XCTAssertNotEqual(value.canonicalText, defaults[name]?.canonicalText, name)
        }
    }

    /// The table reads back through itself, so a path to a wrong member would go unseen there.
    func testNamesReachTheMembersThatTheyMean() throws {
        var options = PaperOptions()
        try options.apply(JSONObject(Self.foreign))
        XCTAssertEqual(options.riskLimits.notionalPerSymbolMax, decimal("5001"))
        XCTAssertEqual(options.riskLimits.notionalTotalMax, decimal("20001"))
        XCTAssertEqual(options.riskLimits.dailyLossLimit, decimal("501"))
        XCTAssertEqual(options.toxicityLimits.spreadBpsMax.value, 51.5)
        XCTAssertEqual(options.toxicityLimits.priceImpactBpsMax.value, 501.5)
        XCTAssertEqual([options.ordersPerMinuteMax, options.cooldownMs], [61, 101])
        XCTAssertEqual(options.toxicityLimits.lookbackMs, 5001)
        XCTAssertEqual([options.topK.k, options.topK.windowSize, options.controller.windowSize], [4, 11, 12])
        XCTAssertEqual(
            [options.controller.spreadPauseBps, options.controller.volatilityWidenBps], [52, 302])
        XCTAssertEqual(options.controller.volatilityTightenBps, 53)
        XCTAssertEqual([options.controller.widenMultiplier, options.controller.tightenMultiplier], [1.75, 0.75])
        XCTAssertEqual([options.pricePrecision, options.quantityPrecision, options.levels], [4, 5, 7])
        XCTAssertEqual([options.features.barIntervalMs, options.features.atrPeriod], [0, 15])
        XCTAssertEqual([options.features.rangeHorizon, options.features.barsMax], [16, 1001])
        XCTAssertEqual([options.l2Guard.ageMsMax, options.l2Guard.impactBpsLimit], [1501, 56])
        XCTAssertEqual(options.fillMode, .instant)
        XCTAssertEqual(options.fillAfterTicks, -1)
        XCTAssertEqual(options.drawdownGuardV1?.bySymbol.map(\.symbol), ["B", "A"])
        XCTAssertEqual(options.machineLearning.artifactDirectory, "artefacts")
        XCTAssertEqual(options.machineLearning.activeAcknowledgement, "yes")
        XCTAssertTrue(options.machineLearning.shadowEnabled && options.machineLearning.inferenceEnabled)
    }

    func testANumberKeepsHowItWasWritten() throws {
        var options = PaperOptions()
        try options.apply(["spacing_bps": 20, "max_spread_bps": 30.0])
        XCTAssertTrue(options.spacingBps.isInteger)
        XCTAssertFalse(options.toxicityLimits.spreadBpsMax.isInteger)
    }

    func testUnknownNamesAndWrongKindsAreRefused() {
        let refused: [(JSONObject, String)] = [
            (["spacing": 1], "spacing"), (["levels": 1.0], "levels"), (["size_per_level": 100], "size_per_level"),
            (["controller_enabled": 1], "controller_enabled"), (["adaptive_config": ["steps": 1]], "steps"),
            (["adaptive_config": ["regime_config": ["x": 1]]], "x"),
            (["dd_guard_v1_config": ["limit": "1"]], "limit"),
            (["ml_active_allowed_envs": "prod"], "ml_active_allowed_envs"),
            (["symbol_constraints": ["A": ["step_size": "1"]]], "symbol_constraints.A.min_qty"),
        ]
        for (overrides, parameter) in refused {
            var options = PaperOptions()
            XCTAssertThrowsError(try options.apply(overrides)) {
                XCTAssertEqual(($0 as? ParameterError)?.parameter, parameter)
            }
        }
    }

    func testNullTakesAConfigurationBack() throws {
        var options = PaperOptions()
        try options.apply(["topk_v1_config": ["k": 1], "symbol_constraints": ["A": ["step_size": "1", "min_qty": "1"]]])
        try options.apply(["topk_v1_config": .null, "symbol_constraints": .null])
        XCTAssertNil(options.topKV1)
        XCTAssertNil(options.symbolConstraints)
    }

    // MARK: - From a configuration

    func testFlagsAreReadByTruthAndUnknownKeysMeanNothing() throws {
        let options = try options(["controller_enabled": "false", "ml_enabled": 0, "kill_switch_enabled": true, "x": 1])
        XCTAssertTrue(options.controllerEnabled)
        XCTAssertFalse(options.machineLearning.signalsEnabled)
        XCTAssertFalse(options.killSwitchEnabled)
    }

    func testSelectionByFeaturesForcesFeaturesAndHasItsOwnDefaults() throws {
        let selecting = try options(["topk_v1_enabled": true, "feature_engine_enabled": false])
        XCTAssertTrue(selecting.selectsByFeatures)
        let selection = try XCTUnwrap(selecting.topKV1)
        XCTAssertEqual([selection.k, selection.spreadBpsMax, selection.warmupBarsMin], [3, 100, 10])
        XCTAssertTrue(try selection.thinL1Min.isEqual(to: .one))
        XCTAssertNil(try options(["topk_v1_k": 1]).topKV1)
        let binary = try options(["topk_v1_enabled": true, "topk_v1_thin_l1_min": 0.1]).topKV1?.thinL1Min
        XCTAssertTrue(try decimal("0.1").isLess(than: XCTUnwrap(binary)))
    }

    func testGatingByTheBookHasAConfigurationOfItsOwn() throws {
        let gating = try options(["l2_gating_enabled": true, "size_per_level": "5"])
        XCTAssertTrue(gating.adaptivePolicyEnabled)
        XCTAssertEqual(gating.adaptiveInEffect.sizePerLevel, decimal("0.01"))
        XCTAssertEqual(gating.adaptiveInEffect.l2ImpactBpsLimit, 50)
        let adaptive = try options(["adaptive_policy_enabled": true, "size_per_level": "5"])
        XCTAssertEqual(adaptive.adaptiveInEffect.sizePerLevel, decimal("5"))
        XCTAssertFalse(adaptive.adaptiveInEffect.l2GatingEnabled)
    }

    func testEmptySizesKeepTheDefaultsAndOverridesComeLast() throws {
        let mapped = try options([
            "size_per_level": "", "max_notional_total": "7", "engine_options": ["max_notional_total": "8"],
        ])
        XCTAssertEqual(mapped.sizePerLevel, decimal("100"))
        XCTAssertEqual(mapped.riskLimits.notionalTotalMax, decimal("8"))
    }

    func testTheCacheLiesInTheFolder() throws {
        let config: JSONValue = ["constraint_cache_file": "info.json"]
        XCTAssertEqual(try options(config).constraintCachePath, "/case/info.json")
        XCTAssertEqual(try options(["constraint_cache_file": "/info.json"]).constraintCachePath, "/info.json")
        XCTAssertNil(try options(["constraint_cache_file": ""]).constraintCachePath)
        XCTAssertNil(try options(["symbol_constraints": [:]]).symbolConstraints)
    }
}
