import Domain
import Policies
import XCTest

final class PolicyOptionsTests: XCTestCase {
    private func object(_ text: String) throws -> JSONObject {
        try XCTUnwrap(JSONParser.parse(Array(text.utf8)).objectValue)
    }

    func testDefaultsAsReported() throws {
        let expected = """
            {"step_min_bps":5,"step_alpha":30,"horizon_minutes":60,"bar_interval_minutes":1,"k_tail":200,
            "x_min_bps":20,"x_cap_bps":500,"levels_min":2,"levels_max":20,"vol_shock_step_mult":150,
            "thin_book_step_mult":200,"trend_width_mult":130,"size_per_level":"0.01","regime_config":
            {"thin_l1_qty":"0.1","spread_thin_bps":100,"vol_shock_natr_bps":500,"trend_net_return_bps":200,
            "trend_range_score_max":3},"auto_sizing_enabled":false,"equity":null,"dd_budget":null,
            "adverse_move":null,"l2_gating_enabled":false,"l2_impact_threshold_bps":200}
            """
        let document = JSONValue.object(AdaptiveGridConfig().reportedDocument)
        // Member order counts: the pretty form keeps it.
        XCTAssertEqual(document.prettyText(), try JSONValue.object(object(expected)).prettyText())
    }

    func testReportedOptionsReadBack() throws {
        var config = AdaptiveGridConfig()
        config.stepBpsMin = 7
        config.equity = dec("100.0")
        config.regime.natrBpsMax = 9
        config.l2GatingEnabled = true
        var copy = AdaptiveGridConfig()
        try copy.apply(config.document)
        XCTAssertEqual(copy, config)
        config.equity = .zero
        XCTAssertTrue(try XCTUnwrap(config.reportedDocument["equity"]).isNull)
        XCTAssertEqual(config.document["equity"]?.stringValue, "0", "what was given")
    }

    func testNestedAndNullOptions() throws {
        var config = AdaptiveGridConfig()
        config.equity = dec("5")
        try config.apply(
            object(#"{"equity":null,"auto_sizer_config":{"sizing_mode":"inverse_pyramid","qty_precision":3}}"#))
        XCTAssertNil(config.equity)
        XCTAssertEqual(config.autoSizer.mode, .inversePyramid)
        XCTAssertEqual(config.autoSizer.quantityPrecision, 3)
    }

    func testDepthLimitFromANumberIsItsExactBinaryValue() throws {
        var config = TopKV1Config()
        try config.apply(object(#"{"thin_l1_min":0.1}"#))
        XCTAssertTrue(try dec("0.1").isLess(than: config.thinL1Min))
        try config.apply(object(#"{"thin_l1_min":"0.1"}"#))
        XCTAssertFalse(try dec("0.1").isLess(than: config.thinL1Min))
    }

    func testTierFactorsAreExactlyTheNamedOnes() throws {
        var config = AllocatorConfig()
        try config.apply(object(#"{"tier_factors":{"low":"1"}}"#))
        XCTAssertEqual(config.factors.low, dec("1"))
        XCTAssertNil(config.factors.medium)
        XCTAssertNil(config.factors.high)
    }

    func testRefusals() throws {
        var config = AdaptiveGridConfig()
        for text in [
            #"{"step_min":1}"#, #"{"step_min_bps":1.5}"#, #"{"size_per_level":1}"#, #"{"size_per_level":"x"}"#,
            #"{"auto_sizing_enabled":1}"#, #"{"regime_config":[]}"#, #"{"auto_sizer_config":{"sizing_mode":"flat"}}"#,
            #"{"auto_sizer_config":{"exp":1}}"#, #"{"regime_config":{"natr":1}}"#,
        ] {
            XCTAssertThrowsError(try config.apply(object(text)), text) { XCTAssertTrue($0 is ParameterError, text) }
        }
        var controller = ControllerConfig()
        XCTAssertThrowsError(try controller.apply(object(#"{"widen_multiplier":"2"}"#)))
        XCTAssertThrowsError(try controller.apply(object(#"{"window":2}"#)))
        var selection = TopKV1Config()
        XCTAssertThrowsError(try selection.apply(object(#"{"spread":2}"#)))
        var allocator = AllocatorConfig()
        XCTAssertThrowsError(try allocator.apply(object(#"{"tier_factors":{"low":1}}"#)))
        XCTAssertThrowsError(try allocator.apply(object(#"{"precision":1}"#)))
        XCTAssertThrowsError(try config.apply(object(#"{"levels_mx":1}"#))) {
            XCTAssertEqual("\($0)", "levels_mx is not an option of the adaptive grid; did you mean levels_max?")
        }
    }
}
