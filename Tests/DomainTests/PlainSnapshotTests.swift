// Given a line of events, when the quick reader of the usual form takes it, then the reader of all forms
// gives the same event; and the usual form is taken.

import TestSupport
import XCTest
@testable import Domain
import struct DecimalArithmetic.Decimal

final class PlainSnapshotTests: XCTestCase {
    private var random = SeededGenerator(seed: 11)
    private var symbols = SymbolTable()

    private func quick(_ line: [UInt8]) -> MarketEvent? {
        line.withUnsafeBufferPointer { PlainSnapshot.read($0, &symbols) }
    }

    private func complete(_ line: [UInt8]) throws -> MarketEvent {
        try line.withUnsafeBufferPointer { bytes in
            var lexer = JSONLexer(bytes)
            let event = try EventReader.read(&lexer, &symbols)
            try lexer.finish()
            return event
        }
    }

    private func text(_ event: MarketEvent) -> String {
        let decimals = [event.bidPrice, event.askPrice, event.bidQuantity, event.askQuantity]
        return "\(event.kind) \(event.time) \(event.symbol.index) \(decimals.map(\.description))"
    }

    private func number() -> String {
        var digits = String(UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64.random(in: 4...63, using: &random))
        let places = Int.random(in: 0...digits.count, using: &random)
        if Bool.random(using: &random) { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places)) }
        return digits
    }

    private func line() -> String {
        let space = Bool.random(using: &random) ? " " : ""
        var members = [("ts", "\(Int.random(in: 1...Int.max, using: &random) >> Int.random(in: 4...62, using: &random) | 1)")]
        members += [("type", "\"SNAPSHOT\""), ("symbol", "\"\(["BTCUSDT", "A", "", "x y"].randomElement(using: &random)!)\"")]
        for name in ["bid_price", "ask_price", "bid_qty", "ask_qty", "last_price", "last_qty"] {
            members.append((name, "\"\(number())\""))
        }
        return "{" + members.map { "\"\($0.0)\":\(space)\($0.1)" }.joined(separator: "," + space) + "}"
    }

    func testTheUsualFormIsTakenAndReadAlike() throws {
        for _ in 0..<5_000 {
            let line = line()
            let event = try XCTUnwrap(quick(Array(line.utf8)), line)
            XCTAssertEqual(text(event), text(try complete(Array(line.utf8))), line)
        }
    }

    /// One byte changed, dropped or doubled: whatever is still taken must mean the same to both.
    func testDamagedLinesAreLeftAloneOrReadAlike() throws {
        let replacements = Array("{}[]\":,. 0159-+eE\\\u{0}\u{1F}aT_".utf8) + [0x80, 0xC3, 0xFF]
        var taken = 0
        for _ in 0..<20_000 {
            var line = Array(line().utf8)
            let place = Int.random(in: line.indices, using: &random)
            switch Int.random(in: 0...3, using: &random) {
            case 0: line.remove(at: place)
            case 1: line.insert(line[place], at: place)
            case 2: line.removeSubrange(place...)
            default: line[place] = replacements.randomElement(using: &random)!
            }
            guard let event = quick(line) else { continue }
            taken += 1
            XCTAssertEqual(text(event), text(try complete(line)), String(decoding: line, as: UTF8.self))
        }
        XCTAssertGreaterThan(taken, 100, "some damage only changes a value")
    }

    func testWhatIsNotTheUsualFormIsLeftAlone() {
        let usual = SnapshotLine(1000)
        XCTAssertNotNil(quick(Array(usual.json.utf8)))
        let others = [
            usual.with("type", "\"snapshot\""), SnapshotLine(ts: "1e3"), SnapshotLine(ts: "01000"), SnapshotLine(-1000),
            SnapshotLine(1_000_000_000_000_000_000), usual.with("bid_price", "\"-1\""), usual.with("bid_price", "1"),
            usual.with("bid_qty", "\"\""), usual.with("bid_qty", "\".\""), usual.with("last_qty", "\"1e3\""),
            usual.with("last_price", "\"12345678901234567890\""), usual.with("symbol", "\"a\\u0041\""),
            usual.with("symbol", "\"\u{E9}\""), usual.with("more", "1"), usual.without("last_qty"),
            usual.preceded(by: "ts", "1"),
        ]
        for other in others { XCTAssertNil(quick(Array(other.json.utf8)), other.json) }
        XCTAssertNil(quick(Array((usual.json + " ").utf8)))
        XCTAssertNil(quick([]))
    }
}
