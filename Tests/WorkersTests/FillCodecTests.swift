// Reports with fills over a ring and back, and fills that fit nothing.

import CGrinder
import Domain
import Engine
import OrderEngine
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

@testable import Workers

final class FillCodecTests: XCTestCase {
    /// A strategy with an open decision that is to be executed, and its output.
    private struct Decided: ~Copyable {
        var strategy: PaperStrategy
        var output: PaperOutput

        init() throws {
            var options = PaperOptions()
            options.levels = 2
            options.sizePerLevel = .one
            var symbols = SymbolTable()
            var event = MarketEvent(kind: .snapshot, time: EventTime(milliseconds: 5), symbol: symbols.intern(text: "X")!)
            event.bidPrice = Decimal(100)
            event.askPrice = Decimal(100)
            var strategy = try PaperStrategy(options, &symbols)
            var output = PaperOutput()
            let decision = try strategy.decide(event, symbols, into: &output)
            XCTAssertEqual(decision, .execute)
            self.strategy = strategy
            self.output = output
        }
    }

    /// Orders placed for every action, numbered from 11.
    private func outcomes(_ output: PaperOutput) -> [OrderOutcome] {
        output.tick.actions.enumerated().map { index, action in
            guard case .place(let key, _, let quantity, _) = action else { return .cancelled }
            let id = OrderID(
                symbol: output.tick.symbol, time: output.tick.time, level: key.level, side: key.side, number: 11 + index)
            return .placed(id, quantity: quantity)
        }
    }

    private func read(
        _ write: (inout RecordWriter, [OrderOutcome]) throws -> Void
    ) throws -> (report: PaperExecutionReport, fills: [Fill]) {
        var decided = try Decided()
        let placed = outcomes(decided.output)
        XCTAssertEqual(placed.count, 4)
        let channel = try Channel()
        var writer = try channel.writer()
        try write(&writer, placed)
        var reader = try channel.reader()
        var outcomes: [OrderOutcome] = [.ignored]
        let report = try reader.readReport(of: &decided.output, tick: 1, decided.strategy, into: &outcomes)
        return (report, decided.output.fills)
    }

    func testFillsOfActionsAndOrdersRoundTrip() throws {
        let generator = PaperOutputGenerator()
        var random = SeededGenerator(seed: 24)
        for _ in 0..<300 {
            var sent: [Fill] = []
            let (report, fills) = try read { writer, outcomes in
                for outcome in outcomes { try writer.write(outcome) }
                var tick = TickOutput()
                tick.reset(time: EventTime(milliseconds: 5), symbol: SymbolID(0), filter: FilterDecision(.pass))
                guard case .placed(let id, _) = outcomes[2] else { return XCTFail("not placed") }
                for origin in [FillOrigin.action(index: 3), .order(id)] {
                    let fill = generator.fill(tick, origin, &random)
                    sent.append(fill)
                    try writer.write(fill)
                }
                try writer.write(.executed, tick: 1)
            }
            XCTAssertEqual(report, .executed)
            XCTAssertEqual(fills.map(\.origin), sent.map(\.origin))
            XCTAssertEqual(fills.map(\.side), sent.map(\.side))
            XCTAssertEqual(fills.map(\.time), sent.map(\.time))
            XCTAssertEqual(fills.map(\.symbol), sent.map(\.symbol))
            XCTAssertEqual(fills.map(\.price.description), sent.map(\.price.description))
            XCTAssertEqual(fills.map(\.quantity.description), sent.map(\.quantity.description))
        }
    }

    func testFailuresSayWhere() throws {
        for fault in EventFault.allCases {
            XCTAssertEqual(
                try read { writer, _ in try writer.write(.ordersFailed(fault), tick: 1) }.report, .ordersFailed(fault))
            let late = try read { writer, outcomes in
                for outcome in outcomes { try writer.write(outcome) }
                try writer.write(.fillsFailed(fault), tick: 1)
            }
            XCTAssertEqual(late.report, .fillsFailed(fault))
        }
    }

    private func fill(_ change: (inout gr_fill_t) -> Void) -> gr_fill_t {
        var record = gr_fill_t()
        record.kind = UInt8(GR_RECORD_FILL)
        change(&record)
        return record
    }

    func testFillsThatFitNothing() throws {
        func assertRefused(_ what: String, line: UInt = #line, _ change: (inout gr_fill_t) -> Void) {
            assertCorrupt(what, line: line) {
                _ = try read { writer, outcomes in
                    for outcome in outcomes { try writer.write(outcome) }
                    try writer.write(fill(change))
                    try writer.write(.executed, tick: 1)
                }
            }
        }
        assertRefused("an unknown side") { $0.side = 2 }
        assertRefused("an unknown origin") { $0.origin = 2 }
        assertRefused("an action that is not there") { $0.reference = 4 }
        assertRefused("an order that does not rest") { $0.origin = 1; $0.reference = 10 }
        assertRefused("an order number beyond 63 bits") { $0.origin = 1; $0.reference = .max }
        assertCorrupt("outcomes missing where only the fills failed") {
            _ = try read { writer, _ in try writer.write(.fillsFailed(.badDecimal), tick: 1) }
        }
        for (stage, fault): (UInt8, UInt8) in [(3, 0), (1, 99), (255, 0)] {
            assertCorrupt("a report that failed at \(stage) for \(fault)") {
                _ = try read { writer, outcomes in
                    for outcome in outcomes { try writer.write(outcome) }
                    var done = gr_tick_done_t()
                    done.kind = UInt8(GR_RECORD_TICK_DONE)
                    (done.tick, done.failed, done.fault) = (1, stage, fault)
                    try writer.write(done)
                }
            }
        }
    }

    func testReplayHasNoFills() throws {
        for record in [fill { _ in }, fill { $0.origin = 1 }] {
            let channel = try Channel()
            try channel.forge(record)
            var reader = try channel.reader()
            var outcomes: [OrderOutcome] = []
            assertCorrupt("a fill in a replay") {
                _ = try reader.readReport(of: TickOutput(), tick: 1, into: &outcomes)
            }
        }
        let channel = try Channel()
        var writer = try channel.writer()
        try writer.writeTickDone(tick: 1, fault: .badDecimal, stage: GR_TICK_FILLS_FAILED)
        var reader = try channel.reader()
        var outcomes: [OrderOutcome] = []
        assertCorrupt("failed fills in a replay") { _ = try reader.readReport(of: TickOutput(), tick: 1, into: &outcomes) }
    }
}
