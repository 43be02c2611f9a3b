// The component vectors of gates, guards, paper accounting and signals, every line of every file.

import Domain
import TestSupport
import XCTest

@testable import Conformance

final class RiskVectorTests: XCTestCase {
    func testRateLimiter() throws { try check("rate_limiter") }
    func testRiskGate() throws { try check("risk_gate") }
    func testToxicity() throws { try check("toxicity") }
    func testDrawdownGuard() throws { try check("drawdown_guard") }
    func testDrawdownGuardV1() throws { try check("drawdown_guard_v1") }
    func testKillSwitch() throws { try check("kill_switch") }
    func testFills() throws { try check("fills") }
    func testLedger() throws { try check("ledger") }
    func testCycleEngine() throws { try check("cycle_engine") }
    func testFlatten() throws { try check("flatten") }
    func testMLSignal() throws { try check("ml_signal") }

    /// Evaluates every vector; the result must have the same text, members in the same order.
    private func check(_ name: String) throws {
        let component = try XCTUnwrap(VectorComponents.all.first { $0.name == name }, "no component \(name)")
        let vectors = try SharedCorpus.vectors(name)
        XCTAssertGreaterThan(vectors.count, 0)
        for vector in vectors {
            let number = vector["id"]?.integerValue ?? -1
            let input = try XCTUnwrap(vector["in"])
            do {
                let output = try component.evaluate(input)
                let expected = try XCTUnwrap(vector["out"], "vector \(number) should be rejected")
                XCTAssertEqual(output.prettyText(), expected.prettyText(), "\(name) vector \(number)")
            } catch VectorFault.rejected(let kind) {
                XCTAssertEqual(kind, vector["error"]?.stringValue, "\(name) vector \(number)")
            }
        }
    }
}
