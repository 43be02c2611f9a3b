// Crash means resume: processes are struck at random instants, and every run ends with the digest of an undisturbed
// one, no order sent twice and no intent lost. Small campaigns; `grinder chaos` runs larger ones.

import Domain
import Foundation
import TestSupport
import XCTest

final class ChaosTests: XCTestCase {
    private func chaos(
        _ fixture: String, kills: Int, _ options: [String], line: UInt = #line
    ) throws -> JSONValue {
        let path = PackageLayout.root.appendingPathComponent("Fixtures/\(fixture)").path
        let ended = try GrinderProcess.run(
            ["chaos", "--fixture", path, "--kills", "\(kills)", "--json"] + options, within: 240)
        XCTAssertEqual(ended.code, 0, ended.out + ended.err, line: line)
        let document = try JSONParser.parse(text: ended.out)
        XCTAssertGreaterThanOrEqual(document["strikes"]?.integerValue ?? 0, kills, line: line)
        XCTAssertEqual(document["problems"]?.arrayValue?.count, 0, line: line)
        XCTAssertEqual(document["duplicates"]?.integerValue, 0, line: line)
        XCTAssertEqual(document["lost"]?.integerValue, 0, line: line)
        return document
    }

    func testKilledWorkers() throws {
        for (seed, fixture) in ["sample_day", "sample_day_multisymbol", "sample_day_adaptive"].enumerated() {
            for pipeline in ["replay", "paper"] {
                _ = try chaos(
                    fixture, kills: 25,
                    ["--pipeline", pipeline, "--pace-us", "10000", "--gap-us", "6000", "--seed", "\(seed)"])
            }
        }
    }

    func testKilledWorkersOfALongRun() throws {
        for pipeline in ["replay", "paper"] {
            let document = try chaos(
                "market_day", kills: 40, ["--pipeline", pipeline, "--pace-us", "50", "--gap-us", "25000", "--seed", "7"])
            XCTAssertGreaterThan(document["orders"]?.integerValue ?? 0, 0)
            for role in ["feed", "strategy", "execution", "journal"] {
                XCTAssertGreaterThan(document["hits"]?[role]?.integerValue ?? 0, 0, "\(role) was never hit")
            }
        }
    }

    /// Without lockstep, fed faster than they can decide and paced.
    func testFreeRunningWorkers() throws {
        let campaigns = [
            ("market_day", 25, ["--pipeline", "paper", "--pace-us", "50", "--gap-us", "25000"]),
            ("market_day", 15, ["--pipeline", "replay", "--gap-us", "8000"]),
            ("sample_day_l2_gating", 10, ["--pipeline", "paper", "--pace-us", "20000", "--gap-us", "8000"]),
            ("market_day", 15, ["--pipeline", "paper", "--pace-us", "20", "--gap-us", "10000", "--strike", "stop"]),
            ("market_day", 6, ["--pipeline", "paper", "--pace-us", "50", "--gap-us", "250000", "--target", "supervisor"]),
        ]
        var conflated = 0
        for (fixture, kills, options) in campaigns {
            let document = try chaos(fixture, kills: kills, options + ["--free-running"])
            conflated += document["conflated"]?.integerValue ?? 0
        }
        XCTAssertGreaterThan(conflated, 0, "nothing ever gave way")
    }

    func testStoppedAndContinuedWorkers() throws {
        _ = try chaos("sample_day", kills: 20, ["--strike", "stop", "--pace-us", "10000", "--gap-us", "6000"])
        _ = try chaos("market_day", kills: 20, ["--strike", "stop", "--pace-us", "50", "--gap-us", "20000", "--pipeline", "paper"])
    }

    func testKilledSupervisors() throws {
        _ = try chaos("sample_day_allowed", kills: 8, ["--target", "supervisor", "--pace-us", "20000", "--gap-us", "60000"])
        _ = try chaos(
            "market_day", kills: 6,
            ["--target", "supervisor", "--pace-us", "50", "--gap-us", "250000", "--pipeline", "paper"])
    }

    /// Killed before, while and after their journal is full; runs that are given up are resumed.
    private func journalFull(_ fixture: String, kills: Int, _ kind: String, _ options: [String]) throws -> (madeSpace: Int, givenUp: Int) {
        let document = try chaos(fixture, kills: kills, options + ["--journal-full", kind])
        let full = try XCTUnwrap(document["journal_full"])
        XCTAssertEqual(full["kind"]?.stringValue, kind)
        XCTAssertGreaterThan(full["strikes"]?.integerValue ?? 0, 0, fixture)
        return (full["made_space"]?.integerValue ?? 0, full["given_up"]?.integerValue ?? 0)
    }

    func testKilledWorkersWhoseJournalDeviceIsFull() throws {
        let probe = try CommandRun(["unshare", "--user", "--mount", "true"])
        if probe.isCommandMissing { throw XCTSkip("no unshare: install Debian's package util-linux to run this test") }
        guard probe.status == 0 else { throw XCTSkip("this machine grants no mount namespace: \(probe.errorText)") }
        let long = try journalFull(
            "market_day", kills: 24, "device", ["--pipeline", "paper", "--pace-us", "50", "--gap-us", "15000", "--seed", "3"])
        let short = try journalFull("sample_day_multisymbol", kills: 12, "device", ["--pace-us", "10000", "--gap-us", "6000", "--seed", "4"])
        XCTAssertGreaterThan(long.madeSpace + short.madeSpace, 0)
        XCTAssertGreaterThan(long.givenUp + short.givenUp, 0)
    }

    func testKilledWorkersWhoseJournalReachesItsLimit() throws {
        let ended = try journalFull("market_day", kills: 10, "limit", ["--pace-us", "50", "--gap-us", "20000", "--free-running"])
        XCTAssertGreaterThan(ended.madeSpace + ended.givenUp, 0)
    }

    func testWhereNothingCanBeMountedTheErrorSaysWhatToDo() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day").path
        let script = """
            for kind in user mnt; do echo 0 >/proc/sys/user/max_${kind}_namespaces || exit 77; done
            exec "$@"
            """
        let ended = try PrivateNamespace.run(
            script, [try XCTUnwrap(PackageLayout.grinder), "chaos", "--fixture", fixture, "--journal-full", "device"],
            mounts: false, refusal: "lets nobody forbid namespaces")
        XCTAssertEqual(ended.status, 3, ended.errorText)
        XCTAssertTrue(ended.errorText.contains("'--journal-full limit'"), ended.errorText)
    }

    func testAStoppedSupervisorGoesOn() throws {
        _ = try chaos(
            "sample_day", kills: 10,
            ["--target", "supervisor", "--strike", "stop", "--pace-us", "20000", "--gap-us", "20000"])
    }

    func testBadOptions() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day").path
        for options in [["--kills", "x"], ["--target", "me"], ["--strike", "hard"], ["--pipeline", "live"], ["--journal-full", "disk"]] {
            let ended = try GrinderProcess.run(["chaos", "--fixture", fixture] + options)
            XCTAssertEqual(ended.code, 2)
            XCTAssertTrue(ended.err.contains(options[0]), ended.err)
        }
        XCTAssertEqual(try GrinderProcess.run(["chaos", "--fixture", "/nowhere"]).code, 1)
    }
}
