// Given symbols, a duration and a seed, when a synthetic market is written, then its events have the shape
// of the backtest specification, section 6, and the same arguments give the same events.

import Domain
import Scenarios
import XCTest

final class SyntheticMarketTests: XCTestCase {
    private func market(_ events: SyntheticMarket.Events, seed: UInt64 = 42) -> SyntheticMarket {
        SyntheticMarket(symbols: ["BTCUSDT", "ETHUSDT"], durationS: 30, seed: seed, events: events)
    }

    private func lines(_ market: SyntheticMarket) -> [JSONValue] { market.lines() }

    private func of(_ type: String, _ lines: [JSONValue]) -> [JSONValue] {
        lines.filter { $0["type"]?.stringValue == type }
    }

    func testTickers() throws {
        let lines = lines(market(.tickers))
        let tickers = of("BOOK_TICKER", lines)
        XCTAssertEqual(tickers.count, 600, "ten steps a second for each symbol")
        XCTAssertEqual(tickers.first?["ts"]?.integerValue, 1000)
        XCTAssertEqual(tickers.last?["ts"]?.integerValue, 1000 + 299 * 100)
        for ticker in tickers {
            let isBitcoin = ticker["symbol"]?.stringValue == "BTCUSDT"
            XCTAssertEqual(ticker["bid"]?.canonicalText, isBitcoin ? "49997.5" : "2999.85")
            XCTAssertEqual(ticker["ask"]?.canonicalText, isBitcoin ? "50002.5" : "3000.15")
            for name in ["bid_qty", "ask_qty"] {
                let quantity = try XCTUnwrap(ticker[name]?.doubleValue)
                XCTAssertTrue((0.1...10).contains(quantity), "\(quantity)")
            }
        }
    }

    func testTrades() throws {
        let lines = lines(market(.tickers))
        let trades = of("TRADE", lines)
        XCTAssertTrue((120...240).contains(trades.count), "three of ten steps: \(trades.count)")
        for trade in trades {
            let prices = trade["symbol"]?.stringValue == "BTCUSDT" ? ["49995.0", "50005.0"] : ["2999.7", "3000.3"]
            XCTAssertTrue(prices.contains(trade["price"]?.canonicalText ?? ""), "\(trade)")
            XCTAssertTrue((0.01...1).contains(try XCTUnwrap(trade["qty"]?.doubleValue)), "\(trade)")
        }
        XCTAssertEqual(Set(trades.compactMap { $0["side"]?.stringValue }), ["BUY", "SELL"])
        let times = lines.compactMap { $0["ts"]?.integerValue }
        XCTAssertEqual(times, times.sorted())
    }

    func testSnapshots() {
        let lines = lines(market(.snapshots))
        XCTAssertEqual(of("SNAPSHOT", lines).count, 600)
        XCTAssertEqual(lines.count, 600)
        XCTAssertEqual(lines.first?["bid_price"]?.stringValue, "49997.50")
        XCTAssertEqual(lines.first?["ask_price"]?.stringValue, "50002.50")
    }

    func testTheSeedDecides() {
        let texts = [42, 42, 43].map { JSONValue.array(lines(market(.tickers, seed: $0))).canonicalText }
        XCTAssertEqual(texts[0], texts[1])
        XCTAssertNotEqual(texts[0], texts[2])
    }
}
