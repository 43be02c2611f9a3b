// A tick has two writers: the canonical bytes that are hashed, and the tree that goes to files. Both
// must say the same of any output that the types allow.

import Domain
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

final class TickDocumentTests: XCTestCase {
    func testTreeAndCanonicalBytesAgree() throws {
        var random = SeededGenerator(seed: 4)
        let generator = OutputGenerator()
        for _ in 0..<3000 {
            let output = generator.output(&random)
            var buffer = ByteBuffer()
            buffer.appendCanonical(output, generator.symbols)
            XCTAssertEqual(output.document(generator.symbols).canonicalText, buffer.string)
        }
    }

    func testTheDigestIsThatOfTheArrayOfDocuments() {
        var random = SeededGenerator(seed: 5)
        let generator = OutputGenerator()
        for count in [0, 1, 2, 700] {
            var accumulator = DigestAccumulator(recordsTickDigests: true)
            var documents: [JSONValue] = []
            for _ in 0..<count {
                let output = generator.output(&random)
                accumulator.append(output, generator.symbols)
                documents.append(output.document(generator.symbols))
            }
            let text = JSONValue.array(documents).canonicalText
            let (outputs, byteCount, tickDigests) = (accumulator.count, accumulator.byteCount, accumulator.tickDigests)
            XCTAssertEqual(outputs, count)
            XCTAssertEqual(byteCount + 1, text.utf8.count, "without the closing bracket")
            let expected = documents.map { SHA256.hash(Array($0.canonicalText.utf8)).prefix(4) }
            XCTAssertEqual(tickDigests.map { Hexadecimal.text(withUnsafeBytes(of: $0.bigEndian, Array.init)) }, expected)
            let digest = accumulator.finish()
            XCTAssertEqual(digest, SHA256.hash(Array(text.utf8)))
        }
    }

    /// The text behind the centre price is kept from plan to plan: every member must be noticed when it changes.
    func testThePlanTextThatIsKeptFollowsEveryMember() {
        let base = GridPlan(
            mode: .bilateral, centerPrice: .one, spacingBps: BasisPoints(10), levelsUp: 2, levelsDown: 3,
            sizes: .uniform(.one, count: 2), skewBps: BasisPoints(0), regime: .range, widthBps: BasisPoints(0),
            reset: .none, reasons: PlanReasons(.regimeRange))
        let changes: [(inout GridPlan) -> Void] = [
            { _ in }, { $0.mode = .throttle }, { $0.centerPrice = Decimal(7) }, { $0.spacingBps = BasisPoints(11) },
            { $0.spacingBps = BasisPoints(10, isInteger: true) }, { $0.levelsUp = 1 }, { $0.levelsDown = 1 },
            { $0.sizes = .uniform(.one, count: 1) }, { $0.sizes = .uniform(Decimal(coefficient: 10, exponent: -1), count: 2) },
            { $0.sizes = .listed([.one, .one]) }, { $0.skewBps = BasisPoints(-0.0) }, { $0.skewBps = BasisPoints(.nan) },
            { $0.skewBps = BasisPoints(0, isInteger: true) }, { $0.regime = .toxic }, { $0.widthBps = BasisPoints(1) },
            { $0.widthBps = BasisPoints(-0.0) }, { $0.spacingBps = BasisPoints(-0.0) }, { $0.reset = .soft },
            { $0.reasons.append(.regimeToxic) }, { $0.reasons = PlanReasons() }, { $0.sizes = .uniform(.nan, count: 2) },
        ]
        let symbols = OutputGenerator().symbols
        for first in changes {
            for second in changes {
                var accumulator = DigestAccumulator()
                var documents: [JSONValue] = []
                for change in [first, second, second] {
                    var output = TickOutput()
                    var plan = base
                    change(&plan)
                    output.plan = plan
                    accumulator.append(output, symbols)
                    documents.append(output.document(symbols))
                }
                let digest = accumulator.finish()
                XCTAssertEqual(digest, SHA256.hash(Array(JSONValue.array(documents).canonicalText.utf8)), "\(documents)")
            }
        }
    }

    /// More plans than are remembered, in turns: every text is the plan's own.
    func testManyPlansTakeTurns() throws {
        let symbols = OutputGenerator().symbols
        var accumulator = DigestAccumulator()
        var documents: [JSONValue] = []
        for step in 0..<200 {
            var output = TickOutput()
            var plan = GridPlan(
                mode: .bilateral, centerPrice: Decimal(step), spacingBps: BasisPoints(Double(step % (step < 100 ? 7 : 11))),
                levelsUp: 2, levelsDown: 2, sizes: .uniform(.one, count: 2))
            if step % 13 == 0 { plan.sizes = .listed([.one, Decimal(step)]) }
            output.plan = plan
            accumulator.append(output, symbols)
            documents.append(output.document(symbols))
        }
        let digest = accumulator.finish()
        XCTAssertEqual(digest, SHA256.hash(Array(JSONValue.array(documents).canonicalText.utf8)))
    }

    func testInsertionOrder() throws {
        var symbols = SymbolTable()
        var output = TickOutput()
        output.reset(time: EventTime(milliseconds: 1), symbol: try XCTUnwrap(symbols.intern(text: "X")), filter: FilterDecision(.pass))
        output.actions = [.place(LevelKey(side: .buy, level: 1), price: Decimal(0), quantity: .one, .reconcileAdd)]
        output.events = [.summary(.reconcile, placed: 1, cancelled: 0, reset: .none)]
        output.plan = GridPlan(
            mode: .bilateral, centerPrice: .one, spacingBps: BasisPoints(10), levelsUp: 1, levelsDown: 1,
            sizes: .uniform(.one, count: 1), reasons: PlanReasons(.regimeRange))
        func keys(_ value: JSONValue?) -> [String] {
            value?.objectValue?.members.map { String(decoding: $0.key, as: UTF8.self) } ?? []
        }
        let document = output.document(symbols)
        XCTAssertEqual(keys(document), ["ts", "symbol", "prefilter_result", "plan", "actions", "events"])
        XCTAssertEqual(keys(document["prefilter_result"]), ["allowed", "reason", "symbol"])
        XCTAssertEqual(
            keys(document["plan"]),
            ["mode", "center_price", "spacing_bps", "levels_up", "levels_down", "size_schedule", "skew_bps", "regime",
                "width_bps", "reset_action", "reason_codes"])
        XCTAssertEqual(
            keys(document["actions"]?.arrayValue?.first),
            ["action_type", "order_id", "symbol", "side", "price", "quantity", "level_id", "reason"])
        XCTAssertEqual(keys(document["events"]?.arrayValue?.first), ["ts", "event_type", "symbol", "details"])
    }
}
