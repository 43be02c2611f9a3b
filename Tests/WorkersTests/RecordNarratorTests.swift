// Records as an operator reads them: every kind has its name and fields, and nothing stops the narration.

import CGrinder
import DecimalArithmetic
import Domain
import Rings
import TestSupport
import XCTest

@testable import Workers

final class RecordNarratorTests: XCTestCase {
    /// Everything on a channel's ring, as one line of JSON each.
    private func narrate(_ channel: Channel, knowsDefinitions: Bool = true) throws -> [String] {
        var observer = try RingObserver<gr_record_t>(channel.memory)
        var narrator = RecordNarrator(knowsDefinitions: knowsDefinitions)
        var record = gr_record_t()
        var lines: [String] = []
        while try observer.next(into: &record) == .copied {
            var buffer = ByteBuffer()
            buffer.appendCompact(.object(narrator.describe(record)))
            lines.append(buffer.string)
        }
        return lines
    }

    private func event(_ symbols: inout SymbolTable, bid: String) throws -> MarketEvent {
        var event = MarketEvent(
            kind: .snapshot, time: EventTime(milliseconds: 17), symbol: try XCTUnwrap(symbols.intern(text: "ETHUSDT")))
        event.bidPrice = try Decimal(bid)
        event.askPrice = try Decimal("101.0")
        event.bidQuantity = try Decimal("3")
        event.askQuantity = try Decimal("0.50")
        return event
    }

    func testSnapshotsNarrowWideAndLong() throws {
        var symbols = SymbolTable()
        let channel = try Channel()
        var writer = try channel.writer()
        try writer.write(event(&symbols, bid: "100.10"), receiveTimeNs: 5, symbols)
        try writer.write(event(&symbols, bid: "12345678901234567890.5"), receiveTimeNs: 6, symbols)
        let long = String(repeating: "9", count: 45)
        try writer.write(event(&symbols, bid: long), receiveTimeNs: 7, symbols)
        let lines = try narrate(channel)
        XCTAssertEqual(lines[0], #"{"sequence":1,"kind":"text","defines":"symbol","length":7}"#)
        XCTAssertEqual(lines[1], #"{"sequence":2,"kind":"text_chunk","text":"ETHUSDT"}"#)
        XCTAssertEqual(
            lines[2],
            #"{"sequence":3,"kind":"snapshot","symbol":"ETHUSDT","event_time":17,"receive_time_ns":5,"bid_price":"100.10","ask_price":"101.0","bid_quantity":"3","ask_quantity":"0.50"}"#
        )
        XCTAssertEqual(lines[3], #"{"sequence":4,"kind":"wide","field":0,"value":"12345678901234567890.5"}"#)
        XCTAssertTrue(lines[7].contains(#""kind":"wide_snapshot","symbol":"ETHUSDT""#), lines[7])
        XCTAssertTrue(lines[7].contains(#""bid_price":"12345678901234567890.5","ask_price":"101.0""#), lines[7])
        let last = try XCTUnwrap(lines.last)
        let value = try Decimal(long)
        XCTAssertTrue(last.contains("\"bid_price\":\"\(value)\""), last)
    }

    func testEveryKindHasAName() {
        for kind in 0...27 as ClosedRange<UInt8> {
            XCTAssertFalse(RecordNarrator.kindName(kind).hasPrefix("unknown"), "kind \(kind)")
        }
        XCTAssertEqual(RecordNarrator.kindName(200), "unknown 200")
    }

    func testDecisionsOfEveryShape() throws {
        let generator = OutputGenerator()
        var random = SeededGenerator(seed: 41)
        let channel = try Channel(capacity: 1 << 16)
        var writer = try channel.writer()
        var actions = 0
        var plans = 0
        for tick in 1...200 as ClosedRange<UInt64> {
            let decision = generator.decision(&random)
            actions += decision.plan == nil ? 0 : decision.actions.count
            plans += decision.plan == nil ? 0 : 1
            try writer.write(
                decision, DecisionStamp(tick: tick, fence: 3, receiveTimeNs: 1, decideTimeNs: 2), generator.symbols)
        }
        let lines = try narrate(channel)
        func count(_ kind: String) -> Int { lines.count { $0.contains("\"kind\":\"\(kind)\"") } }
        XCTAssertEqual(count("tick"), 200)
        XCTAssertEqual(count("plan"), plans)
        XCTAssertEqual(count("summary"), plans)
        XCTAssertEqual(count("action"), actions)
        for line in lines { XCTAssertFalse(line.contains("unknown"), line) }
    }

    func testWithoutTheDefinitionsSymbolsAreNumbers() throws {
        var symbols = SymbolTable()
        let channel = try Channel()
        var writer = try channel.writer()
        try writer.write(event(&symbols, bid: "1"), receiveTimeNs: 5, symbols)
        let lines = try narrate(channel, knowsDefinitions: false)
        XCTAssertTrue(lines[2].contains(##""symbol":"#0""##), lines[2])
    }

    func testNothingStopsIt() throws {
        var random = SeededGenerator(seed: 5)
        var narrator = RecordNarrator(knowsDefinitions: true)
        for _ in 0..<20_000 {
            var record = gr_record_t()
            withUnsafeMutableBytes(of: &record) { bytes in
                for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: random.next()) }
            }
            if random.next() % 4 != 0 { record.kind = UInt8(random.next() % 30) }
            let fields = narrator.describe(record)
            XCTAssertEqual(fields.members.prefix(2).map { String(decoding: $0.key, as: UTF8.self) }, ["sequence", "kind"])
            if random.next() % 100 == 0 { narrator.missDefinitions() }
        }
    }
}
