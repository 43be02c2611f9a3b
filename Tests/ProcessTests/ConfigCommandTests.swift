// `grinder config` as a process: exit codes, streams, and no secret anywhere.

import Domain
import Foundation
import TestSupport
import XCTest

final class ConfigCommandTests: XCTestCase {
    private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> CommandRun {
        try CommandRun([XCTUnwrap(PackageLayout.grinder, "run `swift build` first")] + arguments, environment: environment)
    }

    func testCheck() throws {
        let good = try run(["config", "check"])
        XCTAssertEqual(good.status, 0, good.errorText)
        XCTAssertNotNil(good.outputText.wholeMatch(of: /configuration ok, digest [0-9a-f]{16}\n/), good.outputText)
        let bad = try run(["config", "check", "MAX_CALLS_PER_RUNS=3", "ARMED=true"])
        XCTAssertEqual(bad.status, 2)
        XCTAssertEqual(bad.outputText, "")
        XCTAssertTrue(bad.errorText.contains("Did you mean MAX_CALLS_PER_RUN?"), bad.errorText)
        XCTAssertTrue(bad.errorText.contains("ARMED: 'true' is not exactly 1"), bad.errorText)
        let document = try JSONParser.parse(text: run(["config", "check", "--json", "X=1"]).outputText)
        XCTAssertEqual(document["ok"]?.boolValue, false)
        XCTAssertEqual(document["problems"]?.arrayValue?.first?["name"]?.stringValue, "X")
    }

    func testUsage() throws {
        for arguments in [["check", "X"], ["show", "ARMED=1", "ARMED=0"], ["check", "--provenance"], ["show", "--config"]] {
            let ended = try run(["config"] + arguments)
            XCTAssertEqual(ended.status, 2, "\(arguments)")
            XCTAssertEqual(ended.outputText, "", "\(arguments)")
        }
        XCTAssertEqual(try run(["config", "check", "--config", "/nowhere/grinder.conf"]).status, 2)
    }

    /// What `show` prints is a configuration file that gives the same configuration.
    func testShowPrintsAFile() throws {
        let directory = try ScratchDirectory()
        let shown = try run(["config", "show", "MAX_NOTIONAL_PER_DAY=1250.50"], ["GRINDER_OPERATOR_OVERRIDE": "pause"])
        XCTAssertEqual(shown.status, 0, shown.errorText)
        let file = try directory.write("grinder.conf", shown.outputText)
        let again = try run(["config", "show", "--config", file])
        XCTAssertEqual(again.outputText, shown.outputText, again.errorText)
        XCTAssertTrue(shown.outputText.contains("\nMAX_NOTIONAL_PER_DAY=1250.50\n"), shown.outputText)
        let document = try JSONParser.parse(text: run(["config", "show", "--json", "--provenance", "--config", file]).outputText)
        let entry = document["settings"]?["GRINDER_OPERATOR_OVERRIDE"]
        XCTAssertEqual(entry?["value"]?.stringValue, "PAUSE")
        XCTAssertTrue(entry?["origin"]?.stringValue?.hasPrefix(file + ":") ?? false, "\(String(describing: entry))")
    }

    func testNoSecretIsShown() throws {
        let directory = try ScratchDirectory()
        let key = try directory.write("key", "planted-in-a-file\n")
        let environment = ["BINANCE_API_KEY_FILE": key, "BINANCE_API_SECRET": "planted-in-environment"]
        for arguments in [["check"], ["check", "--json"], ["show"], ["show", "--provenance"], ["show", "--json", "--provenance"]] {
            let ended = try run(["config"] + arguments, environment)
            XCTAssertEqual(ended.status, 0, ended.errorText)
            XCTAssertFalse((ended.outputText + ended.errorText).contains("planted"), "\(arguments)")
        }
        let shown = try run(["config", "show"], environment).outputText
        XCTAssertTrue(shown.contains("# BINANCE_API_SECRET=[redacted]\n"), shown)
        let refused = try run(["config", "check", "BINANCE_API_KEY=planted-on-the-command-line"])
        XCTAssertEqual(refused.status, 2)
        XCTAssertFalse(refused.errorText.contains("planted"), refused.errorText)
    }
}
