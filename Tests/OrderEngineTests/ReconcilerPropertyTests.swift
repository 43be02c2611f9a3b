// The reconciler has a fast path for ticks on which nothing is missing. Here it is held, over random
// histories, to a straightforward reading of the specification that has none.

import Domain
import OrderEngine
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

final class ReconcilerPropertyTests: XCTestCase {
    func testFastAndSlowPathsAgreeWithTheSpecification() throws {
        var quiet = 0
        var failed = 0
        for seed in 0..<400 {
            var random = SeededGenerator(seed: UInt64(seed))
            let precisions = (price: Int.random(in: 0..<9, using: &random), quantity: Int.random(in: 0..<5, using: &random))
            var engine = EngineUnderTest(pricePrecision: precisions.price, quantityPrecision: precisions.quantity)
            var base = Self.plan(&random)
            for ts in 1...30 {
                if Int.random(in: 0..<4, using: &random) == 0 { base = Self.varied(base, &random) }
                base.centerPrice = Self.center(&random)
                let expected = SpecifiedReconciler.evaluate(base, engine.orders[SymbolID(0)]?.resting ?? [], precisions)
                let found: SpecifiedReconciler.Result
                do {
                    found = .done(try engine.evaluate(base, ts: ts))
                } catch let error as OrderEngineError {
                    found = .failed(error)
                }
                switch (expected, found) {
                case (.done(let a), .done(let b)):
                    XCTAssertEqual(a.actions, b.actions.map { Self.withoutCancelText($0) }, "seed \(seed) ts \(ts) \(base)")
                    XCTAssertEqual(a.events, b.events, "seed \(seed) ts \(ts)")
                    if b.actions.isEmpty { quiet += 1 }
                case (.failed(let a), .failed(let b)):
                    XCTAssertEqual(a, b, "seed \(seed) ts \(ts)")
                    failed += 1
                default: XCTFail("seed \(seed) ts \(ts): \(expected) against \(found), plan \(base)")
                }
                if Int.random(in: 0..<6, using: &random) == 0, let order = engine.orders[SymbolID(0)]?.resting.randomElement(using: &random) {
                    engine.fill(order.id.number)
                }
            }
        }
        XCTAssertGreaterThan(quiet, 1000, "the fast path was hardly taken")
        XCTAssertGreaterThan(failed, 100, "errors were hardly met")
    }

    private static func withoutCancelText(_ action: String) -> String {
        guard action.hasPrefix("CANCEL") else { return action }
        let words = action.split(separator: " ")
        return "CANCEL \(words[1].split(separator: ":").last!) \(words[2])"
    }

    private static func plan(_ random: inout SeededGenerator) -> GridPlan {
        let up = Int.random(in: 0..<7, using: &random), down = Int.random(in: 0..<7, using: &random)
        return GridPlan(
            mode: .bilateral, centerPrice: .one, spacingBps: BasisPoints(Double(Int.random(in: 1..<400, using: &random)) / 4),
            levelsUp: up, levelsDown: down, sizes: .uniform(size(&random), count: max(up, down)))
    }

    private static func size(_ random: inout SeededGenerator) -> Decimal {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: decimal("1E+27")
        case 1: .nan
        case 2: decimal("0.00001")
        default: decimal("\(Int.random(in: 1..<100_000, using: &random))E-3")
        }
    }

    private static func varied(_ plan: GridPlan, _ random: inout SeededGenerator) -> GridPlan {
        var plan = plan
        switch Int.random(in: 0..<9, using: &random) {
        case 0: plan.mode = GridMode.allCases.randomElement(using: &random)!
        case 1: plan.reset = ResetAction.allCases.randomElement(using: &random)!
        case 2: plan.levelsUp = Int.random(in: 0..<30, using: &random)
        case 3: plan.levelsDown = Int.random(in: 0..<40, using: &random)
        case 4: plan.sizes = .uniform(size(&random), count: Int.random(in: 0..<2, using: &random))
        case 5: plan.sizes = .listed((0..<Int.random(in: 0..<4, using: &random)).map { _ in size(&random) })
        case 6: plan.skewBps = BasisPoints(Double(Int.random(in: -800...800, using: &random)) / 16)
        case 7: plan.spacingBps = BasisPoints([0, 9_999, 10_000, 12_000, 1e6, -50].randomElement(using: &random)!)
        default: plan = Self.plan(&random)
        }
        return plan
    }

    private static func center(_ random: inout SeededGenerator) -> Decimal {
        switch Int.random(in: 0..<24, using: &random) {
        case 0: [decimal("9E+25"), decimal("1E+26"), decimal("1E+18"), decimal("3E+24")].randomElement(using: &random)!
        case 1: [.nan, .infinity, .zero, decimal("-0.00"), decimal("-2.5"), decimal("1E-2000")].randomElement(using: &random)!
        default: decimal("\(Int.random(in: 1..<10_000_000, using: &random))E-\(Int.random(in: 0..<5, using: &random))")
        }
    }
}
