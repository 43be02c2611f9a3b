// The two written forms of a JSON tree: canonical, which is hashed, and pretty, which people read.

import Domain
import TestSupport
import XCTest

final class JSONWriterTests: XCTestCase {
    func testKeysAreSortedByCodePointNotByUTF16() throws {
        // U+FF61 is above the surrogates that UTF-16 would spell U+1F600 with, and below it as a code point.
        let value = try JSONParser.parse(text: "{\"\u{1F600}\":1,\"\u{FF61}\":2,\"b\":3,\"B\":4,\"aa\":5,\"a\":6,\"\":7}")
        XCTAssertEqual(
            value.canonicalText, #"{"":7,"B":4,"a":6,"aa":5,"b":3,"\uff61":2,"\ud83d\ude00":1}"#)
    }

    func testPrettyForm() throws {
        let value = try JSONParser.parse(text: #"{"z":[],"a":{},"list":[1,[2,3]],"o":{"b":null,"a":0.1}}"#)
        XCTAssertEqual(
            value.prettyText(),
            """
            {
              "z": [],
              "a": {},
              "list": [
                1,
                [
                  2,
                  3
                ]
              ],
              "o": {
                "b": null,
                "a": 0.1
              }
            }
            """)
        XCTAssertEqual(
            value.prettyText(sortingKeys: true).split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.joined(),
            #"{"a": {},"list": [1,[2,3]],"o": {"a": 0.1,"b": null},"z": []}"#)
    }

    func testRandomTreesSurviveBothForms() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            let value = Self.tree(&random, depth: 0)
            let canonical = value.canonicalText
            XCTAssertEqual(try JSONParser.parse(text: canonical).canonicalText, canonical)
            XCTAssertEqual(try JSONParser.parse(text: value.prettyText()).canonicalText, canonical)
            XCTAssertTrue(canonical.utf8.allSatisfy { 0x20...0x7E ~= $0 }, "canonical text is printable ASCII")
        }
    }

    private static func tree(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth < 4 ? 9 : 7), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int(truncatingIfNeeded: random.next()))
        case 3: return .bigInteger(Array("-18446744073709551617".utf8))
        case 4: return .double(Double(bitPattern: random.next()))
        case 5: return .double(Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 64)
        case 6: return .string(bytes(&random))
        case 7: return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in tree(&random, depth: depth + 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<16, using: &random) { object.set(bytes(&random), tree(&random, depth: depth + 1)) }
            return .object(object)
        }
    }

    /// Text of any code points. High surrogates are kept away from low ones: joined they would be one.
    private static func bytes(_ random: inout SeededGenerator) -> [UInt8] {
        var result: [UInt8] = []
        for _ in 0..<Int.random(in: 0..<6, using: &random) {
            switch Int.random(in: 0..<4, using: &random) {
            case 0: WTF8.append(UInt32.random(in: 0..<0x80, using: &random), to: &result)
            case 1: WTF8.append(UInt32.random(in: 0x80..<0xDC00, using: &random), to: &result)
            case 2: WTF8.append(UInt32.random(in: 0xE000..<0x10000, using: &random), to: &result)
            default: WTF8.append(UInt32.random(in: 0x10000..<0x110000, using: &random), to: &result)
            }
        }
        return result
    }
}

final class JSONValueTests: XCTestCase {
    func testTruthinessIsThatOfTheReference() throws {
        for (text, expected) in [
            ("null", false), ("false", false), ("true", true), ("0", false), ("0.0", false), ("-0.0", false), ("1", true),
            ("1e-300", true), ("NaN", true), ("18446744073709551616", true), ("\"\"", false), ("\"0\"", true),
            ("[]", false), ("[0]", true), ("{}", false), ("{\"a\":0}", true),
        ] {
            XCTAssertEqual(try JSONParser.parse(text: text).isTruthy, expected, text)
        }
    }

    func testAccessorsGiveNilForOtherKinds() {
        XCTAssertNil(JSONValue.integer(1).stringValue)
        XCTAssertNil(JSONValue.double(1).integerValue)
        XCTAssertNil(JSONValue.bool(true).doubleValue)
        XCTAssertEqual(JSONValue.integer(2).doubleValue, 2)
        XCTAssertNil(JSONValue.text("1").doubleValue)
        XCTAssertNil(JSONValue.array([])["a"])
        XCTAssertTrue(JSONValue.null.isNull)
        XCTAssertFalse(JSONValue.bool(false).isNull)
    }
}
