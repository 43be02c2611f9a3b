// Features specification, sections 1 and 2: what is kept, and that steps kept with the bars are what a
// recomputation gives.

import DecimalArithmetic
import XCTest

@testable import Features

import struct DecimalArithmetic.Decimal

final class BarHistoryTests: XCTestCase {
    func testTheOldestBarsAreDropped() {
        var history = BarHistory(barsMax: 2)
        XCTAssertNil(history.last)
        for (index, bar) in ["1", "2", "3"].enumerated() { history.append(MidBar(bar, startMs: index)) }
        XCTAssertEqual(history.count, 2)
        XCTAssertEqual(history.newest(.max).map(\.startMs), [1, 2])
        XCTAssertEqual(history.last?.startMs, 2)
    }

    func testNewestBarsOldestFirst() {
        let history = BarHistory(["1", "2", "3", "4", "5"], barsMax: 4)
        XCTAssertEqual(history.newest(2).map(\.close.description), ["4", "5"])
        XCTAssertEqual(history.newest(9).count, 4)
        XCTAssertEqual(history.newest(0).count, 0)
    }

    func testTrueRangeIsTheFirstOfTheLargest() throws {
        func trueRange(_ bar: String, after previous: String) throws -> String {
            try MidBar(bar).trueRange(after: MidBar(previous)).description
        }
        XCTAssertEqual(try trueRange("110/111/109/110", after: "100"), "11")
        XCTAssertEqual(try trueRange("90/91/89/90", after: "100"), "11")
        XCTAssertEqual(
            try trueRange("100/102/100/101", after: "100.00"), "2", "high − low wins the tie with |high − close|")
    }

    /// The indicators straight from the text of the specification, over all bars each time.
    private func recomputed(_ bars: [MidBar], _ period: Int, _ horizon: Int) throws(DecimalError) -> BarIndicators {
        var result = BarIndicators()
        if bars.count >= period + 1 {
            var ranges: [Decimal] = []
            for index in 1..<bars.count { ranges.append(try bars[index].trueRange(after: bars[index - 1])) }
            let atr = try Decimal.sum(ranges.suffix(period)) / Decimal(period)
            result.atr = atr
            let close = bars[bars.count - 1].close
            if !close.isZero { result.natrBps = try ((atr / close) * .tenThousand).roundedInt() }
        }
        guard bars.count >= horizon + 1 else { return result }
        let closes = bars.suffix(horizon + 1).map(\.close)
        var sum = Decimal.zero
        for index in 1..<closes.count where try closes[index - 1].isGreater(than: .zero) {
            sum = try sum + ((closes[index] - closes[index - 1]) / closes[index - 1]).magnitude()
        }
        result.sumAbsReturnsBps = try (sum * .tenThousand).quantized(exponent: 0).truncatedInt()
        if try closes[0].isGreater(than: .zero) {
            let net = try ((closes[horizon] / closes[0]) - .one).magnitude() * .tenThousand
            result.netReturnBps = try net.quantized(exponent: 0).truncatedInt()
        }
        result.rangeScore = result.sumAbsReturnsBps / (result.netReturnBps + 1)
        return result
    }

    private func outcome(_ body: () throws(DecimalError) -> BarIndicators) -> String {
        do throws(DecimalError) {
            let value = try body()
            let atr = value.atr?.description ?? "null"
            return "\(atr) \(value.natrBps) \(value.sumAbsReturnsBps) \(value.netReturnBps) \(value.rangeScore)"
        } catch { return "error" }
    }

    func testKeptStepsEqualARecomputation() {
        var random = SystemIndependentRandom(seed: 7)
        var failures = 0
        for (barsMax, period, horizon) in [(1, 1, 1), (2, 1, 1), (5, 3, 4), (6, 2, 5), (16, 14, 14), (9, 14, 3)] {
            var history = BarHistory(barsMax: barsMax)
            var bars: [MidBar] = []
            for index in 0..<400 {
                let bar = randomBar(&random, index)
                history.append(bar)
                bars = (bars + [bar]).suffix(barsMax)
                let expected = outcome { () throws(DecimalError) in try recomputed(bars, period, horizon) }
                let actual = outcome { () throws(DecimalError) in
                    try BarIndicators(history, atrPeriod: period, rangeHorizon: horizon)
                }
                if expected == "error" { failures += 1 }
                XCTAssertEqual(actual, expected, "bar \(index) of \(barsMax)/\(period)/\(horizon)")
            }
        }
        XCTAssertGreaterThan(failures, 100, "the walk must also meet prices that are no numbers")
    }

    /// Prices of 1 to 25 digits, sometimes zero, negative or NaN.
    private func randomBar(_ random: inout SystemIndependentRandom, _ index: Int) -> MidBar {
        func price() -> Decimal {
            switch random.next() % 150 {
            case 0: return dec("NaN")
            case 1: return dec("0.00")
            case 2: return dec("-1.5")
            default:
                let digits = UInt128(random.next() % 900 + 100)
                let tail = random.next() % 4 == 0 ? UInt128(random.next()) : 0
                let isLong = tail != 0
                return Decimal(
                    coefficient: isLong ? digits * 10_000_000_000_000_000_000 + tail : digits,
                    exponent: -Int(random.next() % 3) - (isLong ? 19 : 0))
            }
        }
        let (a, b, c) = (price(), price(), price())
        return MidBar(startMs: index, open: a, high: a, low: b, close: c, tickCount: 1)
    }
}
