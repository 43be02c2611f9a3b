// Features specification, section 1.

import DecimalArithmetic
import Features
import XCTest

final class BarBuilderTests: XCTestCase {
    func testLateTickJoinsTheOpenBarAndGapsStayEmpty() throws {
        var builder = BarBuilder(intervalMs: 60_000)
        let bars = try builder.completed([
            (0, "100"), (30_000, "101.0"), (59_999, "99.5"), (60_000, "100.50"), (60_001, "100.5"), (240_000, "102"),
            (200_000, "90"), (299_999, "103"), (300_000, "1"),
        ])
        XCTAssertEqual(
            bars,
            [
                "0 100/101.0/99.5/99.5 n3", "60000 100.50/100.50/100.50/100.5 n2", "240000 102/103/90/103 n3",
            ])
    }

    func testLateTickSetsTheClose() throws {
        var builder = BarBuilder(intervalMs: 60_000)
        XCTAssertEqual(
            try builder.completed([(120_000, "5"), (0, "4"), (180_000, "9")]), ["120000 5/5/4/4 n2"])
    }

    func testNegativeTimesAlignDownwards() throws {
        var builder = BarBuilder(intervalMs: 60_000)
        XCTAssertEqual(
            try builder.completed([(-1, "1"), (0, "2"), (60_000, "3")]), ["-60000 1/1/1/1 n1", "0 2/2/2/2 n1"])
        var exact = BarBuilder(intervalMs: 60_000)
        XCTAssertEqual(
            try exact.completed([(-60_000, "1"), (-1, "2"), (0, "3")]), ["-60000 1/2/1/2 n2"], "a start is its own bar")
    }

    func testATieKeepsThePriceThatWasThere() throws {
        var builder = BarBuilder(intervalMs: 60_000)
        XCTAssertEqual(
            try builder.completed([(0, "1.0"), (1, "1.00"), (2, "1"), (60_000, "5")]), ["0 1.0/1.0/1.0/1 n3"])
    }

    func testTheEndOfABarBelongsToTheNext() throws {
        var builder = BarBuilder(intervalMs: 7)
        XCTAssertEqual(try builder.completed([(13, "1"), (14, "2"), (20, "3"), (21, "4")]), ["7 1/1/1/1 n1", "14 2/3/2/3 n2"])
    }

    func testTimesAtTheLimitsOfInt() throws {
        var high = BarBuilder(intervalMs: 60_000)
        XCTAssertEqual(try high.completed([(.max - 1, "1"), (.max, "2")]), [], "both are in the last bar")
        var low = BarBuilder(intervalMs: 60_000)
        XCTAssertEqual(
            try low.completed([(.min, "1"), (.min + 1, "2"), (0, "3")]), ["\(Int.min) 1/2/1/2 n2"])
    }

    func testNaNFailsWhereItMeetsAnotherPriceAndChangesNothing() throws {
        var builder = BarBuilder(intervalMs: 60_000)
        XCTAssertNil(try builder.add(dec("1"), atMs: 0))
        XCTAssertThrowsError(try builder.add(dec("NaN"), atMs: 1)) {
            XCTAssertEqual($0 as? DecimalError, .invalidOperation)
        }
        XCTAssertEqual(try builder.completed([(60_000, "2")]), ["0 1/1/1/1 n1"])

        var opened = BarBuilder(intervalMs: 60_000)
        XCTAssertNil(try opened.add(dec("NaN"), atMs: 0), "the first tick of a bar compares nothing")
        XCTAssertThrowsError(try opened.add(dec("1"), atMs: 1))
        XCTAssertEqual(try opened.completed([(60_000, "2")]), ["0 NaN/NaN/NaN/NaN n1"])
    }
}
