// The eleven evaluate vectors of the execution specification, section 5.

import Domain
import OrderEngine
import XCTest

final class EvaluateVectorTests: XCTestCase {
    private let ones = ["1", "1"]

    func testVectors1To9OnOnePort() throws {
        var engine = EngineUnderTest()

        var step = try engine.evaluate(plan(up: 2, down: 2, sizes: ones), ts: 1000)
        XCTAssertEqual(
            step.actions,
            ["SELL:1@100.10", "SELL:2@100.20", "BUY:1@99.90", "BUY:2@99.80"].map { "PLACE \($0)x1.000 RECONCILE_ADD" })
        XCTAssertEqual(step.events, ["RECONCILE 4 0 NONE"])
        XCTAssertEqual(
            engine.resting(),
            ["X:1000:1:SELL:1 100.10 1.000 1", "X:1000:2:SELL:2 100.20 1.000 1", "X:1000:1:BUY:3 99.90 1.000 1",
                "X:1000:2:BUY:4 99.80 1.000 1"])

        let before = engine.resting()
        step = try engine.evaluate(plan("101", up: 2, down: 2, sizes: ones), ts: 2000)
        XCTAssertEqual(step, Evaluation(actions: [], events: ["RECONCILE 0 0 NONE"]))
        XCTAssertEqual(engine.resting(), before)
        XCTAssertEqual(engine.tick(), 2)

        step = try engine.evaluate(plan("101", up: 1, down: 3, sizes: ["1", "1", "2"]), ts: 3000)
        XCTAssertEqual(
            step.actions, ["CANCEL X:1000:2:SELL:2 RECONCILE_REMOVE", "PLACE BUY:3@100.69x2.000 RECONCILE_ADD"])
        XCTAssertEqual(step.events, ["RECONCILE 1 1 NONE"])
        XCTAssertEqual(engine.count(.cancelled), 1)
        XCTAssertEqual(engine.resting().last, "X:3000:3:BUY:5 100.69 2.000 3")

        step = try engine.evaluate(plan("101", up: 1, down: 3, sizes: ["1", "1", "2"], reset: .soft), ts: 4000)
        XCTAssertEqual(
            step.actions,
            ["CANCEL X:1000:1:SELL:1", "PLACE SELL:1@101.10x1.000", "CANCEL X:1000:1:BUY:3", "PLACE BUY:1@100.89x1.000",
                "CANCEL X:1000:2:BUY:4", "PLACE BUY:2@100.79x1.000"].map { "\($0) SOFT_RESET_REPLACE" })
        XCTAssertEqual(step.events, ["RECONCILE 3 3 SOFT"])
        let ids = ["X:3000:3:BUY:5", "X:4000:1:SELL:6", "X:4000:1:BUY:7", "X:4000:2:BUY:8"]
        XCTAssertEqual(engine.portOrders(), ids)

        step = try engine.evaluate(plan("102", reset: .hard), ts: 5000)
        XCTAssertEqual(
            step.actions,
            (ids.map { "CANCEL \($0)" } + ["PLACE SELL:1@102.10x1.000", "PLACE BUY:1@101.89x1.000"]).map { "\($0) HARD_RESET" })
        XCTAssertEqual(step.events, ["HARD_RESET 2 4 HARD"])
        XCTAssertEqual(engine.portOrders(), ["X:5000:1:SELL:9", "X:5000:1:BUY:10"])

        step = try engine.evaluate(plan(mode: .pause), ts: 6000)
        XCTAssertEqual(step.actions, ["CANCEL X:5000:1:SELL:9 MODE_PAUSE", "CANCEL X:5000:1:BUY:10 MODE_PAUSE"])
        XCTAssertEqual(step.events, ["CANCEL_ALL_PAUSE 0 2 NONE"])
        XCTAssertEqual(engine.portOrders(), [])

        step = try engine.evaluate(plan(mode: .emergency, reset: .hard), ts: 7000)
        XCTAssertEqual(step, Evaluation(actions: [], events: ["CANCEL_ALL_EMERGENCY 0 0 HARD"]))

        step = try engine.evaluate(plan(up: 0, down: 0, sizes: [], reset: .hard), ts: 8000)
        XCTAssertEqual(step, Evaluation(actions: [], events: ["HARD_RESET 0 0 HARD"]))
        XCTAssertEqual(engine.tick(), 8)
        XCTAssertEqual(engine.count(.cancelled), 10)

        step = try engine.evaluate(plan("10"), "Y", ts: 9000)
        XCTAssertEqual(step.actions, ["PLACE SELL:1@10.01x1.000 RECONCILE_ADD", "PLACE BUY:1@9.99x1.000 RECONCILE_ADD"])
        XCTAssertEqual(step.events, ["RECONCILE 2 0 NONE"])
        XCTAssertEqual(engine.resting("Y"), ["Y:9000:1:SELL:11 10.01 1.000 1", "Y:9000:1:BUY:12 9.99 1.000 1"])
    }

    /// Orders that do not rest (PENDING, FILLED) and those of other symbols are invisible.
    func testVector10() throws {
        var engine = EngineUnderTest()
        let buy = LevelKey(side: .buy, level: 1)
        engine.seed(
            [(buy, "99", "1"), (buy, "98", "1"), (LevelKey(side: .sell, level: 9), "120", "1"),
                (LevelKey(side: .sell, level: 2), "100.20", "1")], ticks: 41)
        engine.fill(1004)
        engine.seed(symbol: "Z", [(LevelKey(side: .sell, level: 1), "100.10", "1")])
        let step = try engine.evaluate(plan(reset: .soft), ts: 1000)
        XCTAssertEqual(
            step.actions,
            ["CANCEL X:1:1:BUY:1001 SOFT_RESET_REPLACE", "PLACE BUY:1@99.90x1.000 SOFT_RESET_REPLACE",
                "CANCEL X:1:1:BUY:1002 SOFT_RESET_REPLACE", "PLACE BUY:1@99.90x1.000 SOFT_RESET_REPLACE",
                "CANCEL X:1:9:SELL:1003 RECONCILE_REMOVE", "PLACE SELL:1@100.10x1.000 RECONCILE_ADD"])
        XCTAssertEqual(step.events, ["RECONCILE 3 3 SOFT"])
        XCTAssertEqual(engine.tick(), 42)
        XCTAssertEqual(engine.count(.filled), 1)
        XCTAssertEqual(engine.resting("Z").count, 1)
        XCTAssertEqual(
            engine.resting(),
            ["X:1000:1:BUY:1 99.90 1.000 42", "X:1000:1:BUY:2 99.90 1.000 42", "X:1000:1:SELL:3 100.10 1.000 42"])
    }

    /// Every kind of action, reason and summary of the specification, reached. v1 never asks for REPLACE or NOOP.
    func testEveryReasonAndSummaryIsReached() throws {
        var engine = EngineUnderTest()
        var steps: [Evaluation] = []
        func add(_ plan: GridPlan) throws { steps.append(try engine.evaluate(plan, ts: steps.count)) }
        try add(plan(up: 2))
        try add(plan("101", up: 1, reset: .soft))
        try add(plan("102", reset: .hard))
        try add(plan(mode: .pause))
        try add(plan())
        try add(plan(mode: .emergency))
        let actions = steps.flatMap(\.actions).map { $0.split(separator: " ") }
        XCTAssertEqual(
            Set(actions.compactMap { $0.last.map(String.init) }), Set(ActionReason.allCases.map(\.rawValue)))
        XCTAssertEqual(
            Set(actions.map { String($0[0]) }),
            Set(ActionType.allCases.map(\.rawValue)).subtracting(["REPLACE", "NOOP"]))
        let summaries = steps.flatMap(\.events).compactMap { $0.split(separator: " ").first.map(String.init) }
        XCTAssertEqual(Set(summaries), Set(SummaryKind.allCases.map(\.rawValue)))
    }

    /// The stub port fills, cancels or keeps: an order is OPEN, FILLED or CANCELLED and nothing else.
    func testStatesThatAnOrderReaches() throws {
        var engine = EngineUnderTest()
        _ = try engine.evaluate(plan(up: 2), ts: 1)
        engine.fill(3)
        _ = try engine.evaluate(plan(up: 1), ts: 2)
        let reached = OrderState.allCases.filter { engine.count($0) > 0 }
        XCTAssertEqual(reached.map(\.rawValue), ["OPEN", "FILLED", "CANCELLED"])
        XCTAssertEqual(OrderState.allCases.filter(\.isResting), [.open, .partiallyFilled])
    }

    func testVector11PlacementsOfNothingRecur() throws {
        var engine = EngineUnderTest()
        for tick in 1...2 {
            let step = try engine.evaluate(plan(sizes: ["0.0004"]), ts: tick)
            XCTAssertEqual(
                step.actions, ["PLACE SELL:1@100.10x0.000 RECONCILE_ADD", "PLACE BUY:1@99.90x0.000 RECONCILE_ADD"])
            XCTAssertEqual(step.events, ["RECONCILE 2 0 NONE"])
            XCTAssertEqual(engine.resting(), [])
            XCTAssertEqual(engine.tick(), tick)
        }
    }

    func testFilledOrdersAreReplacedByTheNextTick() throws {
        var engine = EngineUnderTest()
        _ = try engine.evaluate(plan(), ts: 1)
        engine.fill(2)
        let step = try engine.evaluate(plan(), ts: 2)
        XCTAssertEqual(step.actions, ["PLACE BUY:1@99.90x1.000 RECONCILE_ADD"])
    }
}
