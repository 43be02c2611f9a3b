// The tree and the canonical writer say the same, and the key order is the specification's.

import DecimalArithmetic
import Domain
import Features
import XCTest

import struct DecimalArithmetic.Decimal

final class FeatureDocumentsTests: XCTestCase {
    private func features(atr: Decimal?, _ symbol: SymbolID) throws -> FeatureSnapshot {
        var indicators = BarIndicators()
        indicators.atr = atr
        indicators.natrBps = 1
        indicators.sumAbsReturnsBps = 2
        indicators.netReturnBps = 3
        indicators.rangeScore = 4
        return FeatureSnapshot(
            time: EventTime(milliseconds: -7), symbol: symbol, midPrice: dec("100.50"),
            l1: try L1Features(bidQuantity: dec("1.50"), askQuantity: dec("2"), spreadBps: 5.9), indicators: indicators,
            warmupBars: 6)
    }

    private func keys(_ value: JSONValue) -> [String] {
        value.objectValue?.members.map { String(decoding: $0.key, as: UTF8.self) } ?? []
    }

    func testTreeAndCanonicalFormAgree() throws {
        var symbols = SymbolTable()
        let symbol = try XCTUnwrap(symbols.intern(text: "é\"USDT"))
        for atr in [nil, dec("0.10"), dec("1E-9")] {
            let value = try features(atr: atr, symbol)
            var buffer = ByteBuffer()
            buffer.appendCanonical(value, symbols)
            XCTAssertEqual(buffer.string, JSONValue.document(value, symbols).canonicalText)
        }
    }

    func testKeyOrderOfTheSpecification() throws {
        var symbols = SymbolTable()
        let symbol = try XCTUnwrap(symbols.intern(text: "A"))
        let value = try features(atr: nil, symbol)
        XCTAssertEqual(
            keys(.document(value, symbols)),
            [
                "ts", "symbol", "mid_price", "spread_bps", "imbalance_l1_bps", "thin_l1", "natr_bps", "atr",
                "sum_abs_returns_bps", "net_return_bps", "range_score", "warmup_bars",
            ])
        XCTAssertEqual(
            keys(.document(MidBar("1"))), ["bar_ts", "open", "high", "low", "close", "tick_count"])
    }

    func testPolicyInputsLeaveOutTimeSymbolAndATR() throws {
        var symbols = SymbolTable()
        let symbol = try XCTUnwrap(symbols.intern(text: "A"))
        let value = try features(atr: dec("1"), symbol)
        var buffer = ByteBuffer()
        buffer.appendCompact(.document(value.policyInputs))
        XCTAssertEqual(
            buffer.string,
            #"{"mid_price":"100.50","spread_bps":5,"imbalance_l1_bps":-1429,"thin_l1":"1.50","natr_bps":1,"#
                + #""sum_abs_returns_bps":2,"net_return_bps":3,"range_score":4,"warmup_bars":6}"#)
    }
}
