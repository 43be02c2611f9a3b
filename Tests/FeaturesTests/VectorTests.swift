// Every vector of the components of this target, character by character.

import Conformance
import DecimalArithmetic
import Domain
import TestSupport
import XCTest

final class VectorTests: XCTestCase {
    func testBars() throws { try check("bars", atLeast: 70) }
    func testIndicators() throws { try check("indicators", atLeast: 150) }
    func testL1() throws { try check("l1", atLeast: 370) }
    func testFeatureEngine() throws { try check("feature_engine", atLeast: 35) }
    func testL2() throws { try check("l2", atLeast: 430) }

    private func check(_ name: String, atLeast minimum: Int) throws {
        let component = try XCTUnwrap(VectorComponents.all.first { $0.name == name })
        let vectors = try SharedCorpus.vectors(name)
        XCTAssertGreaterThanOrEqual(vectors.count, minimum, "a shortened file proves less")
        for vector in vectors {
            let expected = vector["out"]?.canonicalText ?? "error \(vector["error"]?.stringValue ?? "?")"
            let input = try XCTUnwrap(vector["in"])
            XCTAssertEqual(result(component, input), expected, "\(name) \(vector["id"]?.integerValue ?? -1)")
        }
    }

    private func result(_ component: VectorComponent, _ input: JSONValue) -> String {
        do {
            return try component.evaluate(input).canonicalText
        } catch VectorFault.rejected(let name) {
            return "error \(name)"
        } catch DecimalError.invalidOperation {
            return "error InvalidOperation"
        } catch DecimalError.divisionByZero {
            return "error DivisionByZero"
        } catch {
            return "unclassified \(error)"
        }
    }
}
