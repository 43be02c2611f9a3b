// The tool itself can fail: wrong expectations and broken files are reported, once and at the right place.

import Conformance
import Domain
import Engine
import TestSupport
import XCTest

final class CaseRunnerTests: XCTestCase {
    private func run(
        _ directory: String, execute: CaseRunner.Executor = CaseInput.executeInProcess
    ) throws -> (report: ConformanceReport, lines: [String]) {
        var lines: [String] = []
        let report = try CaseRunner.run(directories: [directory], execute: execute) { lines.append($0) }
        return (report, lines)
    }

    /// Two good cases in a folder of its own.
    private func twoCases() throws -> ScratchDirectory {
        let folder = try ScratchDirectory()
        for name in ["event_errors_002", "base_multi_004"] {
            _ = try folder.copy(SharedCorpus.path("cases/" + name), as: name)
        }
        XCTAssertEqual(try run(folder.path).lines, ["2 passed, 0 failed"])
        return folder
    }

    func testWrongTickIsNamedWithItsTimeAndText() throws {
        let folder = try twoCases()
        try folder.replace("\"9393aaf2\"", with: "\"00000000\"", in: "event_errors_002/tick_digests.json")
        try folder.replace(
            "\"replay_digest\": \"5c160821b83edd9f\"", with: "\"replay_digest\": \"0000000000000000\"",
            in: "event_errors_002/expected.json")
        let (report, lines) = try run(folder.path)
        XCTAssertEqual(report.passed, 1)
        XCTAssertEqual(report.failed, 1)
        XCTAssertEqual(lines.count, 2)
        XCTAssertTrue(lines[0].hasPrefix("failed: \(folder.path)/event_errors_002: tick 1 (ts 10"), lines[0])
        XCTAssertTrue(lines[0].contains("symbol \"TESTUSDT\"): expected 00000000, got 9393aaf2"), lines[0])
        XCTAssertTrue(lines[0].contains("digest: expected 0000000000000000, got 5c160821b83edd9f"), lines[0])
        XCTAssertEqual(lines[1], "1 passed, 1 failed")
        XCTAssertTrue(report.isFailure())
    }

    func testDifferingTextIsShownWhereItDiffers() throws {
        let folder = try twoCases()
        let file = "event_errors_002/expected_outputs_replay.json"
        let end = "\"TESTUSDT\"},\"symbol\":\"TESTUSDT\",\"ts\":119031"
        try folder.replace(end + "1}", with: end + "2}", in: file)
        try folder.replace("cfa7c4a7", with: "ffffffff", in: "event_errors_002/tick_digests.json")
        let (report, lines) = try run(folder.path)
        XCTAssertEqual(report.failed, 1)
        XCTAssertTrue(lines[0].contains("tick 19 (ts 1190311"), lines[0])
        XCTAssertTrue(lines[0].contains("\"ts\":1190312}"), lines[0])
        XCTAssertLessThan(lines[0].utf8.count, 800)
    }

    func testMissingTickIsADifference() throws {
        let folder = try twoCases()
        try folder.replace(",\"cfa7c4a7\"", with: "", in: "event_errors_002/tick_digests.json")
        let (report, lines) = try run(folder.path)
        XCTAssertEqual(report.failed, 1)
        XCTAssertTrue(lines[0].contains("tick 19 (ts 1190311"), lines[0])
        XCTAssertTrue(lines[0].contains("expected no tick, got cfa7c4a7"), lines[0])
    }

    func testSummaryIsCheckedBesideTheDigest() throws {
        let folder = try twoCases()
        try folder.replace("\"actions_place\": 10", with: "\"actions_place\": 11", in: "event_errors_002/expected.json")
        let (report, lines) = try run(folder.path)
        XCTAssertEqual(report.failed, 1)
        XCTAssertEqual(lines[0], "failed: \(folder.path)/event_errors_002: actions_place: expected 11, got 10")
    }

    func testErrorTimesAreComparedInOrder() throws {
        let folder = try ScratchDirectory()
        let path = try folder.copy(SharedCorpus.path("reference_errors/event_errors_001"), as: "case")
        try folder.replace("3383,", with: "3384,", in: "case/expected.json")
        let (_, lines) = try run(path)
        XCTAssertEqual(
            lines[0],
            "failed: \(path): error_ts: expected [2383,3384,4383,5383,7383], got [2383,3383,4383,5383,7383]")
    }

    func testAcceptingWhatMustBeRefusedFails() throws {
        let folder = try twoCases()
        try folder.replace(
            "\"replay_digest\": \"5c160821b83edd9f\"", with: "\"replay_digest\": null",
            in: "event_errors_002/expected.json")
        let (report, lines) = try run(folder.path)
        XCTAssertEqual(report.failed, 1)
        XCTAssertTrue(lines[0].contains("expected a refusal of the input, got the digest 5c160821b83edd9f"), lines[0])
    }

    func testOnlyAClearErrorCountsAsRefusal() throws {
        struct Crash: Error {}
        let directory = try SharedCorpus.path("reference_errors/reference_error_008")
        XCTAssertEqual(try run(directory).lines, ["1 passed, 0 failed"])
        let (report, lines) = try run(directory) { _ in throw Crash() }
        XCTAssertEqual(report.failed, 1)
        XCTAssertTrue(lines[0].contains("expected a clear refusal"), lines[0])
    }

    func testARunThatIsRefusedAgainstExpectationFails() throws {
        let folder = try twoCases()
        try folder.write("event_errors_002/config.json", "{\"replay_options\": {\"levels\": 0}}")
        let (report, lines) = try run(folder.path)
        XCTAssertEqual(report.failed, 1)
        XCTAssertEqual(
            lines[0], "failed: \(folder.path)/event_errors_002: the run was refused: levels must be positive")
    }

    func testBrokenFilesAreNamedWithLineAndRemedy() throws {
        let folder = try twoCases()
        try folder.write("event_errors_002/expected.json", "{\n \"replay_digest\": oops\n}")
        let (report, lines) = try run(folder.path)
        XCTAssertEqual(report.failed, 1)
        XCTAssertEqual(report.passed, 1)
        XCTAssertTrue(lines[0].contains("event_errors_002/expected.json:2: invalid JSON: "), lines[0])
    }

    func testACaseThatLostItsExpectationFails() throws {
        let folder = try twoCases()
        try FileManager.default.removeItem(atPath: folder.file("base_multi_004/expected.json"))
        let (report, lines) = try run(folder.path)
        XCTAssertEqual(report.failed, 1)
        XCTAssertTrue(lines[0].contains("base_multi_004/expected.json: cannot be read: No such file"), lines[0])
    }

    func testAMissingOrEmptyFolderIsAnError() throws {
        XCTAssertThrowsError(try run("/nonexistent/cases")) { error in
            XCTAssertTrue("\(error)".hasPrefix("/nonexistent/cases: cannot be listed: No such file"), "\(error)")
        }
        let empty = try ScratchDirectory()
        XCTAssertThrowsError(try run(empty.path))
    }
}
