// Given fixtures with what they record, when the suite checks them, then those that hold pass, and each
// thing that does not is named.

import Domain
import Engine
import Foundation
import TestSupport
import XCTest

final class DeterminismSuiteTests: XCTestCase {
    func testTheProjectsFixturesPass() throws {
        let names = try DeterminismSuite.fixtureNames(in: FixtureFolder.path)
        XCTAssertEqual(names.count, 14)
        for name in names {
            let check = DeterminismCheck(name: name, directory: FixtureFolder.path + "/" + name)
            XCTAssertEqual(check.problems, [], name)
        }
    }

    func testTheReferencesFixturesPass() throws {
        let folder = try SharedCorpus.path("reference_fixtures")
        let names = try DeterminismSuite.fixtureNames(in: folder)
        XCTAssertEqual(names.count, 13)
        for name in names {
            XCTAssertEqual(DeterminismCheck(name: name, directory: folder + "/" + name).problems, [], name)
        }
    }

    func testFoldersWithoutConfigurationAreNoFixtures() throws {
        let folder = try FixtureFolder.copy("sample_day", for: self)
        try FileManager.default.createDirectory(atPath: folder + "/other", withIntermediateDirectories: true)
        try FixtureFolder.write("{}", to: folder + "/config.json")
        XCTAssertEqual(try DeterminismSuite.fixtureNames(in: folder), ["sample_day"])
    }

    private func problems(_ name: String, _ changes: JSONObject, events: String? = nil) throws -> [String] {
        let directory = try FixtureFolder.copy(name, for: self, changing: changes) + "/" + name
        if let events { try FixtureFolder.write(events, to: directory + "/events.jsonl") }
        return DeterminismCheck(name: name, directory: directory).problems
    }

    func testRecordedDigestsAreCompared() throws {
        XCTAssertEqual(
            try problems("sample_day", ["expected_digest": "x", "expected_paper_digest": "y"]),
            [
                "Replay expected mismatch: got 453ebd0f655e4920, expected x",
                "Paper expected mismatch: got 66b29a4e92192f8f, expected y",
            ])
    }

    func testTheAliasCountsWhereThePaperDigestIsEmpty() throws {
        XCTAssertEqual(
            try problems("sample_day", ["expected_paper_digest": "", "canonical_digest": "y"]),
            ["Paper expected mismatch: got 66b29a4e92192f8f, expected y"])
        XCTAssertEqual(try problems("sample_day", ["expected_paper_digest": "", "expected_digest": .null]), [])
    }

    func testSelectionsAreCompared() throws {
        XCTAssertEqual(
            try problems(
                "sample_day_topk_v1", ["expected_selected": ["LOWUSDT", "TRENDUSDT", "MEDUSDT"], "expected_gated": []]),
            [
                "expected_selected: expected LOWUSDT, MEDUSDT, TRENDUSDT, got HIGHUSDT, LOWUSDT, MEDUSDT",
                "expected_gated: expected none, got THINUSDT",
            ])
        XCTAssertEqual(
            try problems("sample_day_multisymbol", ["expected_topk_selected": ["AAAUSDT"]]),
            ["expected_topk_selected: expected AAAUSDT, got AAAUSDT, BBBUSDT, CCCUSDT"])
    }

    func testModesAndRegimesAreCompared() throws {
        XCTAssertEqual(
            try problems("sample_day_controller", ["expected_modes": ["WIDENUSDT": "PAUSE", "BASEUSDT": "BASE"]]),
            [
                "expected_modes: expected BASEUSDT=BASE, WIDENUSDT=PAUSE, "
                    + "got BASEUSDT=BASE, TIGHTENUSDT=TIGHTEN, WIDENUSDT=WIDEN"
            ])
        XCTAssertEqual(
            try problems("sample_day_adaptive", ["expected_regimes": ["RANGE", "THIN_BOOK"]]),
            ["expected_regimes: expected RANGE, THIN_BOOK, got RANGE"])
        XCTAssertEqual(
            try problems("sample_day", ["expected_modes": ["BTCUSDT": "BASE"]]),
            ["expected_modes: expected BTCUSDT=BASE, got none"], "the controller is off")
    }

    func testAnExpectationThatCannotBeReadIsNotMet() throws {
        let unreadable: [(String, JSONValue)] = [
            ("expected_digest", 5), ("expected_gated", "THINUSDT"), ("expected_modes", ["WIDEN"]),
            ("expected_modes", ["LOWUSDT": "WIDER"]), ("expected_regimes", "RANGE"), ("expected_regimes", ["SIDEWAYS"]),
        ]
        for (name, value) in unreadable {
            let found = try problems("sample_day_topk_v1", JSONObject([(name, value)]))
            XCTAssertEqual(found.count, 1)
            XCTAssertTrue(found.first?.hasPrefix("Config error: ") ?? false, "\(found)")
        }
    }

    func testEqualEmptyOutputsShowNothing() throws {
        let nothing: JSONObject = ["expected_digest": "", "expected_paper_digest": ""]
        let ticker = #"{"type": "BOOK_TICKER", "ts": 1, "symbol": "X"}"#
        XCTAssertEqual(
            try problems("sample_day", nothing, events: ticker),
            ["Replay", "Paper"].map { "\($0) error: no outputs, so that equal digests show nothing" })
    }

    func testRefusedEventsAndOptionsAreProblems() throws {
        let refused = try problems("sample_day", [:], events: "{bad\n")
        XCTAssertEqual(refused.map { $0.hasPrefix("Replay error: ") || $0.hasPrefix("Paper error: ") }, [true, true])
        let options = try problems("sample_day", ["size_per_level": "many"])
        XCTAssertTrue(options.count == 1 && options[0].hasPrefix("Config error: "), "\(options)")
    }

    func testTheReportNamesWhatFailed() throws {
        let folder = try FixtureFolder.copy("sample_day", for: self, changing: ["expected_digest": "x"])
        let fixtures = [DeterminismCheck(name: "sample_day", directory: folder + "/sample_day")]
        let missing = Backtest.run([BacktestFixture(directory: folder + "/none", reportedPath: "none")])
        let report = DeterminismReport(fixtures: fixtures, backtest: BacktestCheck(first: missing, second: missing))
        let rule = String(repeating: "=", count: 60)
        XCTAssertFalse(report.hasPassed)
        XCTAssertEqual(
            report.lines(verbose: true),
            [
                "", rule, "DETERMINISM SUITE REPORT", rule, "", "## Fixtures", "",
                "Fixture                        Replay       Paper        Status  ",
                String(repeating: "-", count: 62),
                "sample_day                     FAIL         OK           FAIL    ",
                "  ! Replay expected mismatch: got 453ebd0f655e4920, expected x",
                "", "## Backtest", "", "Report digest determinism: OK", "All fixtures passed: FAIL", "Overall: FAIL",
                "  ! none: Fixture not found: none",
                "", rule, "FINAL VERDICT: FAIL", "Failed fixtures: sample_day", "Backtest check failed.", rule,
            ])
        XCTAssertFalse(report.lines(verbose: false).contains { $0.hasPrefix("  !") })
    }

    func testTheVerdictOfASuiteThatPasses() {
        let empty = Backtest.run([])
        let report = DeterminismReport(fixtures: [], backtest: BacktestCheck(first: empty, second: empty))
        XCTAssertTrue(report.hasPassed)
        XCTAssertEqual(
            report.lines(verbose: true).suffix(3),
            ["FINAL VERDICT: PASS", "All determinism checks passed.", String(repeating: "=", count: 60)])
    }

    func testALenientSuiteLooksAtDigestsAlone() throws {
        let changes: JSONObject = ["expected_digest": "", "expected_paper_digest": "", "expected_topk_selected": ["X"]]
        let folder = try FixtureFolder.copy("sample_day", for: self, changing: changes)
        try FixtureFolder.write("", to: folder + "/sample_day/events.jsonl")
        let check = DeterminismCheck(name: "sample_day", directory: folder + "/sample_day")
        let empty = Backtest.run([BacktestFixture(directory: folder + "/sample_day", reportedPath: "x")])
        let backtest = BacktestCheck(first: empty, second: empty)
        let strict = DeterminismReport(fixtures: [check], backtest: backtest)
        XCTAssertFalse(strict.hasPassed)
        XCTAssertEqual(
            strict.lines(verbose: false).suffix(4).prefix(3),
            ["FINAL VERDICT: FAIL", "Failed fixtures: sample_day", "Backtest check failed."])
        let lenient = DeterminismReport(fixtures: [check], backtest: backtest, isLenient: true)
        XCTAssertTrue(lenient.hasPassed)
        XCTAssertTrue(lenient.lines(verbose: false).contains("All fixtures passed: OK"))
        XCTAssertEqual(lenient.lines(verbose: false).suffix(3).first, "FINAL VERDICT: PASS")
        // Digests that are not the recorded ones are never accepted.
        let wrong = try FixtureFolder.copy("sample_day", for: self, changing: ["expected_digest": "x"])
        let mismatch = DeterminismCheck(name: "sample_day", directory: wrong + "/sample_day")
        XCTAssertFalse(DeterminismReport(fixtures: [mismatch], backtest: backtest, isLenient: true).hasPassed)
        let refused = try FixtureFolder.copy("sample_day", for: self)
        try FixtureFolder.write("{bad", to: refused + "/sample_day/events.jsonl")
        let unreadable = DeterminismCheck(name: "sample_day", directory: refused + "/sample_day")
        XCTAssertFalse(unreadable.hasEqualDigests)
    }

    func testReportsOfDifferentDigestsDoNotPass() {
        let empty = Backtest.run([])
        let other = Backtest.run(
            [BacktestFixture(directory: FixtureFolder.path + "/sample_day", reportedPath: "x")])
        let check = BacktestCheck(first: empty, second: other)
        XCTAssertTrue(check.allFixturesPassed)
        XCTAssertFalse(check.hasPassed)
    }
}
