import Conformance
import Domain
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
        let vectors = try VectorFiles.read(name)
        XCTAssertGreaterThan(vectors.count, 100)
        for vector in vectors {
            XCTAssertEqual(
                VectorFiles.answer(component, vector), VectorFiles.expected(vector),
                "\(name) \(vector["id"]?.canonicalText ?? "?")")
        }
    }
}
