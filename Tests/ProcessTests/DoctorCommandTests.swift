// `grinder doctor` as a process. What this machine offers is not the test's to say; how it is told is.

import Domain
import Foundation
import TestSupport
import XCTest

final class DoctorCommandTests: XCTestCase {
    private func findings(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> (Int32, [String: JSONValue]) {
        let program = try XCTUnwrap(PackageLayout.grinder, "run `swift build` first")
        let ended = try CommandRun([program, "doctor", "--json"] + arguments, environment: environment)
        let document = try JSONParser.parse(text: ended.outputText)
        let findings = try XCTUnwrap(document["findings"]?.arrayValue)
        XCTAssertEqual(document["ok"]?.boolValue, !findings.contains { $0["status"]?.stringValue == "fail" })
        XCTAssertEqual(ended.status == 0, document["ok"]?.boolValue)
        for finding in findings {
            XCTAssertEqual(finding["remedy"]?.stringValue == "", finding["status"]?.stringValue == "ok", finding.canonicalText)
        }
        let named = findings.map { ($0["name"]?.stringValue ?? "", $0) }
        return (ended.status, Dictionary(uniqueKeysWithValues: named))
    }

    func testEverythingIsLookedAt() throws {
        let (code, found) = try findings()
        XCTAssertTrue([0, 1].contains(code))
        XCTAssertEqual(
            Set(found.keys),
            [
                "clock source", "clock skew", "cores", "locked memory", "file descriptors", "sealed memfd", "pidfd", "futex_waitv",
                "membarrier", "io_uring", "tmpfs", "journal space", "instances", "configuration", "credentials", "redis",
            ])
        // The other tests of this bundle could not run without these.
        for name in ["sealed memfd", "pidfd"] { XCTAssertEqual(found[name]?["status"]?.stringValue, "ok", name) }
    }

    func testFailuresAreExitCodeOne() throws {
        let directory = try ScratchDirectory()
        let key = try directory.write("key", "planted")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let (code, found) = try findings(
            ["GRINDER_JOURNAL_DIR=/nowhere/at/all", "GRINDER_HA_ENABLED=1", "GRINDER_REDIS_URL=redis://127.0.0.1:1/0", "NO=1"],
            ["BINANCE_API_KEY_FILE": key, "BINANCE_API_SECRET": "planted-too"])
        XCTAssertEqual(code, 1)
        for name in ["journal space", "configuration", "credential BINANCE_API_KEY", "redis"] {
            XCTAssertEqual(found[name]?["status"]?.stringValue, "fail", name)
        }
        XCTAssertEqual(found["credential BINANCE_API_SECRET"]?["status"]?.stringValue, "warn")
        XCTAssertFalse(found.values.contains { $0.canonicalText.contains("planted") })
    }

    /// What `supervise` makes by itself is not missing.
    func testAJournalDirectoryThatIsStillToBeMade() throws {
        let directory = try ScratchDirectory()
        for (path, isThere) in [(directory.file("new"), false), (directory.file("new/"), false), (directory.path, true)] {
            let found = try findings(["GRINDER_JOURNAL_DIR=\(path)"], [:]).1["journal space"]
            XCTAssertNotEqual(found?["status"]?.stringValue, "fail", "\(String(describing: found))")
            XCTAssertEqual(found?["value"]?.stringValue?.contains("made by the first run"), !isThere)
        }
        let file = try directory.write("file", "x")
        for path in [file, file + "/below", directory.file("two/levels")] {
            XCTAssertEqual(try findings(["GRINDER_JOURNAL_DIR=\(path)"], [:]).1["journal space"]?["status"]?.stringValue, "fail", path)
        }
    }

    func testARunningInstanceIsSeen() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day").path
        let process = try GrinderProcess(["supervise", "--fixture", fixture, "--pipeline", "replay"])
        XCTAssertTrue(try eventually(within: 20) { try process.printed().contains("Output digest") })
        let (_, found) = try findings()
        XCTAssertTrue(found["instances"]?["value"]?.stringValue?.contains("pid \(process.pid)") ?? false, "\(String(describing: found["instances"]))")
        process.send(SIGTERM)
        _ = try process.end()
    }

    func testText() throws {
        let ended = try GrinderProcess.run(["doctor"])
        XCTAssertTrue(ended.out.contains("ok   pidfd: there\n"), ended.out)
        XCTAssertEqual(try GrinderProcess.run(["doctor", "x"]).code, 2)
    }
}
