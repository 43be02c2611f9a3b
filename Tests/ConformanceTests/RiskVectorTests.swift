// The component vectors of gates, guards, paper accounting and signals, every line of every file.

import Domain
import Foundation
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
        let url = try Self.sharedFolder().appendingPathComponent("conformance/vectors/\(name).jsonl")
        let lines = try Data(contentsOf: url).split(separator: UInt8(ascii: "\n"))
        XCTAssertGreaterThan(lines.count, 0)
        for line in lines {
            let vector = try JSONParser.parse(Array(line))
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
        print("\(name): \(lines.count) vectors")
    }

    private static func sharedFolder() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["GRINDER_SHARED"] { return URL(fileURLWithPath: path) }
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let shared = folder.appendingPathComponent("shared")
            if FileManager.default.fileExists(atPath: shared.appendingPathComponent("conformance").path) { return shared }
        }
        throw XCTSkip("the shared folder with the conformance corpus is not on this machine")
    }
}
