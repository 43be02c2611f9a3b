// What the execution did, over a ring and back, and reports that do not fit their decision.

import CGrinder
import Domain
import OrderEngine
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

@testable import Workers

final class ReportCodecTests: XCTestCase {
    private let place = ExecutionAction.place(LevelKey(side: .sell, level: 4), price: .one, quantity: .one, .reconcileAdd)

    private func output(_ actions: [ExecutionAction]) -> TickOutput {
        var output = TickOutput()
        output.reset(time: EventTime(1.5), symbol: SymbolID(3), filter: FilterDecision(.pass))
        output.actions = actions
        return output
    }

    private func cancel(_ number: Int) -> ExecutionAction {
        .cancel(OrderID(symbol: SymbolID(3), time: .null, level: 1, side: .buy, number: number), .modePause)
    }

    private func read(
        _ output: TickOutput, tick: UInt64 = 7, _ write: (inout RecordWriter) throws -> Void
    ) throws -> (completed: Bool, outcomes: [OrderOutcome]) {
        let channel = try Channel()
        var writer = try channel.writer()
        try write(&writer)
        var reader = try channel.reader()
        var outcomes: [OrderOutcome] = [.ignored]
        let completed = try reader.readReport(of: output, tick: tick, into: &outcomes)
        return (completed, outcomes)
    }

    func testEveryOutcomeRoundTrips() throws {
        let generator = OutputGenerator()
        var random = SeededGenerator(seed: 11)
        for _ in 0..<300 {
            let quantity = generator.decimal(&random)
            let number = Int.random(in: 1...Int.max, using: &random)
            let output = output([place, cancel(1), place, place])
            let id = OrderID(symbol: SymbolID(3), time: EventTime(1.5), level: 4, side: .sell, number: number)
            let (completed, outcomes) = try read(output) { writer in
                try writer.write(.placed(id, quantity: quantity))
                try writer.write(.cancelled)
                try writer.write(.ignored)
                try writer.write(.skipped)
                try writer.writeTickDone(tick: 7, fault: nil)
            }
            XCTAssertTrue(completed)
            guard outcomes.count == 4, case .placed(let found, let back) = outcomes[0], case .cancelled = outcomes[1],
                case .ignored = outcomes[2], case .skipped = outcomes[3]
            else { return XCTFail("\(outcomes)") }
            XCTAssertEqual(found, id)
            XCTAssertEqual(back.description, quantity.description)
        }
    }

    func testEveryRefusalRoundTrips() throws {
        for refusal in SendRefusal.allCases {
            let (completed, outcomes) = try read(output([place])) { writer in
                try writer.write(.refused(refusal))
                try writer.writeTickDone(tick: 7, fault: nil)
            }
            XCTAssertTrue(completed)
            guard outcomes.count == 1, case .refused(refusal) = outcomes[0] else { return XCTFail("\(outcomes)") }
        }
    }

    func testAFailedExecution() throws {
        let (completed, outcomes) = try read(output([place])) { try $0.writeTickDone(tick: 7, fault: .decimalOperation) }
        XCTAssertFalse(completed)
        XCTAssertEqual(outcomes.count, 0)
    }

    func testReportsThatDoNotFitTheirDecision() {
        func refuse(_ what: String, _ actions: [ExecutionAction], _ write: (inout RecordWriter) throws -> Void, line: UInt = #line) {
            assertCorrupt(what, line: line) { _ = try read(output(actions), write) }
        }
        let id = OrderID(symbol: SymbolID(3), time: .null, level: 4, side: .sell, number: 1)
        refuse("another tick", []) { try $0.writeTickDone(tick: 8, fault: nil) }
        refuse("more outcomes than actions", []) { try $0.write(.skipped) }
        refuse("fewer outcomes than actions", [place]) { try $0.writeTickDone(tick: 7, fault: nil) }
        refuse("a placed cancel", [cancel(1)]) { try $0.write(.placed(id, quantity: .one)) }
        refuse("a cancelled placement", [place]) { try $0.write(.cancelled) }
        refuse("an ignored cancel", [cancel(1)]) { try $0.write(.ignored) }
        refuse("a skipped cancel", [cancel(1)]) { try $0.write(.skipped) }
        refuse("a market record", [place]) { try $0.writeEnd(events: 1) }
        for outcome: UInt8 in [0, 6, 255] {
            refuse("outcome \(outcome)", [place]) { writer in
                var record = gr_outcome_t()
                record.kind = UInt8(GR_RECORD_OUTCOME)
                record.outcome = outcome
                try writer.write(record)
            }
        }
        refuse("a refusal for no known reason", [place]) { writer in
            var record = gr_outcome_t()
            record.kind = UInt8(GR_RECORD_OUTCOME)
            record.outcome = 5
            record.refusal = UInt8(SendRefusal.caseCount)
            try writer.write(record)
        }
        refuse("a refused cancel", [cancel(1)]) { try $0.write(.refused(.killSwitchActive)) }
        refuse("an order number beyond 63 bits", [place]) { writer in
            var record = gr_outcome_t()
            record.kind = UInt8(GR_RECORD_OUTCOME)
            record.outcome = 1
            record.order_number = .max
            try writer.write(record)
        }
    }
}
