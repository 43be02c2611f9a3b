// The parsing vectors of the environment specification, section 1.1, and where this program is stricter.

import DecimalArithmetic
import XCTest

@testable import Configuration

final class SettingTextTests: XCTestCase {
    private enum Expected {
        case value(SettingValue), absent, refused
    }

    private func check(
        _ text: String, _ kind: Setting.Kind, _ expected: Expected, file: StaticString = #filePath, line: UInt = #line
    ) {
        do {
            let value = try SettingText.value(of: text, as: kind)
            switch expected {
            case .value(let wanted): XCTAssertEqual(value, wanted, "'\(text)'", file: file, line: line)
            case .absent: XCTAssertNil(value, "'\(text)'", file: file, line: line)
            case .refused: XCTFail("'\(text)' gives \(String(describing: value))", file: file, line: line)
            }
        } catch {
            guard case .refused = expected else { return XCTFail("'\(text)' \(error.reason)", file: file, line: line) }
        }
    }

    func testFlags() {
        for text in ["1", "TRUE", " Yes ", "ON", "\t1\n", "true", "\u{a0}on\u{2003}"] { check(text, .flag, .value(.flag(true))) }
        for text in ["", " ", "off", "no", "0", "False", " NO\t"] { check(text, .flag, .value(.flag(false))) }
        for text in ["2", "y", "t", "enabled", "1.0", "tr\u{fc}e", "\u{ff11}"] { check(text, .flag, .refused) }
    }

    func testPairs() {
        check("20/60", .pair(0...100), .value(.pair(20, 60)))
        check(" 0/100 ", .pair(0...100), .value(.pair(0, 100)))
        check(" ", .pair(0...100), .absent)
        for text in ["20", "20/", "/60", "1/2/3", "20/101", "-1/2", "a/b", "1.5/2"] { check(text, .pair(0...100), .refused) }
    }

    /// Exact `1` alone: everything that merely looks like it is said to be wrong.
    func testPermissions() {
        check("1", .permission, .value(.flag(true)))
        for text in ["", " ", "0", "false", "no", "OFF", " 0 "] { check(text, .permission, .value(.flag(false))) }
        for text in ["true", "yes", "on", "TRUE", "1 ", " 1", "1\n", "01", "1.0", "+1", "2", "y", "\u{ff11}"] {
            check(text, .permission, .refused)
        }
    }

    func testSafeguards() {
        check("0", .safeguard, .value(.flag(false)))
        for text in ["1", "true", "YES", " on "] { check(text, .safeguard, .value(.flag(true))) }
        for text in ["", " "] { check(text, .safeguard, .absent) }
        for text in ["false", "no", "off", "0 ", " 0", "00"] { check(text, .safeguard, .refused) }
    }

    func testIntegers() {
        let any = Setting.Kind.integer(Int.min...Int.max)
        for (text, number) in [("1", 1), (" 5 ", 5), ("+5", 5), ("-5", -5), ("99", 99), ("007", 7)] {
            check(text, any, .value(.integer(number)))
        }
        for text in ["", " ", "\t"] { check(text, any, .absent) }
        for text in ["5.0", "abc", "0x1", "1 000", "+", "9223372036854775808", "1e3"] { check(text, any, .refused) }
        // The reference takes these.
        for text in ["1_000", "\u{663}"] { check(text, any, .refused) }
    }

    /// The bound is what a lax setting falls back to.
    func testIntegersOutsideTheirRange() {
        for (text, range, bound) in [("1", 10...Int.max, 10), ("-5", 10...Int.max, 10), ("99", Int.min...50, 50)] {
            XCTAssertThrowsError(try SettingText.value(of: text, as: .integer(range))) { error in
                XCTAssertEqual((error as? SettingRefusal)?.nearest, .integer(bound), text)
            }
        }
        XCTAssertThrowsError(try SettingText.value(of: "abc", as: .integer(10...50))) { error in
            XCTAssertNil((error as? SettingRefusal)?.nearest)
        }
    }

    func testAmounts() throws {
        check("1e3", .amount, .value(.amount(try Decimal("1E+3"))))
        check(" 0.5 ", .amount, .value(.amount(try Decimal("0.5"))))
        check(" ", .amount, .absent)
        for text in ["NaN", "Infinity", "-1", "0", "0.00", "abc", "1_000", "\u{663}", "1,5"] { check(text, .amount, .refused) }
    }

    func testLists() {
        let any = Setting.Kind.list(of: [])
        check(",a,,b , c,", any, .value(.list(["a", "b", "c"])))
        check(",", any, .value(.list([])))
        check("", any, .value(.list([])))
        check("a;b", any, .value(.list(["a;b"])))
        check("A,a", any, .value(.list(["A", "a"])))
        check("a,c", .list(of: ["a", "b"]), .refused)
        check("b, a", .list(of: ["a", "b"]), .value(.list(["b", "a"])))
    }

    func testChoices() {
        let kind = Setting.Kind.choice(["PAUSE", "EMERGENCY"])
        check(" pause ", kind, .value(.text("PAUSE")))
        check("Emergency", kind, .value(.text("EMERGENCY")))
        for text in ["STOP", "PAUSE,EMERGENCY", "PAUS\u{212a}E"] { check(text, kind, .refused) }
        check(" ", kind, .absent)
        XCTAssertThrowsError(try SettingText.value(of: "STOP", as: kind)) { error in
            XCTAssertEqual((error as? SettingRefusal)?.reason, "is none of EMERGENCY PAUSE")
        }
    }

    func testTextAndSecrets() {
        check(" a b ", .text, .value(.text("a b")))
        check(" ", .text, .absent)
        XCTAssertEqual("\(String(describing: try? SettingText.value(of: "hunter2", as: .secret)))".contains("hunter2"), false)
    }
}
