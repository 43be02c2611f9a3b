// Features specification, section 5: state per symbol, warm-up, order of symbols, failures.

import DecimalArithmetic
import Domain
import Features
import XCTest

/// A feature engine with symbols by name.
private struct Bench {
    var engine: FeatureEngine
    var symbols = SymbolTable()

    init(_ configuration: FeatureConfiguration = FeatureConfiguration()) { engine = FeatureEngine(configuration) }

    mutating func step(
        _ time: EventTime, _ symbol: JSONValue, bid: String, ask: String, quantity: String = "1"
    ) throws -> FeatureSnapshot {
        let known: SymbolID?
        if case .string(let name) = symbol {
            known = name.withUnsafeBufferPointer { symbols.intern($0) }
        } else {
            known = symbols.intern(bare: symbol)
        }
        let id = try XCTUnwrap(known)
        var event = MarketEvent(kind: .snapshot, time: time, symbol: id)
        event.bidPrice = dec(bid)
        event.askPrice = dec(ask)
        event.bidQuantity = dec(quantity)
        event.askQuantity = dec(quantity)
        let quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
        return try engine.step(event, quote, identity: symbols.identity(id))
    }

    mutating func step(_ timeMs: Int, _ symbol: String = "A", mid: String = "100") throws -> FeatureSnapshot {
        try step(EventTime(milliseconds: timeMs), .text(symbol), bid: mid, ask: mid)
    }
}

final class FeatureEngineTests: XCTestCase {
    func testParametersMustBePositive() throws {
        func refused(_ body: () throws(ParameterError) -> FeatureConfiguration) -> String? {
            do throws(ParameterError) { _ = try body(); return nil } catch { return error.parameter }
        }
        XCTAssertEqual(refused { () throws(ParameterError) in try FeatureConfiguration(barIntervalMs: 0) }, "bar_interval_ms")
        XCTAssertEqual(refused { () throws(ParameterError) in try FeatureConfiguration(atrPeriod: -1) }, "atr_period")
        XCTAssertEqual(refused { () throws(ParameterError) in try FeatureConfiguration(rangeHorizon: 0) }, "range_horizon")
        XCTAssertEqual(refused { () throws(ParameterError) in try FeatureConfiguration(barsMax: 0) }, "max_bars")
        XCTAssertEqual(
            try FeatureConfiguration(barIntervalMs: 60_000, atrPeriod: 14, rangeHorizon: 14, barsMax: 1000),
            FeatureConfiguration(), "both are the defaults of v1")
    }

    func testWarmUpEndsOnTheTickThatOpensTheSixteenthBar() throws {
        var bench = Bench()
        for bar in 0..<15 {
            let features = try bench.step(bar * 60_000)
            XCTAssertEqual(features.warmupBars, bar)
            XCTAssertNil(features.indicators.atr)
            XCTAssertFalse(features.isWarmedUp)
        }
        XCTAssertFalse(try bench.step(15 * 60_000 - 1).isWarmedUp, "the fifteenth bar is still open")
        let warm = try bench.step(15 * 60_000)
        XCTAssertEqual(warm.warmupBars, 15)
        XCTAssertNotNil(warm.indicators.atr)
        XCTAssertTrue(warm.isWarmedUp)
    }

    func testWarmUpIgnoresThePeriodAndSaturatesAtBarsMax() throws {
        var short = Bench(try FeatureConfiguration(atrPeriod: 1, rangeHorizon: 1, barsMax: 3))
        var last: FeatureSnapshot?
        for bar in 0..<10 { last = try short.step(bar * 60_000) }
        XCTAssertEqual(last?.warmupBars, 3)
        XCTAssertNotNil(last?.indicators.atr)
        XCTAssertEqual(last?.isWarmedUp, false)
        XCTAssertEqual(short.engine.bars(of: SymbolID(0)).map(\.startMs), [360_000, 420_000, 480_000])
        XCTAssertEqual(short.engine.bars(of: SymbolID(0), newest: 1).map(\.startMs), [480_000])
    }

    func testALateTickChangesTheOpenBarOnly() throws {
        var bench = Bench(try FeatureConfiguration(barIntervalMs: 10, atrPeriod: 1, rangeHorizon: 1))
        _ = try bench.step(0, mid: "100")
        _ = try bench.step(10, mid: "110")
        let before = try bench.step(20, mid: "120")
        let late = try bench.step(5, mid: "50")
        XCTAssertEqual(late.indicators.atr?.description, before.indicators.atr?.description)
        XCTAssertEqual(late.warmupBars, 2)
        XCTAssertEqual(late.midPrice.description, "50")
        _ = try bench.step(30, mid: "121")
        let bar = try XCTUnwrap(bench.engine.bars(of: SymbolID(0), newest: 1).first)
        XCTAssertEqual(bar.text, "20 120/120/50/50 n2")
    }

    func testSymbolsKeepFirstSeenOrderAndTheirOwnState() throws {
        var bench = Bench()
        _ = bench.symbols.intern(text: "UNSEEN")
        for (index, symbol) in ["C", "A", "B", "A", "C"].enumerated() { _ = try bench.step(index, symbol, mid: "\(index + 1)") }
        XCTAssertEqual(bench.engine.count, 3)
        XCTAssertEqual((0..<3).map { bench.symbols.text(bench.engine.identity(at: $0)) }, ["C", "A", "B"])
        XCTAssertEqual((0..<3).map { bench.engine.latest(at: $0)?.midPrice.description }, ["5", "4", "3"])
        XCTAssertNil(bench.engine.latest(of: SymbolID(0)), "interned, never seen")
        XCTAssertNil(bench.engine.latest(of: SymbolID(99)))
        XCTAssertTrue(bench.engine.bars(of: SymbolID(99)).isEmpty)
    }

    func testOneNumberInThreeSpellingsIsOneSymbol() throws {
        var bench = Bench(try FeatureConfiguration(barIntervalMs: 10))
        _ = try bench.step(EventTime(milliseconds: 0), .integer(1), bid: "1", ask: "1")
        _ = try bench.step(EventTime(milliseconds: 10), .double(1), bid: "2", ask: "2")
        let third = try bench.step(EventTime(milliseconds: 20), .bool(true), bid: "3", ask: "3")
        XCTAssertEqual(third.warmupBars, 2)
        XCTAssertEqual(bench.engine.count, 1)
        XCTAssertEqual(JSONValue.document(third, bench.symbols)["symbol"]?.boolValue, true, "printed as it came")
    }

    func testTimesThatAreNumbersOfOtherTypes() throws {
        var bench = Bench(try FeatureConfiguration(barIntervalMs: 10))
        _ = try bench.step(EventTime(-0.5), .text("A"), bid: "1", ask: "1")
        _ = try bench.step(EventTime(kind: .boolean, payload: 1), .text("A"), bid: "2", ask: "2")
        _ = try bench.step(EventTime(9.75), .text("A"), bid: "3", ask: "3")
        _ = try bench.step(EventTime(1e300), .text("A"), bid: "4", ask: "4")
        XCTAssertEqual(bench.engine.bars(of: SymbolID(0)).map(\.text), ["-10 1/1/1/1 n1", "0 2/3/2/3 n2"])
        for time in [EventTime.null, EventTime(kind: .text, payload: 0)] {
            XCTAssertThrowsError(try bench.step(time, .text("A"), bid: "1", ask: "1")) {
                XCTAssertEqual($0 as? FeatureError, .timeNotANumber)
                XCTAssertEqual(($0 as? FeatureError)?.fault, .wrongType)
            }
        }
    }

    func testAFailedTickLeavesItsMarkOnTheBars() throws {
        var bench = Bench(try FeatureConfiguration(barIntervalMs: 10, atrPeriod: 1, rangeHorizon: 1, barsMax: 3))
        _ = try bench.step(0, mid: "1")
        XCTAssertThrowsError(try bench.step(10, mid: "NaN"), "its spread is no number") {
            XCTAssertEqual($0 as? FeatureError, .decimal(.notANumber))
        }
        XCTAssertEqual(bench.engine.bars(of: SymbolID(0)).count, 1, "the bar before was completed all the same")
        XCTAssertEqual(bench.engine.latest(at: 0)?.midPrice.description, "1", "the latest that succeeded")
        XCTAssertThrowsError(try bench.step(11, mid: "2"), "meets the NaN of the open bar")
        for time in [20, 30, 40] {
            XCTAssertThrowsError(try bench.step(time, mid: "2"), "a range touches the NaN bar")
        }
        XCTAssertEqual(try bench.step(50, mid: "2").indicators.atr?.description, "0")
        XCTAssertNoThrow(try bench.step(0, "B"), "another symbol does not care")
    }

    func testASymbolWhoseEveryTickFailsHasNoFeatures() throws {
        var bench = Bench()
        XCTAssertThrowsError(try bench.step(0, mid: "NaN"))
        XCTAssertEqual(bench.engine.count, 1)
        XCTAssertNil(bench.engine.latest(at: 0))
    }
}
