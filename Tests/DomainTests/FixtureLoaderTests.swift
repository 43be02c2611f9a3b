// Reading fixtures: domain specification, sections 10.1 and 10.2, and the errors that end a run.

import Domain
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

final class FixtureLoaderTests: XCTestCase {
    private func load(_ files: [(String, String)], slash: String = "") throws -> Fixture {
        let directory = try ScratchDirectory()
        for (name, content) in files { try directory.write(name, content) }
        return try Fixture.load(directory: directory.path + slash)
    }

    private func loadLines(_ lines: [String]) throws -> Fixture {
        try load([("events.jsonl", lines.map { $0 + "\n" }.joined())])
    }

    private func assertFails(
        _ name: String, _ content: some Sequence<UInt8>, _ category: FixtureError.Category = .malformed, line: Int?,
        _ words: String..., at source: UInt = #line
    ) throws {
        let directory = try ScratchDirectory()
        let file = try directory.write(name, content)
        XCTAssertThrowsError(try Fixture.load(directory: directory.path), line: source) { error in
            guard let error = error as? FixtureError else { return XCTFail("\(error)", line: source) }
            XCTAssertEqual(error.category, category, line: source)
            XCTAssertEqual(error.file, file, line: source)
            XCTAssertEqual(error.line, line, line: source)
            XCTAssertFalse(error.remedy.isEmpty, line: source)
            XCTAssertTrue(error.description.hasPrefix(line.map { "\(file):\($0): " } ?? "\(file): "), line: source)
            for word in words { XCTAssertTrue(error.description.contains(word), "\(error)", line: source) }
        }
    }

    // MARK: - Files

    func testPathsAreNormalisedAsTheReferencePrintsThem() throws {
        let directory = try ScratchDirectory()
        let path = directory.path
        for spelled in [path + "/", path + "//", path + "/.", "/" + path, path.replacingOccurrences(of: "/", with: "/./")] {
            XCTAssertEqual(try Fixture.load(directory: spelled).path, path)
        }
        XCTAssertTrue(try Fixture.load(directory: path).events.isEmpty, "no files means no events")
    }

    func testAMissingDirectoryAndAFileInItsPlace() throws {
        let directory = try ScratchDirectory()
        let file = try directory.write("file", "")
        for path in [directory.file("missing"), file] {
            XCTAssertThrowsError(try Fixture.load(directory: path)) { error in
                XCTAssertEqual((error as? FixtureError)?.category, .unreadable)
                XCTAssertTrue("\(error)".contains("Fixture directory not found: \(path)"))
            }
        }
    }

    func testADirectoryInThePlaceOfAFile() throws {
        let directory = try ScratchDirectory()
        try directory.makeDirectory("events.jsonl")
        try directory.write("events.json", "[]")
        XCTAssertThrowsError(try Fixture.load(directory: directory.path)) { error in
            XCTAssertEqual((error as? FixtureError)?.category, .unreadable)
            XCTAssertTrue("\(error)".contains("events.jsonl: cannot be read"))
        }
    }

    func testEventsJsonIsReadOnlyWithoutEventsJsonl() throws {
        let array = "[\(SnapshotLine(2).json), \(SnapshotLine(1).json)]"
        XCTAssertEqual(try load([("events.json", array)]).events.map(\.time), [1, 2].map { EventTime(milliseconds: $0) })
        XCTAssertEqual(try load([("events.json", array), ("events.jsonl", "")]).events.count, 0)
        XCTAssertEqual(try load([("events.json", " [] \n")]).events.count, 0)
    }

    func testLineEndsAndBlankLines() throws {
        let line = SnapshotLine(1).json
        for text in ["\(line)\n\(line)\n", "\(line)\r\n\(line)\r\n", "\(line)\r\(line)", "\n\r\n\r\(line)\n\n\r\r\n\(line)",
            " \t\(line)\u{A0}\u{2028}\n\u{FEFF}".replacingOccurrences(of: "\u{FEFF}", with: "\u{3000}\n\(line)\u{B}\u{C}\u{1C}\u{85}")]
        { XCTAssertEqual(try load([("events.jsonl", text)]).events.count, 2, text.debugDescription) }
        // U+2028 ends no line.
        try assertFails("events.jsonl", "\(line)\u{2028}\(line)\n".utf8, line: 1, "after the end")
    }

    // MARK: - Order

    func testTheSortIsStableAndAbsentTimesComeFirst() throws {
        let fixture = try loadLines([
            SnapshotLine(5).with("bid_price", "\"1\"").json, "{\"type\":\"l2_snapshot\",\"ts_ms\":9}",
            SnapshotLine(-1).json, SnapshotLine(5).with("bid_price", "\"2\"").json, SnapshotLine(ts: "true").json,
            SnapshotLine(ts: "0.5").json, SnapshotLine(5).with("bid_price", "\"3\"").json,
        ])
        XCTAssertEqual(
            fixture.events.map(\.time.doubleValue), [-1, 0, 0.5, 1, 5, 5, 5])
        XCTAssertEqual(fixture.events.suffix(3).map(\.bidPrice.description), ["1", "2", "3"])
        XCTAssertEqual(fixture.events[1].kind, .depth)
    }

    func testALongShuffledFileIsSortedStably() throws {
        var random = SeededGenerator(seed: 3)
        let times = (0..<3000).map { _ in Int.random(in: 0..<500, using: &random) }
        let fixture = try loadLines(times.enumerated().map { SnapshotLine($1).with("bid_price", "\($0)").json })
        let expected = times.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
        XCTAssertEqual(fixture.events.map(\.bidPrice.description), expected.map { "\($0.offset)" })
    }

    func testTimesThatCannotBeOrderedNameTheLine() throws {
        let text = SnapshotLine(ts: "\"a\"").json, number = SnapshotLine(1).json, null = SnapshotLine(ts: "null").json
        XCTAssertEqual(try loadLines([text, SnapshotLine(ts: "\"b\"").json]).events.count, 2)
        XCTAssertEqual(try loadLines([null]).events.count, 1)
        for pair in [[text, number], [number, text], [null, number], [null, null], [text, "{}"]] {
            try assertFails("events.jsonl", (pair.joined(separator: "\n\n") + "\n").utf8, line: 3, "field 'ts'")
        }
        for time in ["[]", "{}", "NaN", "Infinity", "1e999"] {
            try assertFails("events.jsonl", "\n\(SnapshotLine(ts: time).json)\n".utf8, line: 2, "field 'ts'")
        }
    }

    // MARK: - Lines that end the run

    func testMalformedLines() throws {
        try assertFails("events.jsonl", "{}\n\n{\"a\": tru}\n".utf8, line: 3, "invalid JSON at column 7")
        try assertFails("events.jsonl", "{}\n{\"a\": 1".utf8, line: 2, "invalid JSON at column 8")
        try assertFails("events.jsonl", "  {} {}\n".utf8, line: 1, "invalid JSON")
        for other in ["5", "\"x\"", "null", "[]", "[{}]", "true"] {
            try assertFails("events.jsonl", "{}\n\(other)\n".utf8, line: 2, "object")
        }
        try assertFails("events.jsonl", [0x7B, 0x7D, 0x0A, 0x22, 0xFF, 0x22], line: 2, "byte 5", "UTF-8")
    }

    func testTheLongestLine() throws {
        let shell = SnapshotLine(1).with("pad", "\"\"").json
        let padding = String(repeating: "x", count: Fixture.lineLimitBytes - shell.utf8.count)
        let longest = SnapshotLine(1).with("pad", "\"\(padding)\"").json
        XCTAssertEqual(longest.utf8.count, Fixture.lineLimitBytes)
        XCTAssertEqual(try loadLines([longest]).events.count, 1)
        try assertFails("events.jsonl", "\n\(longest) \n".replacingOccurrences(of: "{", with: "{ ").utf8, line: 2, "\(Fixture.lineLimitBytes)")
    }

    func testMalformedArrays() throws {
        try assertFails("events.json", "{}".utf8, line: 1, "top level", "array")
        try assertFails("events.json", "".utf8, line: 1, "invalid JSON")
        try assertFails("events.json", "5".utf8, line: 1, "array")
        try assertFails("events.json", "[{},\n5]".utf8, line: 2, "object")
        try assertFails("events.json", "[{},\n{]".utf8, line: 2, "invalid JSON")
        try assertFails("events.json", "[\n{}] x".utf8, line: 2, "invalid JSON")
        try assertFails("events.json", "[{\"ts\":1},\n{\"ts\":\"a\"}]".utf8, line: 2, "field 'ts'")
    }

    func testTooManySymbols() throws {
        let lines = (0...SymbolTable.limit).map { SnapshotLine(1).with("symbol", "\"\($0)\"").json + "\n" }
        try assertFails("events.jsonl", lines.joined().utf8, line: SymbolTable.limit + 1, "field 'symbol'", "\(SymbolTable.limit)")
    }

    // MARK: - Lines that only fail themselves

    func testTheFirstFaultInReadingOrderNamesTheRejection() throws {
        let base = SnapshotLine(7)
        let fields: [SnapshotField] = [.bidPrice, .askPrice, .bidQuantity, .askQuantity, .lastPrice, .lastQuantity]
        for (index, field) in fields.enumerated() {
            for (json, fault) in [
                ("\"abc\"", EventFault.badDecimal), ("\"\"", .badDecimal), ("null", .wrongType), ("{}", .wrongType),
                ("[]", .wrongType), ("[0,[10],0]", .wrongType), ("[2,[1],0]", .wrongType),
            ] {
                var line = base.with(field.rawValue, json)
                for later in fields[(index + 1)...] { line = line.with(later.rawValue, "\"worse\"") }
                let event = try loadLines([line.with("symbol", "[]").json]).events[0]
                XCTAssertEqual(event.kind, .rejected, line.json)
                XCTAssertEqual(event.field, field)
                XCTAssertEqual(event.fault, fault, line.json)
                XCTAssertEqual(event.time, EventTime(milliseconds: 7))
            }
            let missing = try loadLines([base.without(field.rawValue).json]).events[0]
            XCTAssertEqual(missing.kind, .rejected)
            XCTAssertEqual(missing.fault, .missingField)
            XCTAssertEqual(missing.field, field)
        }
        XCTAssertEqual(try loadLines([base.without("symbol").with("bid_price", "null").json]).events[0].field, .symbol)
        XCTAssertEqual(try loadLines([base.without("ts").without("symbol").json]).events[0].field, .ts)
        for symbol in ["[\"a\"]", "{}"] {
            XCTAssertEqual(try loadLines([base.with("symbol", symbol).json]).events[0].fault, .wrongType)
        }
    }

    func testValuesThatAreNotText() throws {
        for (json, text) in [
            ("100", "100"), ("-0", "0"), ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("0.1", "0.1000000000000000055511151231257827021181583404541015625"), ("1e2", "100"), ("true", "1"),
            ("false", "0"), ("NaN", "NaN"), ("-Infinity", "-Infinity"), ("[1,[1,2],-1]", "-1.2"), ("[0,[],3]", "0E+3"),
            ("\"\\u0031\\u0030\"", "10"), ("\" 1_0 \"", "10"), ("\"\u{0661}\"", "1"),
        ] {
            let event = try loadLines([SnapshotLine(1).with("bid_price", json).json]).events[0]
            XCTAssertEqual(event.kind, .snapshot, json)
            XCTAssertEqual(event.bidPrice.description, text, json)
        }
    }

    func testTypesAreCaseSensitiveAndUnknownOnesOnlyCount() throws {
        for type in ["\"snapshot\"", "\"BOOK_TICKER\"", "null", "5", "[]", "\"\""] {
            let line = SnapshotLine(1).with("type", type).with("bid_price", "\"abc\"").json
            XCTAssertEqual(try loadLines([line]).events[0].kind, .unhandled, type)
        }
        XCTAssertEqual(try loadLines([SnapshotLine(1).without("type").json]).events[0].kind, .unhandled)
        XCTAssertEqual(
            try loadLines([SnapshotLine(1).with("type", "\"SNAPSH\\u004fT\"").json]).events[0].kind, .snapshot)
    }

    func testEscapedAndDuplicateNames() throws {
        let line = "{\"\\u0074s\": 3, \"bid_price\": \"1\", \"bid\\u005fprice\": \"2\"," + SnapshotLine(4).without("ts").without("bid_price").json.dropFirst()
        let event = try loadLines([line]).events[0]
        XCTAssertEqual(event.time, EventTime(milliseconds: 3))
        XCTAssertEqual(event.bidPrice, Decimal(2))
    }
}
