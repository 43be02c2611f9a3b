// `grinder paper` with options: from the command line, from the fixture's config.json, from both.

import Engine
import TestSupport
import XCTest

final class PaperFlagTests: XCTestCase {
    /// A fixture of three ticks with a config.json.
    private func fixture(_ directory: ScratchDirectory, config: String = "{}") throws -> String {
        let lines = [1000, 2000, 3000].map { SnapshotLine($0).json + "\n" }
        try directory.write("fixture/events.jsonl", lines.joined())
        try directory.write("fixture/config.json", config)
        return directory.file("fixture")
    }

    /// The digest that a run with these words prints.
    private func digest(
        _ fixture: String, _ words: [String] = [], by command: [String] = ["paper"], line: UInt = #line
    ) throws -> String {
        let ended = try GrinderProcess.run(command + ["--fixture", fixture] + words)
        XCTAssertEqual(ended.code, 0, "\(words): \(ended.err)", line: line)
        let prefix = "Output digest: "
        return try XCTUnwrap(ended.outLines.first { $0.hasPrefix(prefix) }).replacingOccurrences(of: prefix, with: "")
    }

    func testAFlagDoesWhatTheConfigurationDoes() throws {
        let directory = try ScratchDirectory()
        let config = #"{"engine_options": {"levels": 2, "size_per_level": "0.5", "controller_enabled": true}}"#
        let fixture = try fixture(directory, config: config)
        let plain = try digest(fixture)
        let configured = try digest(fixture, ["--use-config"])
        XCTAssertNotEqual(configured, plain)
        let flags = ["--levels", "2", "--size-per-level=0.5", "--controller-enabled", "true"]
        XCTAssertEqual(try digest(fixture, flags), configured)
    }

    func testAFlagWinsOverTheConfigurationAndThatOverTheDefault() throws {
        let directory = try ScratchDirectory()
        let fixture = try fixture(directory, config: #"{"engine_options": {"levels": 2, "spacing_bps": 20}}"#)
        XCTAssertEqual(
            try digest(fixture, ["--use-config", "--levels", "3"]), try digest(fixture, ["--levels=3", "--spacing-bps=20"]))
        XCTAssertEqual(try digest(fixture, ["--use-config", "--levels=5", "--spacing-bps=10.0"]), try digest(fixture))
    }

    func testTheWorkersTakeTheSameFlags() throws {
        let directory = try ScratchDirectory()
        let fixture = try fixture(directory, config: #"{"engine_options": {"levels": 2}}"#)
        let supervise = ["supervise", "--pipeline", "paper", "--exit-when-done"]
        let flags = ["--use-config", "--size-per-level", "0.5", "--dd-guard-v1-config", #"{"portfolio_dd_limit": "0.1"}"#]
        XCTAssertEqual(try digest(fixture, flags, by: supervise), try digest(fixture, flags))
        XCTAssertNotEqual(try digest(fixture, flags), try digest(fixture))
    }

    func testObjectsAndListsAreJSON() throws {
        let directory = try ScratchDirectory()
        let constraint = #"{"X": {"step_size": "0.2", "min_qty": "0.6"}}"#
        let fixture = try fixture(
            directory,
            config: #"{"size_per_level": "0.5", "constraints_enabled": true, "symbol_constraints": \#(constraint)}"#)
        let configured = try digest(fixture, ["--use-config"])
        let unconstrained = try digest(fixture, ["--size-per-level=0.5"])
        XCTAssertNotEqual(configured, unconstrained)
        XCTAssertEqual(
            try digest(
                fixture,
                ["--size-per-level=0.5", "--constraints-enabled=true", "--symbol-constraints", constraint]), configured)
        XCTAssertEqual(try digest(fixture, ["--use-config", "--symbol-constraints", "null"]), unconstrained)
        XCTAssertEqual(
            try digest(fixture, ["--size-per-level=0.5", "--ml-active-allowed-envs", #"["prod"]"#]), unconstrained)
    }

    func testWhatIsRefused() throws {
        let directory = try ScratchDirectory()
        let fixture = try fixture(directory)
        let refused: [([String], String)] = [
            (["--levels", "many"], "option '--levels' needs a whole number, not 'many'."),
            (["--max-spread-bps=wide"], "option '--max-spread-bps' needs a number, not 'wide'."),
            (["--size-per-level", ""], "option '--size-per-level' needs a decimal number, not ''."),
            (["--cycle-enabled", "on"], "option '--cycle-enabled' needs true or false, not 'on'."),
            (["--fill-mode", "magic"], "option '--fill-mode' needs one of crossing, instant, not 'magic'."),
            (["--adaptive-config", "x"], "option '--adaptive-config' needs a JSON object, or null for none, not 'x'."),
            (
                ["--adaptive-config", #"{"steps":1}"#],
                #"option '--adaptive-config' cannot be '{"steps":1}': steps is not an option of the adaptive grid."#
            ),
            (["--level", "3"], "unknown option '--level'. Did you mean '--levels'?"),
            (["--max_spread_bps", "3"], "unknown option '--max_spread_bps'. Did you mean '--max-spread-bps'?"),
            (["--levels", "0"], "option '--levels' must be positive, not '0'."),
            (["--initial-capital=0", "--kill-switch-enabled=true"], "option '--initial-capital' must be positive, not '0'."),
            (["--dd-guard-v1-config", #"{"portfolio_dd_limit":"2"}"#], "portfolio_dd_limit must be <= 1.0, got 2"),
        ]
        for (words, message) in refused {
            let ended = try GrinderProcess.run(["paper", "--fixture", fixture] + words)
            XCTAssertEqual(ended.code, 2, "\(words): \(ended.err)")
            XCTAssertEqual(ended.out, "", "\(words)")
            XCTAssertTrue(ended.err.contains(message), "\(words): \(ended.err)")
        }
    }

    func testHelpListsEveryOption() throws {
        let help = try GrinderProcess.run(["paper", "--help"]).out
        for option in PaperOption.all { XCTAssertTrue(help.contains("\(option.flag) \(option.valueName) "), option.flag) }
    }
}
