// The table of the paper specification, section 11. A row is a fill, then the position after it, then profit at a mark.

import Domain
import Engine
import XCTest

final class LedgerTests: XCTestCase {
    private var symbols = Symbols()
    private var ledger = Ledger()
    /// The one symbol that the tables trade.
    private var symbol: SymbolID { SymbolID(0) }

    override func setUp() { _ = symbols("A") }

    func testAverageRealisedAndFlip() throws {
        try buy("1.000", "100.00", "1.000 100.00 0", mark: "100.00", "0.00000 0.00000")
        try buy(
            "2.000", "101.00", "3.000 100.6666666666666666666666667 0", mark: "100.00",
            "-2.000000000000000000000000100 -2.000000000000000000000000100")
        try sell(
            "1.500", "102.50", "1.500 100.6666666666666666666666667 2.749999999999999999999999950", mark: "100.00",
            "-1.000000000000000000000000050 1.749999999999999999999999900")
        try sell(
            "2.000", "99.00", "-0.500 99.00 0.249999999999999999999999900", mark: "100.00",
            "-0.50000 -0.250000000000000000000000100")
        try buy(
            "0.500", "98.00", "0.000 0 0.749999999999999999999999900", mark: "100.00",
            "0 0.749999999999999999999999900")
        XCTAssertTrue(ledger.openSymbols.isEmpty)
        XCTAssertEqual(ledger.positions.count, 1, "a flat position stays")
        try buy(
            "1", "97.00", "1.000 97.00 0.749999999999999999999999900", mark: "100.00",
            "3.00000 3.749999999999999999999999900")
    }

    func testShortAverages() throws {
        try sell("500.000", "1.00", "-500.000 1.00 0")
        try sell("500.000", "1.01", "-1000.000 1.005 0")
        try sell("500.000", "1.02", "-1500.000 1.010 0", mark: "1.02005", "-15.07500000 -15.07500000")
    }

    func testAveragesThatDoNotEnd() throws {
        for _ in 1...4 { try ledger.apply(Fill(symbol, .sell, "1.000", "1.00")) }
        try sell("1.000", "1.00", "-5.000 1.00 0")
        for row in [
            "-6.000 1.001666666666666666666666667 0", "-7.000 1.002857142857142857142857143 0",
            "-8.000 1.003750000000000000000000000 0", "-9.000 1.004444444444444444444444444 0",
            "-10.000 1.00500000000000000000000 0",
        ] { try sell("1.000", "1.01", row) }
        try sell("1.000", "1.02", "-11.000 1.006363636363636363636363636 0")
        ledger = Ledger()
        try buy("3", "10", "3 10 0")
        try buy("3", "11", "6 10.5 0")
        try buy(
            "1", "12", "7 10.71428571428571428571428571 0", mark: "10",
            "-4.99999999999999999999999997 -4.99999999999999999999999997")
    }

    func testZerosKeepSignAndExponent() throws {
        try sell("100.000", "1.00", "-100.000 1.00 0", mark: "1.00", "-0.00000 0.00000")
        try buy("100.000", "1.00", "0.000 0 0.00000", mark: "1.00", "0 0.00000")
        ledger = Ledger()
        try buy("0.10", "0.1", "0.10 0.1 0")
        try sell("0.3", "0.30", "-0.20 0.30 0.0200", mark: "0.30", "-0.0000 0.0200")
        ledger = Ledger()
        try sell("1.50", "2.000", "-1.50 2.000 0")
        try buy("0.5", "2.5", "-1.00 2.000 -0.2500", mark: "3", "-1.00000 -1.25000")
        try buy("1.0", "2.5", "0.00 0 -0.75000", mark: "3", "0 -0.75000")
        ledger = Ledger()
        try buy("0", "5", "0 5 0")
        try buy("1", "6", "1 6 0", mark: "6", "0 0")
        try buy("0.00", "7", "1.00 6 0.00")
    }

    func testDocuments() throws {
        try ledger.apply(Fill(symbols("B"), .buy, "1", "10"))
        try ledger.apply(Fill(symbols("A"), .sell, "2", "3"))
        try ledger.apply(Fill(symbols("B"), .sell, "1", "12"))
        XCTAssertEqual(ledger.openSymbols, [symbols("A")])
        XCTAssertEqual(
            JSONValue.document(ledger, symbols.table).prettyText().filter { !$0.isWhitespace },
            #"{"positions":{"B":{"quantity":"0","avg_entry_price":"0","realized_pnl":"2"},"A":{"quantity":"-2","avg_entry_price":"3","realized_pnl":"0"}},"total_realized_pnl":"2"}"#)
        let snapshot = try ledger.snapshot(symbols("C"), price: decimal("1"), at: EventTime(milliseconds: 5))
        var buffer = ByteBuffer()
        buffer.appendCanonical(snapshot, symbols.table)
        XCTAssertEqual(
            buffer.string, #"{"realized_pnl":"0","symbol":"C","total_pnl":"0","ts":5,"unrealized_pnl":"0"}"#)
        XCTAssertEqual(buffer.string, JSONValue.document(snapshot, symbols.table).canonicalText)
        XCTAssertEqual(ledger.positions.count, 2, "asking about a symbol makes no position")
        XCTAssertEqual(
            JSONValue.document(ledger.position(symbols("A")), unrealizedPnl: decimal("0.5")).canonicalText,
            #"{"avg_entry_price":"3","quantity":"-2","realized_pnl":"0","unrealized_pnl":"0.5"}"#)
    }

    // MARK: - Helpers

    private func buy(
        _ quantity: String, _ price: String, _ position: String, mark: String? = nil, _ pnl: String = "",
        line: UInt = #line
    ) throws { try check(.buy, quantity, price, position, mark, pnl, line) }

    private func sell(
        _ quantity: String, _ price: String, _ position: String, mark: String? = nil, _ pnl: String = "",
        line: UInt = #line
    ) throws { try check(.sell, quantity, price, position, mark, pnl, line) }

    /// `position` is quantity, average and realised; `pnl` is unrealised and total at `mark`.
    private func check(
        _ side: OrderSide, _ quantity: String, _ price: String, _ position: String, _ mark: String?, _ pnl: String,
        _ line: UInt
    ) throws {
        try ledger.apply(Fill(symbol, side, quantity, price))
        let after = ledger.position(symbol)
        XCTAssertEqual("\(after.quantity) \(after.averageEntryPrice) \(after.realizedPnl)", position, line: line)
        XCTAssertEqual(ledger.totalRealizedPnl.description, after.realizedPnl.description, line: line)
        guard let mark else { return }
        let snapshot = try ledger.snapshot(symbol, price: decimal(mark), at: EventTime(milliseconds: 1))
        XCTAssertEqual("\(snapshot.unrealizedPnl) \(snapshot.totalPnl)", pnl, line: line)
    }
}
