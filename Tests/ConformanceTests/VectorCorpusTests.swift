// Given the recorded vectors, when the components evaluate them, then every one agrees.

import Conformance
import TestSupport
import XCTest

final class VectorCorpusTests: XCTestCase {
    func testEveryRecordedVectorOfImplementedComponentsPasses() throws {
        let directory = try SharedCorpus.path("vectors")
        var lines: [String] = []
        let report = try VectorRunner.run(directories: [directory]) { lines.append($0) }
        XCTAssertEqual(lines.filter { $0.hasPrefix("failed: ") }, [])
        XCTAssertEqual(report.failed, 0)
        XCTAssertEqual(lines.last, "\(report.passed) passed, 0 failed")
    }

    /// The files of this tool's own components are complete: a component that loses its registration is noticed.
    func testNumbersOfRecordedVectors() throws {
        let directory = try SharedCorpus.path("vectors")
        let counts = [
            "decimal": 10_037, "float_repr": 930, "canonical_json": 248, "hard_filter": 310, "static_policy": 124,
            "execution_engine": 186, "constraints": 124, "order_id": 434,
            "engine_config": 155,
        ]
        for (name, count) in counts {
            let report = try VectorRunner.run(directories: [directory], only: [name]) { _ in }
            XCTAssertEqual(report.passed, count, name)
            XCTAssertEqual(report.notImplemented, 0, name)
        }
    }
}
