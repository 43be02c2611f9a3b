// Every vector of the policy components, its members in order.

import Conformance
import Domain
import TestSupport
import XCTest

final class PolicyVectorTests: XCTestCase {
    func testAdaptiveMath() throws { try check("adaptive_math") }
    func testAdaptivePolicy() throws { try check("adaptive_policy") }
    func testAutoSizer() throws { try check("auto_sizer") }
    func testController() throws { try check("controller") }
    func testDrawdownAllocator() throws { try check("dd_allocator") }
    func testRegime() throws { try check("regime") }
    func testTopKV0() throws { try check("topk_v0") }
    func testTopKV1() throws { try check("topk_v1") }

    private func check(_ name: String) throws {
        let component = try XCTUnwrap(VectorComponents.all.first { $0.name == name })
        let vectors = try SharedCorpus.vectors(name)
        XCTAssertGreaterThan(vectors.count, 100)
        for vector in vectors {
            XCTAssertEqual(
                Self.answer(component, vector), Self.expected(vector),
                "\(name) \(vector["id"]?.canonicalText ?? "?")")
        }
    }

    /// What a component says to a vector, with its members in order; rejections are `error <class>`.
    private static func answer(_ component: VectorComponent, _ vector: JSONValue) -> String {
        do {
            return try component.evaluate(vector["in"] ?? .null).prettyText()
        } catch VectorFault.rejected(let name) {
            return "error \(name)"
        } catch {
            return "fault \(error)"
        }
    }

    private static func expected(_ vector: JSONValue) -> String {
        if let name = vector["error"]?.stringValue { return "error \(name)" }
        return vector["out"]?.prettyText() ?? "a vector without result"
    }
}
