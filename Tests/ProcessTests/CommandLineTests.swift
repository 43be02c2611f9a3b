// The command line itself: usage errors go to standard error with exit code 2, help to standard output.

import TestSupport
import XCTest

final class CommandLineTests: XCTestCase {
    private func assertUsageError(_ arguments: [String], _ words: String..., line: UInt = #line) throws {
        let ended = try GrinderProcess.run(arguments)
        XCTAssertEqual(ended.code, 2, "\(arguments)", line: line)
        XCTAssertEqual(ended.out, "", "\(arguments)", line: line)
        XCTAssertTrue(ended.err.hasPrefix("grinder: "), ended.err, line: line)
        for word in words { XCTAssertTrue(ended.err.contains(word), "\(arguments): \(ended.err)", line: line) }
    }

    func testUsageErrors() throws {
        try assertUsageError([], "a command is missing", "usage: grinder <command> [options]", "replay")
        try assertUsageError(["bogus"], "unknown command 'bogus'", "grinder --help")
        try assertUsageError(["bogus", "--fixture", "x"], "unknown command 'bogus'.")
        try assertUsageError(["fixtures"], "'fixtures' needs one of its commands.", "fixtures generate")
        try assertUsageError(["fixtures", "bogus"], "unknown command 'fixtures bogus'.")
        try assertUsageError([""], "unknown command ''")
        try assertUsageError(["replay"], "option '--fixture' is missing.", "grinder replay --help")
        try assertUsageError(["replay", "--fixture"], "option '--fixture' needs a value (DIR).")
        try assertUsageError(["replay", "--fixture", "a", "--fixture", "b"], "option '--fixture' is given twice.")
        try assertUsageError(["replay", "--fixture", "a", "-v", "--verbose"], "option '--verbose' is given twice.")
        try assertUsageError(["replay", "--zzz"], "unknown option '--zzz'. `grinder replay --help`")
        try assertUsageError(["replay", "--fixtures", "a"], "unknown option '--fixtures'. Did you mean '--fixture'?")
        try assertUsageError(["replay", "--zzz=1", "--fixture=a"], "unknown option '--zzz'.")
        try assertUsageError(["replay", "--fixture=a", "--verbose=yes"], "option '--verbose' takes no value.")
        try assertUsageError(["replay", "--fixture=a", "b"], "unexpected argument 'b'.")
        try assertUsageError(["supervise", "--fixture=a"], "option '--pipeline' is missing.")
        try assertUsageError(["supervise", "--fixture=a", "--pipeline", "live"], "option '--pipeline' is one of replay, paper, not 'live'.")
        for words in [["--use-config"], ["--levels", "3"]] {
            try assertUsageError(["supervise", "--fixture=a", "--pipeline", "replay"] + words, "option '\(words[0])' is for --pipeline paper")
        }
        for pace in ["-1", "x", "", "1.5", "99999999999999999999", "9223372036854775807", "18446744073709552"] {
            try assertUsageError(["supervise", "--fixture=a", "--pipeline=replay", "--pace-us=\(pace)"], "option '--pace-us' needs a whole number of 0", "'\(pace)'")
        }
    }

    func testAGroupOfCommands() throws {
        let help = try GrinderProcess.run(["kill-switch", "--help"])
        XCTAssertEqual(help.code, 0)
        XCTAssertTrue(help.out.hasPrefix("usage: grinder kill-switch <command> [options]\n\ncommands:\n  kill-switch trip "), help.out)
        try assertUsageError(["journal"], "'journal' needs one of its commands.\n\nusage: grinder journal <command>")
        try assertUsageError(["journal", "--json"], "'journal' needs one of its commands.")
        try assertUsageError(["journal", "burn", "--help"], "unknown command 'journal burn'.\n\nusage: grinder journal <command>")
    }

    func testHelp() throws {
        for word in ["--help", "-h", "help"] {
            let ended = try GrinderProcess.run([word])
            XCTAssertEqual(ended.code, 0)
            XCTAssertEqual(ended.err, "")
            XCTAssertTrue(ended.out.contains("usage: grinder <command> [options]"))
        }
        let overview = try GrinderProcess.run(["--help"]).outLines
        let start = try XCTUnwrap(overview.firstIndex(of: "commands:"))
        let names = overview[(start + 1)...].prefix { !$0.isEmpty }.map { line in
            line.trimmingPrefix("  ").split(separator: " ", omittingEmptySubsequences: false)
                .prefix { !$0.isEmpty }.joined(separator: " ")
        }
        XCTAssertTrue(names.contains("replay") && names.contains("supervise") && names.contains("fixtures generate"), "\(names)")
        XCTAssertFalse(names.contains("worker"))
        for name in names + ["worker", "reference"] {
            // The longest names leave one space before the summary: take words until they are a command.
            let words = name.split(separator: " ").map(String.init)
            let command = words.prefix(["fixtures", "conformance", "config", "guard", "journal", "kill-switch"].contains(words[0]) ? 2 : 1)
            for help in ["--help", "-h"] {
                let ended = try GrinderProcess.run(command + [help])
                XCTAssertEqual(ended.code, 0, name)
                XCTAssertEqual(ended.err, "", name)
                XCTAssertTrue(ended.out.hasPrefix("usage: grinder \(command.joined(separator: " "))"), "\(name): \(ended.out)")
            }
        }
    }

    func testVersion() throws {
        let ended = try GrinderProcess.run(["--version"])
        XCTAssertEqual(ended.code, 0)
        XCTAssertEqual(ended.err, "")
        XCTAssertNotNil(ended.out.wholeMatch(of: /grinder [0-9]+\.[0-9]+\.[0-9]+\n/))
    }

    func testWorkersAreNotStartedByHand() throws {
        for arguments in [["worker"], ["worker", "bogus"], ["worker", "feed", "--fixture", "x"], ["worker", "strategy"], ["worker", "execution"]] {
            let ended = try GrinderProcess.run(arguments)
            XCTAssertEqual(ended.code, 2, "\(arguments)")
            XCTAssertEqual(ended.out, "", "\(arguments)")
            XCTAssertTrue(ended.err.contains("`grinder supervise`"), ended.err)
        }
    }

    func testFixturesListAndGenerate() throws {
        let directory = try ScratchDirectory()
        let generated = try GrinderProcess.run(["fixtures", "generate", "--out", directory.file("new/place")])
        XCTAssertEqual(generated.code, 0, generated.err)
        let list = try GrinderProcess.run(["fixtures", "list"])
        XCTAssertEqual(list.code, 0, list.err)
        let names = list.outLines.compactMap { $0.split(separator: " ").first.map(String.init) }
        XCTAssertEqual(names.sorted(), try directory.contents("new/place"))
        try directory.write("file", "")
        let refused = try GrinderProcess.run(["fixtures", "generate", "--out", directory.file("file")])
        XCTAssertEqual(refused.code, 3)
        XCTAssertEqual(refused.out, "")
        XCTAssertTrue(refused.err.contains("cannot be written"))
    }
}
