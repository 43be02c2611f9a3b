// Events that yield no output, each with the fault that is counted for it.

import enum DecimalArithmetic.DecimalError
import Domain
import Engine
import TestSupport
import XCTest

final class EventFaultTests: XCTestCase {
    private func failures(_ line: SnapshotLine) throws -> [EventFailure] {
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", line.json)
        var engine = try ReplayEngine()
        return engine.run(try Fixture.load(directory: directory.path)).failures
    }

    func testFaultsOfEvents() throws {
        let base = SnapshotLine(1)
        let huge = "9E+999999"
        let cases: [(SnapshotLine, EventFault, SnapshotField?)] = [
            (base.without("last_qty"), .missingField, .lastQuantity), (base.without("ts"), .missingField, .ts),
            (base.with("bid_price", "null"), .wrongType, .bidPrice), (base.with("symbol", "{}"), .wrongType, .symbol),
            (base.with("ask_qty", "\"abc\""), .badDecimal, .askQuantity),
            (base.with("bid_price", "\"sNaN\""), .decimalOperation, nil),
            (base.quoted(bid: huge, ask: huge), .decimalOverflow, nil),
        ]
        for (line, fault, field) in cases {
            let failure = try failures(line)
            XCTAssertEqual(failure.map(\.fault), [fault], line.json)
            XCTAssertEqual(failure.map(\.field), [field], line.json)
        }
    }

    /// What a refused computation is counted as, whichever stage it stops.
    func testFaultsOfComputations() {
        let expected: [(DecimalError, EventFault)] = [
            (.syntax, .badDecimal), (.invalidOperation, .decimalOperation), (.divisionByZero, .decimalDivision),
            (.overflow, .decimalOverflow), (.integerOverflow, .decimalOverflow), (.notANumber, .notANumber),
            (.longCoefficientTableFull, .tooLong),
        ]
        for (error, fault) in expected { XCTAssertEqual(EventFault(error), fault) }
    }

    /// A person reads the field, and nobody reads two faults as one.
    func testExplanations() {
        let texts = EventFault.allCases.map { $0.explanation(field: .bidPrice) }
        XCTAssertEqual(Set(texts).count, EventFault.caseCount)
        XCTAssertEqual(EventFault.badDecimal.explanation(field: .bidPrice), "'bid_price' is not a decimal number")
        XCTAssertEqual(EventFault.badDecimal.explanation(field: nil), "a value is not a decimal number")
    }
}
