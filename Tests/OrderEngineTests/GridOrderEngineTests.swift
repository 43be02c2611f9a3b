// Execution specification, sections 2 and 5.

import DecimalArithmetic
import Domain
import OrderEngine
import XCTest

import struct DecimalArithmetic.Decimal

final class GridOrderEngineTests: XCTestCase {
    private func plan(
        _ center: String, levels: (up: Int, down: Int), sizes: [String], spacing: BasisPoints = BasisPoints(10),
        reset: ResetAction = .none, mode: GridMode = .bilateral
    ) throws -> GridPlan {
        GridPlan(
            mode: mode, centerPrice: try Decimal(center), spacingBps: spacing, levelsUp: levels.up,
            levelsDown: levels.down, sizes: .listed(try sizes.map { try Decimal($0) }), reset: reset)
    }

    func testPlanDigests() throws {
        let hundreds = Array(repeating: "100", count: 5)
        XCTAssertEqual(try plan("50000.50", levels: (5, 5), sizes: hundreds).digest.short, "e76578cc91c8abfd")
        XCTAssertEqual(try plan("50000.5", levels: (5, 5), sizes: hundreds).digest.short, "32821cf6678eb83a")
        XCTAssertEqual(
            try plan("100", levels: (0, 0), sizes: [], spacing: BasisPoints(5), reset: .hard).digest.short,
            "5b585d7d46e702ce")
        XCTAssertEqual(try plan("100", levels: (1, 1), sizes: ["1"]).digest.short, "4b8a8a4ef6684bf6")
        XCTAssertEqual(
            try plan("100", levels: (1, 1), sizes: ["1"], spacing: BasisPoints(10, isInteger: true)).digest.short,
            "66831d457cf8df34")
    }

    /// Rows 1 to 3 and 9 of the specification's table: one port numbers the orders of all symbols.
    func testEvaluationsShareThePortAndKeepStatePerSymbol() throws {
        var symbols = SymbolTable()
        let x = try XCTUnwrap(symbols.intern(text: "X"))
        let y = try XCTUnwrap(symbols.intern(text: "Y"))
        var (ordersX, ordersY) = (SymbolOrders(), SymbolOrders())
        var engine = GridOrderEngine(
            pricePrecision: 2, quantityPrecision: 3, checks: PreTradeChecks(), port: StubPort())
        func evaluate(_ plan: GridPlan, _ symbol: SymbolID, _ orders: inout SymbolOrders, _ time: Int) throws {
            try engine.evaluate(plan, symbol: symbol, &orders, at: EventTime(milliseconds: time), book: nil, symbols)
        }
        try evaluate(plan("100", levels: (2, 2), sizes: ["1", "1"]), x, &ordersX, 1000)
        XCTAssertEqual(engine.actions.count, 4)
        try evaluate(plan("101", levels: (2, 2), sizes: ["1", "1"]), x, &ordersX, 2000)
        XCTAssertEqual(engine.actions.count, 0)
        XCTAssertEqual(engine.events.count, 1)
        try evaluate(plan("101", levels: (1, 3), sizes: ["1", "1", "2"]), x, &ordersX, 3000)
        XCTAssertEqual(ordersX.tickCounter, 3)
        XCTAssertEqual(ordersX.count(in: .cancelled), 1)
        XCTAssertEqual(ordersX.resting.map(\.id.number), [1, 3, 4, 5])
        try evaluate(plan("10", levels: (1, 1), sizes: ["1"]), y, &ordersY, 9000)
        XCTAssertEqual(ordersY.resting.map(\.id.number), [6, 7])
    }

    func testAnErrorLeavesTheOrdersAsTheyWere() throws {
        var symbols = SymbolTable()
        let x = try XCTUnwrap(symbols.intern(text: "X"))
        var orders = SymbolOrders()
        var engine = GridOrderEngine(
            pricePrecision: 2, quantityPrecision: 3, checks: PreTradeChecks(), port: StubPort())
        let sizeless = try plan("100", levels: (1, 1), sizes: [])
        XCTAssertThrowsError(
            try engine.evaluate(sizeless, symbol: x, &orders, at: EventTime(milliseconds: 1), book: nil, symbols)
        ) { XCTAssertEqual($0 as? OrderEngineError, .emptySizeSchedule) }
        XCTAssertEqual(orders.tickCounter, 0)
        // A negative number of levels is none.
        let negative = try plan("100", levels: (-3, 5), sizes: ["1"])
        try engine.evaluate(negative, symbol: x, &orders, at: EventTime(milliseconds: 2), book: nil, symbols)
        try engine.evaluate(negative, symbol: x, &orders, at: EventTime(milliseconds: 3), book: nil, symbols)
        XCTAssertEqual(orders.resting.map(\.key.level), [1, 2, 3, 4, 5])
    }
}
