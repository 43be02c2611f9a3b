// Features specification, sections 2 and 3: the table of vectors, and every condition by itself.

import DecimalArithmetic
import Features
import XCTest

final class BarIndicatorsTests: XCTestCase {
    private static let a = ["100/101/99/100", "100/102/100/101", "101/101.5/98/98.5", "98.5/99/98/99"]
    private static let up = ["100", "100/110/100/110", "110/121/110/121"]
    private static func flat(_ count: Int) -> [String] { Array(repeating: "100", count: count) }
    private static func wick(_ height: Int) -> [String] { ["100000", "100000/\(100_000 + height)/100000/100000"] }

    /// Bars, period = horizon, then ATR, NATR, sum of absolute returns, net return, range score.
    private static let rows: [([String], Int, String)] = [
        (a, 1, "1 101 51 51 0"),
        (a, 2, "2.25 227 298 198 1"),
        (a, 3, "2.166666666666666666666666667 219 398 100 3"),
        (a, 4, "null 0 0 0 0"),
        (up, 2, "10.5 868 2000 2100 0"),
        (["121", "110", "100"], 2, "10.5 1050 1818 1736 1"),
        (["100", "101", "100"], 2, "1 100 199 0 199"),
        (["0", "10", "20"], 2, "10 5000 10000 0 10000"),
        (["0", "0", "0"], 2, "0 0 0 0 0"),
        (flat(16), 14, "0 0 0 0 0"),
        (flat(15), 14, "0 0 0 0 0"),
        (flat(14), 14, "null 0 0 0 0"),
        (wick(5), 1, "5 0 0 0 0"),
        (wick(15), 1, "15 2 0 0 0"),
        (wick(25), 1, "25 2 0 0 0"),
        ([], 1, "null 0 0 0 0"),
        (["100"], 1, "null 0 0 0 0"),
    ]

    private func print(_ history: BarHistory, _ period: Int, _ horizon: Int) throws -> String {
        let value = try BarIndicators(history, atrPeriod: period, rangeHorizon: horizon)
        let atr = value.atr?.description ?? "null"
        return "\(atr) \(value.natrBps) \(value.sumAbsReturnsBps) \(value.netReturnBps) \(value.rangeScore)"
    }

    func testTheTableOfTheSpecification() throws {
        for (bars, period, expected) in Self.rows {
            XCTAssertEqual(try print(BarHistory(bars), period, period), expected, "\(bars) over \(period)")
        }
    }

    func testPeriodAndHorizonWarmUpApart() throws {
        XCTAssertEqual(try print(BarHistory(Self.a), 3, 4), "2.166666666666666666666666667 219 0 0 0")
        XCTAssertEqual(try print(BarHistory(Self.a), 4, 3), "null 0 398 100 3")
    }

    func testAShortHistoryNeverWarmsUp() throws {
        XCTAssertEqual(try print(BarHistory(Self.a, barsMax: 2), 2, 2), "null 0 0 0 0")
        XCTAssertEqual(try print(BarHistory(Self.a, barsMax: 3), 2, 2), "2.25 227 298 198 1", "just enough")
    }

    func testReturnsAfterAPriceThatIsNotPositiveAreLeftOut() throws {
        // 10 → −5 counts 15000, −5 → 20 is left out; the start is positive, so the net return is |2 − 1|.
        XCTAssertEqual(try print(BarHistory(["10", "-5", "20"]), 9, 2), "null 0 15000 10000 1")
    }

    func testAZeroLastCloseHasNoNATR() throws {
        XCTAssertEqual(try print(BarHistory(["10", "0.00"]), 1, 1), "10.00 0 10000 10000 0")
    }

    func testANaNBarFailsAsLongAsItIsHeldAndTheATRIsDefined() throws {
        var history = BarHistory(["1", "NaN"], barsMax: 3)
        XCTAssertEqual(try print(history, 2, 9), "null 0 0 0 0", "too few bars to look at")
        history.append(MidBar("2"))
        XCTAssertThrowsError(try print(history, 1, 9), "two ranges touch the NaN bar")
        history.append(MidBar("3"))
        XCTAssertThrowsError(try print(history, 1, 9), "outside the period, yet computed by the reference")
        history.append(MidBar("4"))
        XCTAssertEqual(try print(history, 1, 9), "1 2500 0 0 0", "gone with the last range that touches it")
    }

    func testAnIntegerThatDoesNotFitIsRefused() {
        XCTAssertThrowsError(try print(BarHistory(["1E-20", "1"]), 9, 1)) {
            XCTAssertEqual($0 as? DecimalError, .integerOverflow)
        }
        XCTAssertThrowsError(try print(BarHistory(["1E-30", "1"]), 9, 1)) {
            XCTAssertEqual($0 as? DecimalError, .invalidOperation, "past 28 digits, as in the reference")
        }
    }
}
