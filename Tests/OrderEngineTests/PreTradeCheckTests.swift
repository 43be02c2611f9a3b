// The L2 guard and the quantity constraints: execution specification, sections 6 and 7.

import Domain
import OrderEngine
import XCTest
import struct DecimalArithmetic.Decimal

final class L2GuardTests: XCTestCase {
    private func skips(_ book: BookImpact?) throws -> [String] {
        var engine = EngineUnderTest(checks: PreTradeChecks(l2Guard: L2Guard()))
        let step = try engine.evaluate(plan(), ts: 1000, book: book)
        XCTAssertEqual(step.actions.count, 2, "skipped placements stay in the list")
        XCTAssertEqual(step.events.first, "RECONCILE 2 0 NONE", "counts are taken before anything is skipped")
        XCTAssertEqual(engine.resting().count, 3 - step.events.count)
        return Array(step.events.dropFirst())
    }

    private func book(
        _ timeMs: Int = 1000, buy: Int = 0, sell: Int = 0, thinBuy: Bool = false, thinSell: Bool = false
    ) -> BookImpact {
        BookImpact(
            timeMs: timeMs, buyImpactBps: buy, sellImpactBps: sell, buyDepthInsufficient: thinBuy,
            sellDepthInsufficient: thinSell)
    }

    func testTable() throws {
        XCTAssertEqual(try skips(book(buy: 49, sell: 49)), [])
        XCTAssertEqual(try skips(book(buy: 50, sell: 49)), ["EXEC_L2_IMPACT_BUY_HIGH BUY:1@99.90x1.000"])
        XCTAssertEqual(try skips(book(buy: 0, sell: 50)), ["EXEC_L2_IMPACT_SELL_HIGH SELL:1@100.10x1.000"])
        XCTAssertEqual(
            try skips(book(buy: 500, thinBuy: true)), ["EXEC_L2_INSUFFICIENT_DEPTH_BUY BUY:1@99.90x1.000"])
        XCTAssertEqual(
            try skips(book(sell: 500, thinSell: true)), ["EXEC_L2_INSUFFICIENT_DEPTH_SELL SELL:1@100.10x1.000"])
        XCTAssertEqual(
            try skips(book(-501, buy: 500, thinBuy: true)),
            ["EXEC_L2_STALE SELL:1@100.10x1.000", "EXEC_L2_STALE BUY:1@99.90x1.000"], "age is looked at first")
        XCTAssertEqual(try skips(book(-500)), [], "exactly the limit passes")
        XCTAssertEqual(try skips(book(99_999)), [], "a book from the future passes")
        XCTAssertEqual(try skips(nil), [], "a symbol without a book passes")
    }

    func testTimesThatAreNoIntegers() {
        let guarded = L2Guard(ageMsMax: 1500)
        for (time, stale) in [
            (EventTime(2500.5), true), (EventTime(2500.0), false), (EventTime(kind: .boolean, payload: 1), false),
            (.null, false), (.absent, false),
        ] { XCTAssertEqual(guarded.reason(.buy, at: time, book()), stale ? .l2Stale : nil, "\(time)") }
    }

    func testAgesBeyond64BitsDoNotTrap() {
        let guarded = L2Guard()
        XCTAssertEqual(guarded.reason(.buy, at: EventTime(milliseconds: .max), book(-1)), .l2Stale)
        XCTAssertEqual(guarded.reason(.buy, at: EventTime(milliseconds: .max), book(.min)), .l2Stale)
        XCTAssertNil(guarded.reason(.buy, at: EventTime(milliseconds: .min), book(.max)), "far in the future")
    }
}

final class QuantityConstraintTests: XCTestCase {
    func testFloorToStep() throws {
        for (quantity, step, result) in [
            ("1.2345", "0.001", "1.234"), ("1.2345", "0", "1.2345"), ("1.2345", "-1", "1.2345"),
            ("0.0009", "0.001", "0.000"), ("5", "0.3", "4.8"), ("7", "5", "5"), ("1", "3", "0"), ("0.3", "0.1", "0.3"),
            ("1.0", "0.1", "1.0"), ("1E+3", "0.001", "1000.000"), ("100.00", "10", "100"), ("-1.25", "0.5", "-1.0"),
            ("123456789.123456789", "0.00000001", "123456789.12345678"),
        ] {
            XCTAssertEqual(
                try QuantityConstraint.floor(decimal(quantity), toStep: decimal(step)).description, result,
                "\(quantity) by \(step)")
        }
        XCTAssertThrowsError(try QuantityConstraint.floor(decimal("1E+20"), toStep: decimal("1E-20")))
        XCTAssertThrowsError(try QuantityConstraint.floor(.one, toStep: .nan))
    }

    private func checks(step: String, minimum: String, guarded: Bool = false) -> PreTradeChecks {
        PreTradeChecks(
            l2Guard: guarded ? L2Guard() : nil,
            constraints: ["X": QuantityConstraint(step: decimal(step), minimum: decimal(minimum))])
    }

    func testRoundedAndSkipped() throws {
        var engine = EngineUnderTest(checks: checks(step: "0.5", minimum: "1"))
        let wanted = plan(up: 2, down: 2, sizes: ["1.7", "0.9"])
        var step = try engine.evaluate(wanted, ts: 1)
        XCTAssertEqual(
            step.actions,
            ["SELL:1@100.10x1.700", "SELL:2@100.20x0.900", "BUY:1@99.90x1.700", "BUY:2@99.80x0.900"]
                .map { "PLACE \($0) RECONCILE_ADD" })
        XCTAssertEqual(
            step.events,
            ["RECONCILE 4 0 NONE", "EXEC_QTY_BELOW_MIN_QTY SELL:2 0.900 0.5", "EXEC_QTY_BELOW_MIN_QTY BUY:2 0.900 0.5"])
        XCTAssertEqual(engine.resting(), ["X:1:1:SELL:1 100.10 1.5 1", "X:1:1:BUY:2 99.90 1.5 1"])

        // What was rounded never equals its level: a SOFT tick replaces it, every time.
        var soft = wanted
        soft.reset = .soft
        for tick in 2...3 {
            step = try engine.evaluate(soft, ts: tick)
            XCTAssertEqual(step.events.first, "RECONCILE 4 2 SOFT")
            XCTAssertEqual(engine.resting().count, 2)
        }
        XCTAssertEqual(engine.count(.cancelled), 4)
    }

    func testOtherSymbolsAreUnconstrained() throws {
        var engine = EngineUnderTest(checks: checks(step: "0.5", minimum: "10"))
        XCTAssertEqual(try engine.evaluate(plan(), "Y", ts: 1).events, ["RECONCILE 2 0 NONE"])
        XCTAssertEqual(try engine.evaluate(plan(), "X", ts: 1).events.count, 3)
    }

    func testTheGuardDecidesFirst() throws {
        var engine = EngineUnderTest(checks: checks(step: "0.001", minimum: "10", guarded: true))
        let book = BookImpact(
            timeMs: 1, buyImpactBps: 500, sellImpactBps: 0, buyDepthInsufficient: true, sellDepthInsufficient: false)
        XCTAssertEqual(
            try engine.evaluate(plan(), ts: 1, book: book).events,
            ["RECONCILE 2 0 NONE", "EXEC_QTY_BELOW_MIN_QTY SELL:1 1.000 1.000",
                "EXEC_L2_INSUFFICIENT_DEPTH_BUY BUY:1@99.90x1.000"])
    }
}

final class StubPortTests: XCTestCase {
    func testVector() throws {
        var symbols = SymbolTable()
        let x = try XCTUnwrap(symbols.intern(text: "X")), y = try XCTUnwrap(symbols.intern(text: "Y"))
        var port = StubPort()
        func text(_ id: OrderID?) -> String? {
            guard let id else { return nil }
            var buffer = ByteBuffer()
            buffer.append(id, symbols)
            return buffer.string
        }
        let key = LevelKey(side: .buy, level: 3)
        let unknown = OrderID(symbol: x, time: .null, level: 3, side: .buy, number: 1)
        XCTAssertFalse(port.cancel(unknown))
        XCTAssertNil(port.replace(unknown, price: .one, quantity: .one, at: .null))
        let first = port.accept(key, price: .one, quantity: .two, symbol: x, at: EventTime(milliseconds: 55))
        XCTAssertEqual(text(first), "X:55:3:BUY:1")
        let second = port.replace(first, price: .one, quantity: .one, at: EventTime(milliseconds: 66))
        XCTAssertEqual(text(second), "X:66:3:BUY:2")
        XCTAssertFalse(port.cancel(first))
        XCTAssertEqual(text(port.replace(first, price: .one, quantity: .one, at: EventTime(milliseconds: 77))), "X:77:3:BUY:3")
        XCTAssertEqual(port.openOrders(x).map { text($0.id) }, ["X:66:3:BUY:2", "X:77:3:BUY:3"])
        XCTAssertEqual(port.openOrders(y).count, 0)
        XCTAssertEqual(text(port.accept(key, price: .one, quantity: .one, symbol: y, at: EventTime(1000.5))), "Y:1000.5:3:BUY:4")
        XCTAssertTrue(port.cancel(try XCTUnwrap(second)))
        XCTAssertFalse(port.cancel(try XCTUnwrap(second)), "only once")
    }

    func testIdsOfUnusualTimes() {
        var symbols = SymbolTable()
        let x = symbols.intern(text: "X")!, text = symbols.intern(text: "noon")!
        for (time, expected) in [
            (EventTime(kind: .boolean, payload: 1), "X:True:1:SELL:7"), (.null, "X:None:1:SELL:7"),
            (EventTime(kind: .text, payload: Int64(text.index)), "X:noon:1:SELL:7"), (EventTime(1e22), "X:1e+22:1:SELL:7"),
        ] {
            var buffer = ByteBuffer()
            buffer.append(OrderID(symbol: x, time: time, level: 1, side: .sell, number: 7), symbols)
            XCTAssertEqual(buffer.string, expected)
        }
    }
}
