// Given the registered fixtures under the paths of the specification, when they are run, then the report
// is the recorded one to the byte; given one that is missing, wrong or refused, then it alone fails.

import Domain
import Engine
import Foundation
import TestSupport
import XCTest

final class BacktestTests: XCTestCase {
    private let reported = "tests/fixtures"

    private func registered() -> [BacktestFixture] {
        BacktestFixture.registered(in: FixtureFolder.path, reportedDirectory: reported)
    }

    func testTheRegisteredFixturesGiveTheRecordedDigest() {
        let report = Backtest.run(registered())
        XCTAssertEqual(report.digest, "cbbc54c1f7efb33e")
        XCTAssertTrue(report.hasPassed)
        XCTAssertEqual(report.document["fixtures_passed"]?.integerValue, 6)
        XCTAssertEqual(report.document["report_digest"]?.stringValue, report.digest)
    }

    func testTheReportIsTheRecordedOne() throws {
        let file = try SharedCorpus.path("reference_fixtures/backtest_report.json")
        let recorded = try String(contentsOfFile: file, encoding: .utf8)
        XCTAssertEqual(Backtest.run(registered()).document.prettyText(sortingKeys: true) + "\n", recorded)
    }

    func testDigestsOfShorterLists() {
        XCTAssertEqual(Backtest.run([registered()[0]]).digest, "614e439c9d42483c")
        XCTAssertEqual(Backtest.run([]).digest, "3df94d75126ea839")
        XCTAssertTrue(Backtest.run([]).hasPassed)
    }

    func testAMissingFixtureFails() {
        let report = Backtest.run([
            BacktestFixture(directory: "/nonexistent/fixture", reportedPath: "nonexistent/fixture/")
        ])
        XCTAssertEqual(report.digest, "daaac93ac81095ec")
        XCTAssertFalse(report.hasPassed)
        XCTAssertEqual(report.document["fixtures_failed"]?.integerValue, 1)
    }

    func testTheDigestCoversThePath() {
        let elsewhere = BacktestFixture.registered(in: FixtureFolder.path, reportedDirectory: "Fixtures")
        XCTAssertNotEqual(Backtest.run(elsewhere).digest, "cbbc54c1f7efb33e")
    }

    func testAWrongExpectedDigestFails() throws {
        let folder = try FixtureFolder.copy(
            "sample_day", for: self, changing: ["expected_paper_digest": "0000000000000000"])
        let report = Backtest.run([BacktestFixture(directory: folder + "/sample_day", reportedPath: "x")])
        XCTAssertFalse(report.hasPassed)
        XCTAssertEqual(report.document["all_digests_match"]?.boolValue, false)
        XCTAssertEqual(report.results[0].errors, [])
    }

    func testWithoutAnExpectedDigestTheAliasDoesNotCount() throws {
        let folder = try FixtureFolder.copy(
            "sample_day", for: self, changing: ["expected_paper_digest": "", "canonical_digest": "0000000000000000"])
        let report = Backtest.run([BacktestFixture(directory: folder + "/sample_day", reportedPath: "x")])
        XCTAssertTrue(report.hasPassed)
    }

    func testARefusedFixtureDoesNotEndTheRun() throws {
        let folder = try FixtureFolder.copy("sample_day", for: self)
        try FixtureFolder.write("{bad\n", to: folder + "/sample_day/events.jsonl")
        let report = Backtest.run(
            [BacktestFixture(directory: folder + "/sample_day", reportedPath: "x"), registered()[1]])
        XCTAssertEqual(report.results.map(\.hasPassed), [false, true])
        XCTAssertTrue(report.results[0].errors[0].hasPrefix("Run failed: "), report.results[0].errors[0])
    }

    func testAFixtureWithoutEventsFails() throws {
        let folder = try FixtureFolder.copy("sample_day", for: self, changing: ["expected_paper_digest": ""])
        try FixtureFolder.write("", to: folder + "/sample_day/events.jsonl")
        let report = Backtest.run([BacktestFixture(directory: folder + "/sample_day", reportedPath: "x")])
        XCTAssertEqual(report.results[0].errors, ["No events found in fixture"])
        XCTAssertFalse(report.hasPassed)
        XCTAssertEqual(report.document["all_digests_match"]?.boolValue, true)
    }
}
