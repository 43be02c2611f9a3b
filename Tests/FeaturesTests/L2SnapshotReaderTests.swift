// Domain specification, section 9: the table of variations, the order of validation, and what is carried through.

import DecimalArithmetic
import Domain
import Features
import XCTest

final class L2SnapshotReaderTests: XCTestCase {
    /// The members of the base record, as JSON text: depth 1, bid 1×1, ask 2×1.
    private static let base: [(String, String)] = [
        ("type", #""l2_snapshot""#), ("v", "0"), ("ts_ms", "1"), ("symbol", #""X""#), ("venue", #""v""#), ("depth", "1"),
        ("bids", #"[["1","1"]]"#), ("asks", #"[["2","1"]]"#),
    ]

    /// The base record with members replaced, added, or (nil) left out.
    private func record(_ changes: [(String, String?)]) -> String {
        var members = Self.base.map { ($0.0, Optional($0.1)) }
        for change in changes {
            if let index = members.firstIndex(where: { $0.0 == change.0 }) {
                members[index] = change
            } else {
                members.append(change)
            }
        }
        return "{" + members.compactMap { name, value in value.map { "\"\(name)\": \($0)" } }.joined(separator: ", ") + "}"
    }

    /// `ok`, or what was thrown: `FAULT field[level]`.
    private func outcome(_ line: String) -> String {
        var reader = L2SnapshotReader()
        var symbols = SymbolTable()
        do throws(L2ParseError) {
            _ = try reader.read(Array(line.utf8), &symbols)
            return "ok"
        } catch {
            switch error {
            case .decimal(let inner): return "decimal \(inner)"
            case .invalid(let fault, let field, let level):
                return fault.rawValue + (field.map { " \($0.rawValue)" } ?? "") + (level.map { "[\($0)]" } ?? "")
            }
        }
    }

    private func outcome(_ changes: (String, String?)...) -> String { outcome(record(changes)) }

    private func serialised(_ line: String) throws -> String {
        var reader = L2SnapshotReader()
        var symbols = SymbolTable()
        let snapshot = try reader.read(Array(line.utf8), &symbols)
        var buffer = ByteBuffer()
        buffer.appendCompact(.document(snapshot, symbols))
        return buffer.string
    }

    /// Symbols beyond what a run can have are refused, not mixed up.
    func testAFullSymbolTable() throws {
        var symbols = SymbolTable()
        var number = 0
        while symbols.intern(text: "S\(number)") != nil { number += 1 }
        var reader = L2SnapshotReader()
        do throws(L2ParseError) {
            _ = try reader.read(Array(record([]).utf8), &symbols)
            XCTFail("a symbol was added to a full table")
        } catch {
            guard case .invalid(let fault, let field, nil) = error else { return XCTFail("\(error)") }
            XCTAssertEqual(fault.rawValue, "L2_TOO_MANY_SYMBOLS")
            XCTAssertEqual(field, .symbol)
        }
    }

    // MARK: - The table

    func testTheBaseRecord() throws {
        XCTAssertEqual(
            try serialised(record([])),
            #"{"type":"l2_snapshot","v":0,"ts_ms":1,"symbol":"X","venue":"v","depth":1,"#
                + #""bids":[["1","1"]],"asks":[["2","1"]],"meta":{}}"#)
    }

    func testJSONAndTopLevel() {
        XCTAssertEqual(outcome("{"), "L2_INVALID_JSON")
        XCTAssertEqual(outcome(""), "L2_INVALID_JSON")
        XCTAssertEqual(outcome(record([]) + " x"), "L2_INVALID_JSON")
        XCTAssertEqual(outcome("[1,"), "L2_INVALID_JSON", "syntax comes before the kind of the top level")
        XCTAssertEqual(outcome("[]"), "L2_NOT_AN_OBJECT")
        XCTAssertEqual(outcome("7"), "L2_NOT_AN_OBJECT")
        XCTAssertEqual(outcome("  " + record([]) + "\n"), "ok")
    }

    func testTypeAndVersion() {
        XCTAssertEqual(outcome(("type", nil)), "L2_UNEXPECTED_TYPE type")
        XCTAssertEqual(outcome(("type", #""SNAPSHOT""#)), "L2_UNEXPECTED_TYPE type")
        XCTAssertEqual(outcome(("type", "null")), "L2_UNEXPECTED_TYPE type")
        for version in [nil, "1", #""0""#, "null", "-1", "0.5", "true", "NaN", "[]"] {
            XCTAssertEqual(outcome(("v", version)), "L2_UNSUPPORTED_VERSION v", version ?? "absent")
        }
        for version in ["0.0", "false", "-0", "-0.0", "0e9"] { XCTAssertEqual(outcome(("v", version)), "ok", version) }
    }

    func testPresenceInOrder() {
        let names = ["ts_ms", "symbol", "venue", "depth", "bids", "asks"]
        for (index, name) in names.enumerated() {
            let missing = names[index...].map { ($0, String?.none) }
            XCTAssertEqual(outcome(record(missing)), "L2_MISSING_FIELD \(name)")
        }
        XCTAssertEqual(outcome(("ts_ms", "null"), ("asks", nil)), "L2_MISSING_FIELD asks", "presence before types")
    }

    func testTypesInOrder() {
        let names = ["ts_ms", "symbol", "venue", "depth", "bids", "asks"]
        for (index, name) in names.enumerated() {
            let wrong = names[index...].map { ($0, String?.some("null")) }
            XCTAssertEqual(outcome(record(wrong)), "L2_WRONG_TYPE \(name)")
        }
        for value in ["1.0", #""1""#, "[]", "{}"] {
            XCTAssertEqual(outcome(("ts_ms", value)), "L2_WRONG_TYPE ts_ms")
            XCTAssertEqual(outcome(("depth", value)), "L2_WRONG_TYPE depth")
        }
        XCTAssertEqual(outcome(("symbol", "5")), "L2_WRONG_TYPE symbol")
        XCTAssertEqual(outcome(("bids", "{}")), "L2_WRONG_TYPE bids")
        XCTAssertEqual(outcome(("asks", #""[]""#), ("bids", #"["11"]"#)), "L2_WRONG_TYPE asks", "types before levels")
    }

    func testBooleansAreIntegersAndPrintAsTheyCame() throws {
        XCTAssertEqual(
            try serialised(record([("ts_ms", "true"), ("depth", "true")])),
            #"{"type":"l2_snapshot","v":0,"ts_ms":true,"symbol":"X","venue":"v","depth":true,"#
                + #""bids":[["1","1"]],"asks":[["2","1"]],"meta":{}}"#)
        XCTAssertEqual(outcome(("depth", "false")), "L2_DEPTH_MISMATCH bids")
        XCTAssertEqual(outcome(("depth", "false"), ("bids", "[]"), ("asks", "[]")), "ok")
    }

    func testLevels() {
        for level in [#"["1","1","1"]"#, #"["1"]"#, "[]", #""11""#, #"{"p":"1"}"#, "null"] {
            XCTAssertEqual(outcome(("bids", "[\(level)]")), "L2_MALFORMED_LEVEL bids[0]", level)
        }
        XCTAssertEqual(outcome(("bids", #"[[1,"1"]]"#)), "L2_PRICE_NOT_TEXT bids[0]")
        XCTAssertEqual(outcome(("bids", #"[["x",1]]"#)), "L2_QTY_NOT_TEXT bids[0]", "types before decimals")
        XCTAssertEqual(outcome(("asks", #"[["x","1"]]"#)), "L2_INVALID_DECIMAL asks[0]")
        XCTAssertEqual(outcome(("asks", #"[["1",""]]"#)), "L2_INVALID_DECIMAL asks[0]")
        XCTAssertEqual(
            outcome(("asks", "[[1,1]]"), ("bids", #"[["1","1"],["1"]]"#)), "L2_MALFORMED_LEVEL bids[1]", "bids first")
        XCTAssertEqual(outcome(("bids", #"[["x","1"],[1,1]]"#)), "L2_INVALID_DECIMAL bids[0]", "level by level")
    }

    func testDepthAfterLevels() {
        XCTAssertEqual(outcome(("depth", "2")), "L2_DEPTH_MISMATCH bids")
        XCTAssertEqual(outcome(("depth", "-1")), "L2_DEPTH_MISMATCH bids")
        XCTAssertEqual(outcome(("asks", "[]")), "L2_DEPTH_MISMATCH asks")
        XCTAssertEqual(outcome(("asks", "[]"), ("bids", "[]")), "L2_DEPTH_MISMATCH bids")
        XCTAssertEqual(outcome(("depth", "0"), ("bids", "[]"), ("asks", "[]")), "ok")
        XCTAssertEqual(outcome(("depth", "2"), ("asks", #"[["1",1]]"#)), "L2_QTY_NOT_TEXT asks[0]")
    }

    func testOrderAfterDepth() {
        let two = ("depth", String?.some("2"))
        let asks = ("asks", String?.some(#"[["2","1"],["3","1"]]"#))
        for lower in ["1.0", "1.5"] {
            XCTAssertEqual(outcome(two, ("bids", #"[["1","1"],["\#(lower)","1"]]"#), asks), "L2_PRICES_NOT_ORDERED bids[0]")
        }
        XCTAssertEqual(
            outcome(two, ("bids", #"[["1","1"],["0.5","1"]]"#), ("asks", #"[["2","1"],["2","1"]]"#)),
            "L2_PRICES_NOT_ORDERED asks[0]")
        XCTAssertEqual(
            outcome(two, ("bids", #"[["1","0"],["1","1"]]"#), asks), "L2_PRICES_NOT_ORDERED bids[0]", "order before quantities")
        XCTAssertEqual(outcome(two, ("bids", #"[["1","1"],["-1","1"]]"#), asks), "ok", "signs are not checked")
        XCTAssertEqual(outcome(two), "L2_DEPTH_MISMATCH bids")
    }

    func testQuantitiesAfterOrder() {
        for quantity in ["0", "0.000", "-0", "-1", "-Infinity"] {
            XCTAssertEqual(outcome(("bids", #"[["1","\#(quantity)"]]"#)), "L2_QTY_NOT_POSITIVE bids[0]", quantity)
            XCTAssertEqual(outcome(("asks", #"[["2","\#(quantity)"]]"#)), "L2_QTY_NOT_POSITIVE asks[0]", quantity)
        }
        XCTAssertEqual(outcome(("bids", #"[["1","0"]]"#), ("asks", #"[["2","0"]]"#)), "L2_QTY_NOT_POSITIVE bids[0]")
        XCTAssertEqual(outcome(("bids", #"[["3","0"]]"#)), "L2_QTY_NOT_POSITIVE bids[0]", "before the crossing")
        XCTAssertEqual(outcome(("bids", #"[["1","Infinity"]]"#)), "ok")
    }

    func testCrossingAfterQuantitiesAndMetaLast() {
        for bid in ["2", "2.0", "3"] { XCTAssertEqual(outcome(("bids", #"[["\#(bid)","1"]]"#)), "L2_CROSSED_BOOK", bid) }
        XCTAssertEqual(outcome(("bids", #"[["2","1"]]"#), ("meta", "null")), "L2_CROSSED_BOOK")
        for meta in ["null", "[]", #""x""#, "0"] { XCTAssertEqual(outcome(("meta", meta)), "L2_WRONG_TYPE meta", meta) }
        XCTAssertEqual(outcome(("meta", "{}"), ("ts", "5"), ("other", "[1]")), "ok")
    }

    func testNaNEscapesAsADecimalError() {
        XCTAssertEqual(outcome(("bids", #"[["NaN","1"]]"#)), "decimal invalidOperation")
        XCTAssertEqual(outcome(("asks", #"[["2","NaN"]]"#)), "decimal invalidOperation")
        XCTAssertEqual(
            outcome(("depth", "2"), ("bids", #"[["1","1"],["NaN","1"]]"#), ("asks", #"[["2","1"],["3","1"]]"#)),
            "decimal invalidOperation")
        XCTAssertEqual(outcome(("depth", "2"), ("bids", #"[["NaN","1"]]"#)), "L2_DEPTH_MISMATCH bids", "nothing compared yet")
    }

    // MARK: - Carried through

    func testValuesAreCarriedThrough() throws {
        XCTAssertEqual(
            try serialised(
                record([
                    ("bids", #"[["1e0","1E-3"]]"#), ("asks", #"[[" 2_0 ","\u0031.50"]]"#), ("symbol", #""""#),
                    ("venue", #""\u00e9\n""#), ("meta", #"{ "b": [1, 2.0, null], "a": {"z": "é"} }"#),
                ])),
            #"{"type":"l2_snapshot","v":0,"ts_ms":1,"symbol":"","venue":"\u00e9\n","depth":1,"bids":[["1","0.001"]],"#
                + #""asks":[["20","1.50"]],"meta":{"b":[1,2.0,null],"a":{"z":"\u00e9"}}}"#)
    }

    func testTheLastOfDuplicateKeysWins() throws {
        let line = record([]).dropLast() + #", "venue": "w", "\u0064epth": 1, "bids": [["1.5","1"]]}"#
        let text = try serialised(String(line))
        XCTAssertTrue(text.contains(#""venue":"w""#) && text.contains(#""bids":[["1.5","1"]]"#), text)
        XCTAssertEqual(outcome(String(record([]).dropLast() + #", "v": 1}"#)), "L2_UNSUPPORTED_VERSION v")
    }

    func testIntegersBeyond64BitsAreRefused() {
        XCTAssertEqual(outcome(("ts_ms", "9223372036854775808")), "L2_INTEGER_TOO_LARGE ts_ms")
        XCTAssertEqual(outcome(("ts_ms", "-9223372036854775808")), "ok")
    }

    func testAReaderIsUsedAgain() throws {
        var reader = L2SnapshotReader()
        var symbols = SymbolTable()
        var snapshot = L2Snapshot()
        func read(_ line: String) throws {
            let bytes = Array(line.utf8)
            try bytes.withUnsafeBufferPointer { try reader.read($0, into: &snapshot, &symbols) }
        }
        try read(
            record([
                ("depth", "2"), ("bids", #"[["2","1"],["1","1"]]"#), ("asks", #"[["3","1"],["4","1"]]"#),
                ("meta", #"{"a":1}"#),
            ]))
        XCTAssertThrowsError(try read(record([("asks", nil)])), "a member of the record before must not linger")
        XCTAssertEqual(symbols.count, 2)
        try read(record([("symbol", #""Y""#)]))
        XCTAssertEqual(snapshot.bids.count, 1)
        XCTAssertEqual(snapshot.meta.members.count, 0)
        XCTAssertEqual(symbols.text(snapshot.symbol), "Y")
        XCTAssertEqual(symbols.text(snapshot.venue), "v")
        XCTAssertEqual(try snapshot.midPrice?.description, "1.5")
    }

    func testNothingIsInternedFromARefusedRecord() throws {
        var reader = L2SnapshotReader()
        var symbols = SymbolTable()
        XCTAssertThrowsError(try reader.read(Array(record([("meta", "null")]).utf8), &symbols))
        XCTAssertEqual(symbols.count, 0)
    }

    func testErrorsReadWell() {
        XCTAssertEqual(
            L2ParseError.invalid(.quantityNotPositive, .bids, level: 3).description,
            "L2 snapshot: L2_QTY_NOT_POSITIVE in 'bids'[3]")
    }
}
