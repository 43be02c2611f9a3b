// The vector runner can fail, counts apart what is not built, and never passes in silence.

import Conformance
import TestSupport
import XCTest

final class VectorRunnerTests: XCTestCase {
    private func run(
        _ text: String, as name: String = "decimal", only: [String] = []
    ) throws -> (report: ConformanceReport, lines: [String], path: String) {
        let folder = try ScratchDirectory()
        try folder.write(name + ".jsonl", text)
        var lines: [String] = []
        let report = try VectorRunner.run(directories: [folder.path], only: only) { lines.append($0) }
        return (report, lines, "\(folder.path)/\(name).jsonl")
    }

    func testOneWrongVectorIsOneFailure() throws {
        let (report, lines, path) = try run(
            """
            {"id":7,"in":{"op":"add","a":"1.0","b":"2.0"},"out":"3.0"}

            {"id":8,"in":{"op":"add","a":"1.0","b":"2.0"},"out":"3.00"}
            {"id":9,"in":{"op":"div","a":"1","b":"0"},"error":"DivisionByZero"}
            """)
        XCTAssertEqual(lines, ["failed: \(path):3 id 8: expected \"3.00\", got \"3.0\"", "2 passed, 1 failed"])
        XCTAssertTrue(report.isFailure())
    }

    func testErrorsMustBeOfTheRecordedClass() throws {
        let (report, lines, path) = try run(
            """
            {"id":1,"in":{"op":"div","a":"1","b":"0"},"error":"InvalidOperation"}
            {"id":2,"in":{"op":"div","a":"1","b":"0"},"out":"Infinity"}
            {"id":3,"in":{"op":"str","a":"1"},"error":"InvalidOperation"}
            """)
        XCTAssertEqual(report.failed, 3)
        XCTAssertEqual(
            lines[0], "failed: \(path):1 id 1: expected error InvalidOperation, got error DivisionByZero")
    }

    func testNumbersCompareByTheirText() throws {
        let report = try run(
            """
            {"id":1,"in":{"op":"cmp","a":"1","b":"0"},"out":1}
            {"id":2,"in":{"op":"cmp","a":"1","b":"0"},"out":1.0}
            """
        ).report
        XCTAssertEqual([report.passed, report.failed], [1, 1])
    }

    func testMalformedLinesFailByName() throws {
        let (report, lines, path) = try run(
            """
            {"id":1,"in":{"op":"str"
            {"id":2,"out":"1"}
            {"id":3,"in":{"op":"str","a":"1"}}
            {"id":4,"in":{"op":"cube","a":"1"},"out":"1"}
            """)
        XCTAssertEqual(report.failed, 4)
        XCTAssertTrue(lines[0].hasPrefix("failed: \(path):1: invalid JSON at column "), lines[0])
        XCTAssertTrue(lines[1].contains("member 'in' is missing"), lines[1])
        XCTAssertTrue(lines[2].contains("either 'out' or a text 'error'"), lines[2])
        XCTAssertTrue(lines[3].contains("'cube' is no operation"), lines[3])
    }

    func testWhatIsNotBuiltIsCountedApart() throws {
        let (report, lines, _) = try run("{\"id\":1,\"in\":{},\"out\":{}}\n{\"id\":2}\n", as: "no_such_component")
        XCTAssertEqual(lines, ["not implemented: no_such_component (2 vectors)", "0 passed, 0 failed"])
        XCTAssertFalse(report.isFailure())
        XCTAssertTrue(report.isFailure(strict: true))
    }

    func testAMissingFileOrFolderIsAnError() throws {
        XCTAssertThrowsError(try run("{}", only: ["decimals"])) { error in
            XCTAssertTrue("\(error)".hasPrefix("decimals.jsonl: is in none of the folders"), "\(error)")
        }
        XCTAssertThrowsError(try VectorRunner.run(directories: ["/nonexistent"]) { _ in })
        XCTAssertThrowsError(try VectorRunner.run(directories: ["/nonexistent/decimal.jsonl"]) { _ in })
        let empty = try ScratchDirectory()
        XCTAssertThrowsError(try VectorRunner.run(directories: [empty.path]) { _ in })
    }
}
