// Paper outputs over a ring and back: decision and settlement arrive as the strategy had them, to the byte of
// the canonical form that the full digest covers.

import CGrinder
import Domain
import Engine
import Risk
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

@testable import Workers

final class PaperCodecTests: XCTestCase {
    private let generator = PaperOutputGenerator()

    private func stamp(_ tick: Int) -> DecisionStamp {
        DecisionStamp(tick: UInt64(tick), fence: 3, receiveTimeNs: 2, decideTimeNs: 4)
    }

    private func text(_ output: PaperOutput, _ symbols: SymbolTable) -> String {
        var buffer = ByteBuffer()
        buffer.appendCanonical(output.document(symbols))
        return buffer.string
    }

    func testRandomOutputsRoundTrip() throws {
        var random = SeededGenerator(seed: 21)
        let channel = try Channel()
        var writer = try channel.writer()
        var reader = try channel.reader()
        var assembler = PaperAssembler()
        var received = PaperOutput()
        var executed = 0
        for tick in 1...3000 {
            let (sent, midPrice) = generator.output(&random)
            try writer.write(sent.tick, stamp(tick), midPrice: midPrice, generator.base.symbols)
            try writer.write(settlement: sent, tick: UInt64(tick), generator.base.symbols)
            reading: while true {
                let record = try reader.next()
                let step = try assembler.take(record, reader, into: &received)
                reader.release()
                switch step {
                case .more: continue
                case .execute:
                    executed += 1
                    // What the execution adds; fills do not cross this ring.
                    received.fills = sent.fills
                    XCTAssertEqual(assembler.midPrice.description, midPrice.description)
                    XCTAssertFalse(assembler.isIdle)
                case .settled: break reading
                }
            }
            XCTAssertEqual(assembler.tick, UInt64(tick))
            XCTAssertTrue(assembler.isIdle)
            let (got, expected) = (text(received, reader.symbols), text(sent, generator.base.symbols))
            XCTAssertEqual(got, expected)
        }
        XCTAssertGreaterThan(executed, 500)
    }

    func testEveryEvidenceOfEveryGate() throws {
        var random = SeededGenerator(seed: 22)
        let channel = try Channel()
        var writer = try channel.writer()
        var reader = try channel.reader()
        let symbol = SymbolID(0)
        for kind in 0..<PaperOutputGenerator.detailsCount {
            for reason in GateReason.allCases {
                for _ in 0..<20 {
                    let details = generator.details(kind, &random)
                    let sent = reason == .pass ? GatingResult.allow(details) : .block(reason, details)
                    try writer.write(sent)
                    let back = try reader.gating(try reader.next().as(gr_gating_t.self))
                    reader.release()
                    let symbols = generator.base.symbols
                    XCTAssertEqual(
                        JSONValue.document(back, symbol: symbol, symbols).canonicalText,
                        JSONValue.document(sent, symbol: symbol, symbols).canonicalText)
                }
            }
        }
    }

    func testOrdinaryTicksTakeFewRecords() throws {
        let channel = try Channel()
        var symbols = SymbolTable()
        var output = PaperOutput()
        output.reset(time: EventTime(milliseconds: 5), symbol: symbols.intern(text: "X")!)
        output.pnl = PnLSnapshot(
            time: output.tick.time, symbol: output.tick.symbol, realizedPnl: .zero, unrealizedPnl: .one, totalPnl: .one)
        output.gating = .block(.cooldownActive, .cooldown(Cooldown(elapsedMs: 1, cooldownMs: 2)))
        output.blockedByGating = true
        var writer = try channel.writer()
        try writer.define(output.tick.symbol, symbols)
        let before = writer.count
        try writer.write(output.tick, stamp(1), midPrice: .one, symbols)
        try writer.write(settlement: output, tick: 1, symbols)
        let after = writer.count
        XCTAssertEqual(after - before, 3, "tick, gating, settlement")
    }

    func testBooksRoundTrip() throws {
        var random = SeededGenerator(seed: 23)
        let channel = try Channel()
        var writer = try channel.writer()
        var reader = try channel.reader()
        for _ in 0..<500 {
            let symbol = generator.base.symbol(&random)
            let book = BookImpact(
                timeMs: Int(truncatingIfNeeded: random.next()), buyImpactBps: Int(truncatingIfNeeded: random.next()),
                sellImpactBps: Int(truncatingIfNeeded: random.next()), buyDepthInsufficient: Bool.random(using: &random),
                sellDepthInsufficient: Bool.random(using: &random))
            try writer.write(book, of: symbol, generator.base.symbols)
            let record = try reader.next()
            XCTAssertEqual(Int(record.pointee.kind), GR_RECORD_BOOK)
            let back = try reader.book(record)
            reader.release()
            XCTAssertEqual(back.symbol, symbol)
            XCTAssertEqual(back.impact, book)
            let (literal, copy) = (generator.base.symbols.literal(symbol), reader.symbols.literal(back.symbol))
            XCTAssertEqual(literal, copy)
        }
    }

    func testTheReportOfARun() throws {
        let channel = try Channel()
        var writer = try channel.writer()
        var reader = try channel.reader()
        for text in ["", "{}", "{\"a\":\"" + String(repeating: "x", count: 5000) + "\"}"] {
            try writer.writeReport(Array(text.utf8))
            try writer.writeEnd(events: 1)
            _ = try reader.next()
            reader.release()
            let report = reader.report
            XCTAssertEqual(String(decoding: report, as: UTF8.self), text)
        }
    }

    func testAFaultSaysWhetherTheOrdersStand() throws {
        let channel = try Channel()
        var writer = try channel.writer()
        var reader = try channel.reader()
        for keepsOrders in [true, false] {
            try writer.write(fault: (.decimalOverflow, nil), at: .absent, keepsOrders: keepsOrders)
            let record = try reader.next()
            XCTAssertEqual(record.as(gr_fault_t.self).keeps_orders != 0, keepsOrders)
            XCTAssertEqual(try reader.failure(record).fault, .decimalOverflow)
            reader.release()
        }
    }
}
