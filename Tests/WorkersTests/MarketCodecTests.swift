// Market events over a ring and back: whatever a fixture can hold arrives as it was.

import CGrinder
import Domain
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

@testable import Workers

final class MarketCodecTests: XCTestCase {
    private func assertIdentical(_ a: MarketEvent, _ b: MarketEvent, _ note: String) {
        XCTAssertEqual(a.time, b.time, note)
        XCTAssertEqual(a.symbol, b.symbol, note)
        for (left, right) in [
            (a.bidPrice, b.bidPrice), (a.askPrice, b.askPrice), (a.bidQuantity, b.bidQuantity),
            (a.askQuantity, b.askQuantity),
        ] {
            XCTAssertTrue(left.isIdentical(to: right) || (left.isNaN && "\(left)" == "\(right)"), "\(note): \(left) \(right)")
        }
    }

    func testRandomSnapshotsRoundTrip() throws {
        let generator = OutputGenerator()
        var random = SeededGenerator(seed: 7)
        let channel = try Channel()
        var writer = try channel.writer()
        var reader = try channel.reader()
        for index in 0..<2000 {
            var event = MarketEvent(kind: .snapshot, time: generator.time(&random), symbol: generator.symbol(&random))
            event.bidPrice = generator.decimal(&random)
            event.askPrice = generator.decimal(&random)
            event.bidQuantity = generator.decimal(&random)
            event.askQuantity = generator.decimal(&random)
            try writer.write(event, receiveTimeNs: 1, generator.symbols)
            let record = try reader.next()
            XCTAssertTrue([GR_RECORD_SNAPSHOT, GR_RECORD_WIDE_SNAPSHOT].contains(Int(record.pointee.kind)))
            let back = try reader.snapshot(record)
            reader.release()
            assertIdentical(event, back, "event \(index)")
            let (literal, copy) = (generator.symbols.literal(event.symbol), reader.symbols.literal(back.symbol))
            XCTAssertEqual(literal, copy)
            XCTAssertEqual(generator.symbols.identity(event.symbol), reader.symbols.identity(back.symbol))
        }
        XCTAssertGreaterThan(reader.symbols.count, 10, "the other side knows what was used")
    }

    func testOrdinaryPricesTakeOneRecord() throws {
        let channel = try Channel()
        var symbols = SymbolTable()
        var event = MarketEvent(kind: .snapshot, time: EventTime(milliseconds: 5), symbol: symbols.intern(text: "X")!)
        event.bidPrice = try Decimal("50000.50")
        event.askPrice = try Decimal("-0.01")
        var writer = try channel.writer()
        try writer.write(event, receiveTimeNs: 0, symbols)
        let first = writer.count
        XCTAssertEqual(first, 3, "the symbol's head and one chunk, then the snapshot")
        try writer.write(event, receiveTimeNs: 0, symbols)
        let second = writer.count
        XCTAssertEqual(second - first, 1)
        event.bidPrice = .nan
        try writer.write(event, receiveTimeNs: 0, symbols)
        let third = writer.count
        XCTAssertEqual(third - second, 5, "four values ahead and the snapshot")
    }

    func testFaultsUnhandledAndEnd() throws {
        let channel = try Channel()
        var symbols = SymbolTable()
        let noon = EventTime(kind: .text, payload: Int64(symbols.intern(text: "noon \u{1F550}")!.index))
        var writer = try channel.writer()
        var reader = try channel.reader()
        for fault in EventFault.allCases {
            for field in SnapshotField.allCases {
                for time in [noon, .null, .absent, EventTime(1.5)] {
                    try writer.write(.rejected(fault, field, at: time), receiveTimeNs: 0, symbols)
                    let record = try reader.next()
                    XCTAssertEqual(Int(record.pointee.kind), GR_RECORD_FAULT)
                    let back = try reader.failure(record)
                    reader.release()
                    XCTAssertEqual(back.time, time)
                    XCTAssertEqual(back.fault, fault)
                    XCTAssertEqual(back.field, field)
                }
            }
            try writer.write(fault: (fault, nil), at: noon)
            XCTAssertNil(try reader.failure(try reader.next()).field)
            reader.release()
        }
        XCTAssertEqual(reader.symbols.text(SymbolID(0)), "noon \u{1F550}")
        try writer.write(MarketEvent(kind: .unhandled, time: noon), receiveTimeNs: 0, symbols)
        XCTAssertEqual(Int(try reader.next().pointee.kind), GR_RECORD_UNHANDLED)
        reader.release()
        try writer.writeEnd(events: 12_345)
        let end = try reader.next()
        XCTAssertEqual(Int(end.pointee.kind), GR_RECORD_END)
        XCTAssertEqual(try reader.end(end), 12_345)
    }

    func testNothingComesBackFromASilentRing() throws {
        let channel = try Channel()
        var reader = try channel.reader()
        do {
            _ = try reader.next()
            XCTFail("a record out of nowhere")
        } catch WorkerInterruption.stopped {}
    }
}
