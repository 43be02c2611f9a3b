// Records as an operator reads them: every kind has its name and fields, and nothing stops the narration.

import CGrinder
import DecimalArithmetic
import Domain
import Rings
import TestSupport
import XCTest

@testable import Workers

final class RecordDescriberTests: XCTestCase {
    /// Everything on a channel's ring, as one line of JSON each.
    private func describe(_ channel: Channel, knowsDefinitions: Bool = true, isJSON: Bool = true) throws -> [String] {
        var observer = try RingObserver<gr_record_t>(channel.memory)
        var describer = RecordDescriber(knowsDefinitions: knowsDefinitions)
        var record = gr_record_t()
        var lines: [String] = []
        while try observer.next(into: &record) == .copied {
            let line = describer.describe(record).line(("sequence", record.sequence), isJSON: isJSON)
            lines.append(String(line.dropLast()))
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
        let lines = try describe(channel)
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
        let lines = try describe(channel)
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
        let lines = try describe(channel, knowsDefinitions: false)
        XCTAssertTrue(lines[2].contains(##""symbol":"#0""##), lines[2])
    }

    func testTextIsTheSameOnOneLine() throws {
        var symbols = SymbolTable()
        let channel = try Channel()
        var writer = try channel.writer()
        try writer.write(event(&symbols, bid: "100.10"), receiveTimeNs: 5, symbols)
        try writer.writeReport(Array("a b".utf8))
        let lines = try describe(channel, isJSON: false)
        XCTAssertEqual(
            lines[2],
            "3 snapshot symbol=ETHUSDT event_time=17 receive_time_ns=5 bid_price=100.10 ask_price=101.0 bid_quantity=3 ask_quantity=0.50")
        XCTAssertEqual(lines[3], "4 text defines=report length=3")
        XCTAssertEqual(lines[4], #"5 text_chunk text="a b""#)
    }

    func testAReportDefinesNoSymbol() throws {
        var symbols = SymbolTable()
        let channel = try Channel()
        var writer = try channel.writer()
        try writer.writeReport(Array("{}".utf8))
        try writer.write(event(&symbols, bid: "1"), receiveTimeNs: 5, symbols)
        let lines = try describe(channel)
        XCTAssertTrue(lines[4].contains(#""symbol":"ETHUSDT""#), lines[4])
    }

    func testAfterAGapNothingIsShownThatWasSentAheadBefore() throws {
        var symbols = SymbolTable()
        let channel = try Channel()
        var writer = try channel.writer()
        try writer.write(event(&symbols, bid: "12345678901234567890.5"), receiveTimeNs: 6, symbols)
        var observer = try RingObserver<gr_record_t>(channel.memory)
        var describer = RecordDescriber()
        var record = gr_record_t()
        while try observer.next(into: &record) == .copied, record.kind != RecordKind.wideSnapshot.rawValue {
            _ = describer.describe(record)
        }
        XCTAssertEqual(describer.describe(record).fields["bid_price"]?.stringValue, "12345678901234567890.5")
        describer.missDefinitions()
        XCTAssertNil(describer.describe(record).fields["bid_price"]?.stringValue)
    }

    func testWhatContradictsTheRecordsBeforeItSaysSo() {
        var describer = RecordDescriber()
        var chunk = gr_text_chunk_t()
        chunk.kind = RecordKind.textChunk.rawValue
        chunk.count = 3
        let alone = describer.describe(unsafeBitCast(chunk, to: gr_record_t.self))
        XCTAssertEqual(alone.fields["corrupt"]?.stringValue, "a text chunk that belongs to no text")
        var text = gr_text_t()
        text.kind = RecordKind.text.rawValue
        text.length = 2
        XCTAssertNil(describer.describe(unsafeBitCast(text, to: gr_record_t.self)).fields["corrupt"])
        let within = describer.describe(unsafeBitCast(text, to: gr_record_t.self))
        XCTAssertEqual(within.fields["corrupt"]?.stringValue, "a text begins within another")
        let long = describer.describe(unsafeBitCast(chunk, to: gr_record_t.self))
        XCTAssertEqual(long.fields["corrupt"]?.stringValue, "a text chunk that is too long")
    }

    func testNothingStopsIt() throws {
        var random = SeededGenerator(seed: 5)
        var describer = RecordDescriber()
        for _ in 0..<20_000 {
            var record = gr_record_t()
            withUnsafeMutableBytes(of: &record) { bytes in
                for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: random.next()) }
            }
            if random.next() % 4 != 0 { record.kind = UInt8(random.next() % 30) }
            let description = describer.describe(record)
            for isJSON in [false, true] {
                let line = description.line(("position", 7), isJSON: isJSON)
                XCTAssertTrue(line.hasPrefix(isJSON ? #"{"position":7,"kind":""# : "7 \(description.kind)"), line)
                XCTAssertEqual(line.last, "\n")
            }
            if random.next() % 100 == 0 { describer.missDefinitions() }
        }
    }
}
