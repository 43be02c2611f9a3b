// Given histories of slices whose truth is known, when they are compared, then noise is no difference and a
// difference is one, in its direction; and what was edited, or measured on other data, is refused.

import Foundation
import TestSupport
import XCTest

final class CompareTests: XCTestCase {
    private func compare(_ arguments: [String]) throws -> CommandRun {
        try CommandRun([ReleaseBuild.program("grinder-bench"), "compare"] + arguments, in: PackageLayout.root)
    }

    /// One entry whose slices lie around `level`, a tenth up and down, with the result's hash.
    private func entry(_ level: Double, better: String = "lower", data: String = "d") throws -> String {
        let slices = (0..<60).map { String(format: "%.4f", level * (1 + 0.1 * sin(Double($0) * 2.4))) }
        let body =
            "{\"suite\":\"s\",\"cpu\":\"c\",\"cores\":2,\"data\":\"\(data)\",\"series\":[{\"name\":\"n\",\"better\":\"\(better)\","
            + "\"slices\":[\(slices.joined(separator: ","))]}],\"latencies\":[]"
        let directory = try ScratchDirectory()
        try directory.write("body", body)
        let run = try CommandRun(["sha256sum", directory.path + "/body"])
        return body + ",\"result\":\"\(run.outputText.prefix(64))\"}\n"
    }

    private func verdict(_ a: String, _ b: String) throws -> (status: Int32, text: String) {
        let directory = try ScratchDirectory()
        try directory.write("a", a)
        try directory.write("b", b)
        let run = try compare([directory.path + "/a", directory.path + "/b"])
        return (run.status, run.outputText + run.errorText)
    }

    func testVerdicts() throws {
        let base = try entry(1)
        for (other, better, status, word) in [
            (1.0, "lower", 0, "same"), (1.01, "lower", 0, "same"), (1.3, "lower", 1, "worse"), (0.7, "lower", 0, "better"),
        ] as [(Double, String, Int32, String)] {
            let found = try verdict(base, try entry(other, better: better))
            XCTAssertEqual(found.status, status, "\(other): \(found.text)")
            XCTAssertTrue(found.text.contains("  \(word)\n"), found.text)
        }
        let found = try verdict(try entry(1, better: "higher"), try entry(0.7, better: "higher"))
        XCTAssertEqual(found.status, 1, found.text)
    }

    func testWhatCannotBeCompared() throws {
        let base = try entry(1)
        let edited = base.replacingOccurrences(of: "\"slices\":[1.", with: "\"slices\":[0.")
        XCTAssertNotEqual(edited, base)
        let refused: [(String, String)] = [
            (edited, "its hash does not fit"), (try entry(1, data: "other"), "on different data"), ("", "holds no measurement"),
            ("{}\n", "not an entry"), ("nonsense\n", "not JSON"),
        ]
        for (other, reason) in refused {
            let found = try verdict(base, other)
            XCTAssertEqual(found.status, 2, found.text)
            XCTAssertTrue(found.text.contains(reason), found.text)
        }
        for wrong in [[], ["a"], ["a", "b", "c"], ["--nope"], ["a", "b", "--threshold", "x"], ["/nonexistent", "/nonexistent"]] {
            XCTAssertEqual(try compare(wrong).status, 2, "\(wrong)")
        }
        let help = try compare(["--help"])
        XCTAssertEqual(help.status, 0)
        XCTAssertTrue(help.outputText.hasPrefix("usage: grinder-bench compare A B"), help.outputText)
    }

    /// A history that the program wrote is the same as itself; an entry of it can be named.
    func testHistoryOfARun() throws {
        let directory = try ScratchDirectory()
        let history = directory.path + "/history.ndjson"
        for _ in 0..<2 {
            let run = try CommandRun(
                [ReleaseBuild.program("grinder-bench"), "decimal", "--quick", "--history", history], in: PackageLayout.root)
            XCTAssertEqual(run.status, 0, run.errorText)
        }
        let run = try compare([history, history, "--json"])
        XCTAssertEqual(run.status, 0, run.outputText + run.errorText)
        let object = try JSONSerialization.jsonObject(with: Data(run.outputText.utf8)) as? [String: Any]
        let rows = try XCTUnwrap(object?["rows"] as? [[String: Any]])
        XCTAssertEqual(Set(rows.map { $0["verdict"] as? String }), ["same"])
        let parts = try compare([history + ":1", history + ":2"])
        XCTAssertTrue([0, 1].contains(parts.status), parts.outputText + parts.errorText)
        XCTAssertEqual(try compare([history + ":3", history]).status, 2)
        let lines = try String(contentsOfFile: history, encoding: .utf8).split(separator: "\n")
        for member in ["cpu", "kernel", "cores", "placement", "flags", "commit", "data", "load", "result"] {
            XCTAssertTrue(lines[0].contains("\"\(member)\":"), member)
        }
    }
}
