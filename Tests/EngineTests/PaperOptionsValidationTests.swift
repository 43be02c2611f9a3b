// What v1's constructor refuses, and where constraints come from.

import Domain
import Engine
import Foundation
import Policies
import XCTest

final class PaperOptionsValidationTests: XCTestCase {
    private struct Registry: ArtifactRegistry {
        func artifactDirectory(
            registry path: String, model: String, stage: String
        ) throws(ArtifactRegistryError) -> String {
            guard stage == "active" else { throw ArtifactRegistryError("no \(stage)") }
            return "\(path)/\(model)"
        }
    }

    /// The refusal of options, nil when there is none.
    private func refusal(_ overrides: JSONObject, environment: [String: String] = [:]) throws -> PaperOptionsError? {
        var options = PaperOptions()
        try options.apply(overrides)
        do throws(PaperOptionsError) {
            try options.validate(environment: environment, registry: Registry())
            return nil
        } catch {
            return error
        }
    }

    func testValuesAreJudgedOnlyWhenTheirPartIsOn() throws {
        XCTAssertNil(try refusal(["initial_capital": "0", "max_drawdown_pct": 0.0, "feature_max_bars": 0]))
        XCTAssertEqual(
            try refusal(["initial_capital": "0", "kill_switch_enabled": true]),
            .parameter(ParameterError("initial_capital", "must be positive")))
        XCTAssertNil(try refusal(["max_drawdown_pct": 100.0, "kill_switch_enabled": true]))
        XCTAssertNotNil(try refusal(["max_drawdown_pct": 100.1, "kill_switch_enabled": true]))
        XCTAssertNotNil(try refusal(["feature_max_bars": 0, "feature_engine_enabled": true]))
    }

    func testBudgetsAreJudgedFirstAndEvenWhenTheGuardIsOff() throws {
        XCTAssertEqual(
            try refusal(["levels": 0, "dd_guard_v1_config": ["portfolio_dd_limit": "1.01"]]),
            .drawdownGuardV1("portfolio_dd_limit must be <= 1.0, got 1.01"))
        XCTAssertEqual(
            try refusal(["dd_guard_v1_config": ["symbol_dd_budgets": ["A": "-1"]]]),
            .drawdownGuardV1("symbol_dd_budget for A must be >= 0, got -1"))
    }

    // MARK: - Machine learning: the truth table of the ML specification, section 8.4

    private func fault(_ overrides: [(String, JSONValue)], environment: [String: String] = [:]) throws
        -> MachineLearningFault?
    {
        switch try refusal(JSONObject(overrides), environment: environment) {
        case nil: return nil
        case .machineLearning(let fault): return fault
        case .some(let other):
            XCTFail("\(other)")
            return nil
        }
    }

    private let infer: [(String, JSONValue)] = [("ml_infer_enabled", true)]
    private let active: [(String, JSONValue)] = [("ml_infer_enabled", true), ("ml_active_enabled", true)]
    private let acknowledgement: (String, JSONValue) = ("ml_active_ack", "I_UNDERSTAND_THIS_AFFECTS_TRADING")
    private let directory: (String, JSONValue) = ("onnx_artifact_dir", "/nonexistent")
    private let registry: [(String, JSONValue)] = [
        ("ml_registry_path", "r.json"), ("ml_model_name", "regime"), ("ml_stage", "active"),
    ]

    func testGuardsOfActiveInference() throws {
        XCTAssertEqual(try fault(infer), .ambiguousMode)
        XCTAssertEqual(try fault([("ml_active_enabled", true), ("ml_active_ack", "x")]), .activeWithoutInference)
        for wrong in ["i_understand_this_affects_trading", "I_UNDERSTAND_THIS_AFFECTS_TRADING "] {
            XCTAssertEqual(try fault(active + [("ml_active_ack", .text(wrong))]), .acknowledgementMissing)
        }
        XCTAssertEqual(try fault(active + [acknowledgement, directory]), .activeWithoutRegistry)
        XCTAssertEqual(try fault(active + [acknowledgement]), .activeWithoutArtifact)
        let complete = active + [acknowledgement] + registry
        XCTAssertNil(try fault(complete))
        let allowed = complete + [("ml_active_allowed_envs", ["prod"])]
        for environment in ["", "dev", "PROD"] {
            XCTAssertEqual(
                try fault(allowed, environment: ["GRINDER_ENV": environment]),
                .environmentNotAllowed(environment, allowed: ["prod"]))
        }
        XCTAssertEqual(try fault(allowed), .environmentNotAllowed("", allowed: ["prod"]))
        XCTAssertNil(try fault(allowed, environment: ["GRINDER_ENV": "prod"]))
        XCTAssertNil(try fault(complete + [("ml_active_allowed_envs", [])]))
    }

    func testGuardsOfShadowInference() throws {
        let shadow: [(String, JSONValue)] = [("ml_shadow_mode", true)]
        XCTAssertEqual(try fault(shadow + [directory]), .shadowWithoutInference)
        XCTAssertEqual(try fault(shadow + infer), .shadowWithoutArtifact)
        XCTAssertEqual(try fault(shadow + infer + [("onnx_artifact_dir", "")]), .shadowWithoutArtifact)
        XCTAssertNil(try fault(shadow + infer + [directory]))
    }

    func testARegistryIsResolvedEvenWhenEverythingIsOff() throws {
        let named: [(String, JSONValue)] = [("ml_registry_path", "r.json"), ("ml_model_name", "regime")]
        XCTAssertEqual(try fault(named), .registryUnresolved("no shadow"))
        XCTAssertNil(try fault(registry))
        XCTAssertNil(try fault([("ml_registry_path", "r.json")]), "without a model name it is not looked at")
        var options = PaperOptions()
        try options.apply(JSONObject(registry))
        XCTAssertThrowsError(try options.validate(environment: [:]), "without a registry no model is known")
    }

    // MARK: - Constraints

    func testGivenConstraintsWinOverTheCache() throws {
        var options = PaperOptions()
        options.symbolConstraints = [:]
        options.constraintCachePath = "/nonexistent"
        XCTAssertNil(options.constraintSource().constraints, "off")
        options.constraintsEnabled = true
        XCTAssertEqual(options.constraintSource().constraints?.count, 0)
        XCTAssertEqual(options.constraintSource().warnings, [])
    }

    func testConstraintsOutOfACache() throws {
        let lot = #"{"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.002"}"#
        let source = try constraintSource(
            #"{"symbols":[{"symbol":"A","filters":[\#(lot)]},{"symbol":"B","filters":[{"filterType":"LOT_SIZE"}]}]}"#)
        XCTAssertEqual(source.constraints?.count, 1)
        XCTAssertEqual(source.constraints?["A"]?.step, decimal("0.001"))
        XCTAssertEqual(source.constraints?["A"]?.minimum, decimal("0.002"))
        XCTAssertEqual(source.warnings.count, 1, "B")
    }

    func testAnUnusableCacheConstrainsNothingAndSaysSo() throws {
        for text in ["{", "[]", #"{"symbols":null}"#] {
            let source = try constraintSource(text)
            XCTAssertEqual(source.constraints?.count, 0, text)
            XCTAssertEqual(source.warnings.count, 1, text)
        }
        var options = PaperOptions()
        options.constraintsEnabled = true
        options.constraintCachePath = "/nonexistent/exchange_info.json"
        XCTAssertEqual(options.constraintSource().constraints?.count, 0)
        XCTAssertEqual(options.constraintSource().warnings.count, 1)
    }

    private func constraintSource(_ text: String) throws -> ConstraintSource {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("grinder-" + UUID().uuidString)
        try text.write(to: file, atomically: true, encoding: .utf8)
        defer { XCTAssertNoThrow(try FileManager.default.removeItem(at: file)) }
        var options = PaperOptions()
        options.constraintsEnabled = true
        options.constraintCachePath = file.path
        return options.constraintSource()
    }
}
