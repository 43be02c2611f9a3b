// The grammar of JSON text: what is accepted, what is refused, and where the error is said to be.

import Domain
import XCTest

final class JSONLexerTests: XCTestCase {
    private func parse(_ text: String) throws -> JSONValue { try JSONParser.parse(text: text) }

    private func failure(_ bytes: [UInt8]) -> JSONError? {
        do throws(JSONError) {
            _ = try JSONParser.parse(bytes)
            return nil
        } catch {
            return error
        }
    }

    private func failure(_ text: String) -> JSONError? { failure(Array(text.utf8)) }

    func testAcceptsEveryKindOfValue() throws {
        let accepted = [
            ("null", "null"), ("true", "true"), ("false", "false"), ("0", "0"), ("-0", "0"), ("-12", "-12"),
            ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "9223372036854775808"),
            ("-9223372036854775809", "-9223372036854775809"), ("1.50", "1.5"), ("-0.0", "-0.0"), ("1e3", "1000.0"),
            ("1E+3", "1000.0"), ("25e-2", "0.25"), ("1e400", "Infinity"), ("-1e400", "-Infinity"), ("NaN", "NaN"),
            ("Infinity", "Infinity"), ("-Infinity", "-Infinity"), ("\"\"", "\"\""), ("[]", "[]"), ("{}", "{}"),
            (" [ 1 , [ ] , { } ] \t\r\n", "[1,[],{}]"), ("{\"b\":1,\"a\":{\"d\":2,\"c\":3}}", "{\"a\":{\"c\":3,\"d\":2},\"b\":1}"),
        ]
        for (text, canonical) in accepted {
            XCTAssertEqual(try parse(text).canonicalText, canonical, text)
        }
    }

    func testRefusesWithTheOffsetOfTheError() {
        let refused: [(String, Int, String)] = [
            ("", 0, "a value was expected"), ("   ", 3, "a value was expected"),
            ("tru", 0, "a value"), ("True", 0, "a value"), ("nul", 0, "a value"), ("nan", 0, "a value"),
            ("Inf", 0, "a value"), ("-Inf", 1, "a value"), ("+1", 0, "a value"), (".5", 0, "a value"),
            ("-", 1, "a digit"), ("-x", 1, "a digit"), ("01", 1, "after the end"), ("-01", 2, "after the end"),
            ("1.", 1, "after the end"), ("1.e3", 1, "after the end"), ("1e", 1, "after the end"),
            ("1e+", 1, "after the end"), ("0x10", 1, "after the end"), ("1 2", 2, "after the end"),
            ("\u{FEFF}1", 0, "a value"),
            ("[1", 2, "inside a container"), ("[1,", 3, "a value was expected"), ("[1,]", 3, "a value was expected"),
            ("[,1]", 1, "a value"), ("[1 2]", 3, "','"), ("]", 0, "a value"), ("[1]]", 3, "after the end"),
            ("{", 1, "a member name"), ("{\"a\"", 4, "':'"), ("{\"a\" 1}", 5, "':'"), ("{\"a\":}", 5, "a value"),
            ("{\"a\":1", 6, "inside a container"), ("{\"a\":1,}", 7, "a member name"), ("{a:1}", 1, "a member name"),
            ("{'a':1}", 1, "a member name"), ("{1:1}", 1, "a member name"), ("{\"a\":1]", 6, "','"),
            ("\"abc", 0, "closing quote"), ("[\"abc]", 1, "closing quote"), ("\"\\", 1, "closing quote"),
            ("\"a\\x\"", 2, "unknown escape"), ("\"\\u12\"", 1, "four hexadecimal"), ("\"\\u12G4\"", 1, "four hexadecimal"),
            ("\"a\nb\"", 2, "control character"), ("\"\u{0}\"", 1, "control character"), ("\"\u{1F}\"", 1, "control"),
        ]
        for (text, offset, reason) in refused {
            guard let error = failure(text) else {
                XCTFail("accepted: \(text)")
                continue
            }
            XCTAssertEqual(error.offset, offset, text)
            XCTAssertTrue(error.reason.contains(reason), "\(text): \(error.reason)")
        }
    }

    func testControlCharacterU007FIsAllowed() throws {
        XCTAssertEqual(try parse("\"\u{7F}\"").canonicalText, "\"\\u007f\"")
    }

    func testTheLastOfDuplicateNamesWinsAndKeepsTheFirstPlace() throws {
        XCTAssertEqual(try parse("{\"a\":1,\"b\":2,\"a\":3}").prettyText(), "{\n  \"a\": 3,\n  \"b\": 2\n}")
        // The same beyond the size at which look-ups change from a scan to a table.
        let many = (0..<40).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        let object = try parse("{\(many),\"k3\":\"x\",\"k39\":\"y\",\"\\u006b0\":\"z\"}")
        XCTAssertEqual(object.objectValue?.members.count, 40)
        XCTAssertEqual(object["k3"]?.stringValue, "x")
        XCTAssertEqual(object["k39"]?.stringValue, "y")
        XCTAssertEqual(object["k0"]?.stringValue, "z", "an escaped name is the same name")
        XCTAssertEqual(object.objectValue.map { String(decoding: $0.members[3].key, as: UTF8.self) }, "k3")
    }

    func testEscapesAndSurrogates() throws {
        let strings = [
            (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#),
            (#""\u0041\u00e9\u20AC""#, #""A\u00e9\u20ac""#),
            (#""\ud83d\ude00""#, #""\ud83d\ude00""#), ("\"\u{1F600}\"", #""\ud83d\ude00""#),
            // Lone surrogates travel as they came: high, low, swapped, high before text, high before another pair.
            (#""\ud83d""#, #""\ud83d""#), (#""\ude00""#, #""\ude00""#), (#""\ude00\ud83d""#, #""\ude00\ud83d""#),
            (#""\ud83dx""#, #""\ud83dx""#), (#""\ud83d\ud83d\ude00""#, #""\ud83d\ud83d\ude00""#),
            (#""\ud83d\n""#, #""\ud83d\n""#), (#""\uDBFF\uDFFF""#, #""\udbff\udfff""#), (#""\u0000""#, #""\u0000""#),
        ]
        for (text, canonical) in strings { XCTAssertEqual(try parse(text).canonicalText, canonical, text) }
    }

    func testDepthLimit() {
        let limit = JSONLexer.depthLimit
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            func nested(_ depth: Int) -> String {
                String(repeating: open, count: depth) + (open == "[" ? "" : "1") + String(repeating: close, count: depth)
            }
            XCTAssertNil(failure(nested(limit)))
            XCTAssertEqual(failure(nested(limit + 1))?.offset, limit * open.utf8.count)
            XCTAssertTrue(failure(nested(limit + 1))?.reason.contains("nested") ?? false)
            XCTAssertNotNil(failure(String(repeating: open, count: 1_000_000)), "hostile depth must not exhaust the stack")
        }
    }

    func testInvalidUTF8IsRefusedAtItsOffset() {
        let sequences: [[UInt8]] = [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
        ]
        for sequence in sequences {
            for padding in 0..<9 {
                let text = [UInt8](repeating: 0x61, count: padding)
                let error = failure([0x22] + text + sequence + [0x22])
                XCTAssertEqual(error?.offset, padding + 1, "\(sequence)")
                XCTAssertEqual(error?.reason, "bytes that are not UTF-8")
            }
        }
    }

    func testTruncatingADocumentAnywhereIsAnErrorAtOrBeforeTheCut() throws {
        let document = Array(#"{"a":[1,-2.5e3,"x\u00e9\n",true,null],"b":{"c":NaN,"d":-Infinity},"e":""}"#.utf8)
        _ = try JSONParser.parse(document)
        for cut in 0..<document.count {
            guard let error = failure(Array(document[..<cut])) else {
                XCTFail("accepted the first \(cut) bytes")
                continue
            }
            XCTAssertLessThanOrEqual(error.offset, cut)
        }
    }

    func testNoMutationOfOneByteIsEverReadBeyondItsEnd() {
        // Each result is either an error inside the text or a value that writes itself back.
        let document = Array(#"[{"k":"v\ud800","n":-1.0E+2},[true,false,null],"é"]"#.utf8)
        for position in document.indices {
            for byte in UInt8.min...UInt8.max {
                var mutated = document
                mutated[position] = byte
                do throws(JSONError) {
                    let text = try JSONParser.parse(mutated).canonicalText
                    XCTAssertEqual(try JSONParser.parse(text: text).canonicalText, text)
                } catch {
                    XCTAssertTrue((0...mutated.count).contains(error.offset))
                }
            }
        }
    }
}
