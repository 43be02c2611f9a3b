// Paper options as words of a command line: what can be written in a configuration can be written there.

import Domain
import Engine
import XCTest

final class PaperOptionTextTests: XCTestCase {
    private func option(_ name: String) throws -> PaperOption {
        try XCTUnwrap(PaperOption.all.first { $0.name == name }, name)
    }

    /// As a user writes it: text without quotes, everything else as in JSON.
    private func written(_ value: JSONValue) -> String { value.stringValue ?? value.canonicalText }

    func testEveryOptionReadsWhatAConfigurationSays() throws {
        for (name, value) in PaperOptionsTests.foreign {
            let option = try option(name)
            let read = try XCTUnwrap(option.value(ofText: written(value)), name)
            var options = PaperOptions()
            try option.set(read, in: &options)
            var expected = PaperOptions()
            try option.set(value, in: &expected)
            XCTAssertEqual(option.value(in: options).canonicalText, option.value(in: expected).canonicalText, name)
        }
    }

    func testEveryDefaultReadsBack() throws {
        for option in PaperOption.all {
            guard let text = option.defaultText else {
                XCTAssertTrue(option.value(in: PaperOptions()).isNull, option.name)
                continue
            }
            let read = try XCTUnwrap(option.value(ofText: text), option.name)
            var options = PaperOptions()
            try option.set(read, in: &options)
            XCTAssertEqual(
                JSONValue.object(options.document).canonicalText, JSONValue.object(PaperOptions().document).canonicalText,
                option.name)
        }
    }

    func testFlagsAreTheNamesInKebabCase() throws {
        XCTAssertEqual(try option("max_spread_bps").flag, "--max-spread-bps")
        XCTAssertEqual(try option("dd_guard_v1_config").flag, "--dd-guard-v1-config")
        XCTAssertEqual(Set(PaperOption.all.map(\.flag)).count, PaperOption.all.count)
    }

    func testTextOfAnotherKindIsRefused() throws {
        let refused: [(String, [String])] = [
            ("levels", ["", "x", "1.0", "1e1", "99999999999999999999", "0x10"]),
            ("controller_widen_multiplier", ["", "x", "nan", "inf", "1e999", "1,5"]),
            ("size_per_level", ["", "x", "NaN", "Infinity", "1,5"]),
            ("cycle_enabled", ["", "yes", "1", "True", "null"]), ("fill_mode", ["", "Crossing", "limit"]),
            ("adaptive_config", ["", "x", "1", "[]", "{", "{}x"]), ("ml_active_allowed_envs", ["", "prod", "{}"]),
        ]
        for (name, texts) in refused {
            let option = try option(name)
            for text in texts { XCTAssertNil(option.value(ofText: text), "\(name): '\(text)'") }
        }
        XCTAssertEqual(try option("fill_mode").allowedValues, "one of crossing, instant")
        XCTAssertEqual(try option("fill_mode").valueName, "crossing|instant")
    }

    func testNullTakesAnObjectOrAListBack() throws {
        for name in ["adaptive_config", "topk_v1_config", "dd_guard_v1_config", "symbol_constraints", "ml_active_allowed_envs"] {
            XCTAssertEqual(try option(name).value(ofText: "null")?.isNull, true, name)
        }
    }

    func testObjectsShowTheirMembers() throws {
        XCTAssertEqual(try option("adaptive_config").completeValue?["regime_config"]?["thin_l1_qty"]?.stringValue, "0.1")
        XCTAssertEqual(try option("topk_v1_config").completeValue?["spread_max_bps"]?.integerValue, 50)
        XCTAssertEqual(try option("dd_guard_v1_config").completeValue?["portfolio_dd_limit"]?.stringValue, "0.20")
        XCTAssertNil(try option("symbol_constraints").completeValue, "its members are symbols")
        XCTAssertNil(try option("levels").completeValue)
    }
}
