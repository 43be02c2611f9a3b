// The tables of the paper specification, section 10.

import struct DecimalArithmetic.Decimal
import DecimalArithmetic
import Domain
import Engine
import XCTest

final class FillModelTests: XCTestCase {
    private var symbols = Symbols()

    // MARK: - Immediate

    func testImmediateFills() throws {
        let buy = "paper_7_SYM_0_BUY_100.00"
        let sell = "paper_7_SYM_2_SELL_100.00"
        let far = "paper_7_SYM_3_SELL_101.00"
        for (midPrice, expected) in [
            ("99.99", [buy]), ("100.00", [buy, sell]), ("100", [buy, sell]), ("100.01", [sell]), ("101", [sell, far]),
            ("102", [sell, far]),
        ] {
            XCTAssertEqual(try simulate("crossing", midPrice), expected, midPrice)
        }
        XCTAssertEqual(try simulate("crossing", nil), [buy, sell, far])
        XCTAssertEqual(try simulate("instant", "99.99"), [buy, sell, far])
        XCTAssertEqual(try simulate("no such mode", "99.99"), [buy, sell, far])
    }

    func testAPlacementWithoutPriceOrQuantityFailsTheTick() {
        let key = LevelKey(side: .buy, level: 1)
        for (price, quantity) in [("0.00", "1"), ("1", "0.000")] {
            var fills: [Fill] = []
            XCTAssertThrowsError(
                try ImmediateFills().simulate(
                    [.place(key, price: decimal(price), quantity: decimal(quantity), .reconcileAdd)],
                    symbol: symbols("SYM"), at: EventTime(milliseconds: 7), midPrice: nil, into: &fills)
            ) { XCTAssertEqual($0 as? DecimalError, .syntax) }
        }
    }

    private func simulate(_ mode: String, _ midPrice: String?) throws -> [String] {
        let symbol = symbols("SYM")
        let time = EventTime(milliseconds: 7)
        let cancelled = OrderID(symbol: symbol, time: time, level: 9, side: .buy, number: 1)
        let actions: [ExecutionAction] = [
            .place(LevelKey(side: .buy, level: 1), price: decimal("100.00"), quantity: decimal("1.000"), .reconcileAdd),
            .cancel(cancelled, .reconcileRemove),
            .place(LevelKey(side: .sell, level: 1), price: decimal("100.00"), quantity: decimal("2.000"), .reconcileAdd),
            .place(LevelKey(side: .sell, level: 2), price: decimal("101.00"), quantity: decimal("2.000"), .reconcileAdd),
        ]
        var fills: [Fill] = []
        try ImmediateFills(FillMode(name: mode)).simulate(
            actions, symbol: symbol, at: time, midPrice: midPrice.map { decimal($0) }, into: &fills)
        return fills.map { $0.id(symbols) }
    }

    // MARK: - Pending

    func testPendingFillsNeedAgeAndPrice() throws {
        let model = PendingFills(afterTicks: 2)
        let rows: [(OrderSide, String, Int, Bool)] = [
            (.buy, "99.99", 3, true), (.buy, "100.00", 3, true), (.buy, "100.01", 3, false), (.buy, "99.99", 2, false),
            (.sell, "100.01", 3, true), (.sell, "100", 3, true), (.sell, "99.99", 3, false), (.sell, "100.01", 2, false),
        ]
        for (side, midPrice, tick, expected) in rows {
            let isFilled = try model.isFilled(
                side, limit: decimal("100.00"), placedTick: 1, tick: tick, midPrice: decimal(midPrice))
            XCTAssertEqual(isFilled, expected, "\(side) \(midPrice) at tick \(tick)")
        }
        let eager = PendingFills(afterTicks: -1)
        XCTAssertTrue(
            try eager.isFilled(.buy, limit: decimal("1"), placedTick: 5, tick: 5, midPrice: decimal("1")),
            "a negative delay fills on the tick of the placement")
    }

    /// `10:` comes before `1:`, because `0` sorts before `:`.
    func testPendingFillsComeInTheOrderOfTheirIDsAsText() throws {
        var orders = [(1, 12), (11, 22), (10, 21), (2, 9)].map { order(level: $0.0, number: $0.1) }
        orders[3].state = .partiallyFilled
        orders.append(order(level: 10, number: 3))
        var model = PendingFills(afterTicks: 0)
        for _ in 1...2 {
            var fills: [Fill] = []
            try model.simulate(
                orders, tick: 1, at: EventTime(milliseconds: 5), midPrice: decimal("99"), symbols.table, into: &fills)
            XCTAssertEqual(
                fills.map { $0.id(symbols) },
                ["S:1000:10:BUY:21", "S:1000:10:BUY:3", "S:1000:11:BUY:22", "S:1000:1:BUY:12"],
                "only orders that are OPEN, and the same on a second use of the scratch space")
        }
    }

    private func order(level: Int32, number: Int) -> OrderRecord {
        let id = OrderID(
            symbol: symbols("S"), time: EventTime(milliseconds: 1000), level: level, side: .buy, number: number)
        return OrderRecord(id: id, price: decimal("100"), quantity: decimal("1"), state: .open, placedTick: 1)
    }

    // MARK: - Documents

    func testTheDocumentsOfFillsAgree() {
        let symbol = symbols("A\"\\é")
        let id = OrderID(symbol: symbol, time: EventTime(milliseconds: 5), level: 1, side: .sell, number: 3)
        for origin in [FillOrigin.action(index: 0), .order(id), .flatten, .named(symbols("x\ny"))] {
            var fill = Fill(symbol, .sell, "2.000", "1E-7")
            fill.origin = origin
            var buffer = ByteBuffer()
            buffer.appendCanonical(fill, symbols.table)
            XCTAssertEqual(buffer.string, JSONValue.document(fill, symbols.table).canonicalText)
        }
        XCTAssertEqual(Fill(symbols("A"), .buy, "1", "2").id(symbols), "A")
    }
}
