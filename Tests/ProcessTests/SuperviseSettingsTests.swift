// `grinder supervise` takes every option from a file, the environment or a flag, and the flag wins.

import Foundation
import TestSupport
import XCTest

final class SuperviseSettingsTests: XCTestCase {
    private let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day").path

    private func run(_ words: [String], _ environment: [String: String] = [:]) throws -> GrinderProcess.Ended {
        try GrinderProcess(["supervise"] + words, environment: environment).end()
    }

    func testARunNeedsNoFlag() throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(
            "grinder.conf", "GRINDER_FIXTURE=\(fixture)\nGRINDER_PIPELINE=replay\nGRINDER_RESULT_PATH=\(scratch.file("out.json"))\n")
        let variables = ["GRINDER_CONFIG": file, "GRINDER_EXIT_WHEN_DONE": "1"]
        let ended = try run([], variables)
        XCTAssertEqual(ended.code, 0, ended.err)
        XCTAssertTrue(ended.out.hasSuffix("Output digest: 453ebd0f655e4920\n"), ended.out)
        XCTAssertTrue(FileManager.default.fileExists(atPath: scratch.file("out.json")))
        let bare = try run([])
        XCTAssertEqual(bare.code, 2)
        XCTAssertTrue(bare.err.contains("option '--fixture' is missing. The setting GRINDER_FIXTURE can give it too."), bare.err)
    }

    func testTheFlagBeatsTheEnvironmentAndThatTheFile() throws {
        let scratch = try ScratchDirectory()
        let common = ["--fixture", fixture, "--exit-when-done", "--config", try scratch.write("grinder.conf", "GRINDER_PIPELINE=paper\n")]
        func pipeline(_ words: [String], _ environment: [String: String] = [:]) throws -> String {
            let ended = try run(common + words, environment)
            XCTAssertEqual(ended.code, 0, ended.err)
            return ended.out.contains("Paper trading completed") ? "paper" : ended.out.contains("Replay completed") ? "replay" : ended.out
        }
        XCTAssertEqual(try pipeline([]), "paper")
        XCTAssertEqual(try pipeline([], ["GRINDER_PIPELINE": "replay"]), "replay")
        XCTAssertEqual(try pipeline(["--pipeline", "paper"], ["GRINDER_PIPELINE": "replay"]), "paper")
        // The file that a flag names stands for the one that the environment names.
        let other = try scratch.write("other.conf", "GRINDER_PIPELINE=nonsense\n")
        XCTAssertEqual(try pipeline([], ["GRINDER_CONFIG": other]), "paper")
    }

    func testWrongSettingsStartNothing() throws {
        let scratch = try ScratchDirectory()
        let complete = ["--fixture", fixture, "--pipeline", "replay", "--exit-when-done"]
        let slip = try scratch.write("slip.conf", "GRINDER_PIPELIN=replay\n")
        for (words, environment, part) in [
            (["--config", slip], [:], "\(slip):1: GRINDER_PIPELIN: is not a setting. Did you mean GRINDER_PIPELINE?"),
            (["--config", scratch.file("none")], [:], scratch.file("none")),
            ([], ["GRINDER_STALL_MS": "0"], "environment: GRINDER_STALL_MS: '0' is below 1"),
            ([], ["GRINDER_STANDALONE": "true"], "GRINDER_STANDALONE: 'true' is not exactly 1"),
            ([], ["GRINDER_RESUME": "1"], "GRINDER_RESUME: (--resume) is on, and there is no journal"),
            (["--journal-durability", "async"], [:], "'--journal-durability' needs --journal"),
            ([], ["GRINDER_HTTP_ADDRESS": "everywhere"], "GRINDER_HTTP_ADDRESS (environment) needs a port"),
            (["--http", "everywhere"], [:], "option '--http' needs a port"),
            ([], ["GRINDER_PIN": "strategy"], "GRINDER_PIN (environment) is none, auto"),
            (["--restart-limit", "20"], [:], "option '--restart-limit' needs two whole numbers of 0 to 1000000 like 20/60, not '20'."),
            (["--restart-backoff-ms", "1/x"], [:], "option '--restart-backoff-ms' needs two whole numbers"),
            (["--lease-ms", "0"], [:], "option '--lease-ms' needs a whole number of 1 to 3600000, not '0'."),
            (["--log-level", "loud"], [:], "option '--log-level' is one of debug, info, warning, error, not 'loud'."),
            (["--speed", "1000001"], [:], "option '--speed' is at most 1000000"),
        ] as [([String], [String: String], String)] {
            let ended = try run(complete + words, environment)
            XCTAssertEqual(ended.code, 2, part)
            XCTAssertEqual(ended.out, "", part)
            XCTAssertTrue(ended.err.contains(part), "\(part): \(ended.err)")
        }
    }

    func testHelpNamesTheSettings() throws {
        let help = try GrinderProcess.run(["supervise", "--help"]).out
        for (flag, setting) in [("--fixture DIR", "GRINDER_FIXTURE"), ("--standalone", "GRINDER_STANDALONE"), ("--config FILE", "GRINDER_CONFIG")] {
            XCTAssertTrue(help.contains("  \(flag) ") && help.contains("(\(setting))"), help)
        }
        XCTAssertTrue(help.contains("(GRINDER_STALL_MS; default 5000)"), help)
    }
}
