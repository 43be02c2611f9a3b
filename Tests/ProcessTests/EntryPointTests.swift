// `grinder-paper` and `grinder-backtest`: programs of their own, with the commands of `grinder` behind them.

import Domain
import Foundation
import TestSupport
import XCTest

final class EntryPointTests: XCTestCase {
    private func fixture(_ name: String) -> String {
        PackageLayout.root.appendingPathComponent("Fixtures/\(name)").path
    }

    func testHelp() throws {
        for program in ["grinder-paper", "grinder-backtest"] {
            for word in ["--help", "-h"] {
                let ended = try GrinderProcess.run([word], program: program)
                XCTAssertEqual(ended.code, 0, program)
                XCTAssertEqual(ended.err, "", program)
                XCTAssertTrue(ended.out.hasPrefix("usage: \(program) --fixture DIR"), ended.out)
            }
            let usage = try GrinderProcess.run([], program: program)
            XCTAssertEqual(usage.code, 2, program)
            XCTAssertEqual(usage.out, "", program)
            XCTAssertEqual(usage.err, "grinder: option '--fixture' is missing. `\(program) --help` explains the command.\n")
        }
    }

    func testThePaperProgramHonoursTheController() throws {
        let controlled = try GrinderProcess.run(["--fixture", fixture("sample_day_controller"), "-v"], program: "grinder-paper")
        XCTAssertEqual(controlled.code, 0, controlled.err)
        XCTAssertEqual(
            Array(controlled.outLines[1...2]), ["Paper trading mode: NO REAL ORDERS", "Controller: ENABLED"])
        XCTAssertEqual(controlled.outLines.suffix(2), ["Output digest: f3a0a321c39cc411", ""])
        let plain = try GrinderProcess.run(["--fixture", fixture("sample_day_topk_v1"), "-v"], program: "grinder-paper")
        XCTAssertEqual(plain.outLines.suffix(2), ["Output digest: e32901f8d541fbb6", ""])
        XCTAssertFalse(plain.out.contains("Controller"))
        let byDefault = try GrinderProcess.run(["paper", "--fixture", fixture("sample_day_controller"), "-v"])
        XCTAssertEqual(byDefault.outLines.suffix(2), ["Output digest: 2ec4202b827c8c04", ""])
        XCTAssertFalse(byDefault.out.contains("Controller"))
    }

    func testTheBacktestProgramIsAReplay() throws {
        let directory = try ScratchDirectory()
        let file = directory.file("new/out.json")
        let ended = try GrinderProcess.run(["--fixture", fixture("sample_day"), "--out", file], program: "grinder-backtest")
        XCTAssertEqual(ended.code, 0, ended.err)
        XCTAssertEqual(ended.out, "Replay completed. Events processed: 5\nOutput digest: 453ebd0f655e4920\n")
        XCTAssertEqual(
            try JSONParser.parse(text: String(contentsOfFile: file, encoding: .utf8))["digest"]?.stringValue,
            "453ebd0f655e4920")
        let incomplete = try GrinderProcess.run(["--fixture", fixture("sample_day")], program: "grinder-backtest")
        XCTAssertEqual(incomplete.code, 2)
        XCTAssertTrue(incomplete.err.contains("option '--out' is missing"), incomplete.err)
    }

    func testNothingDoneIsNoSuccess() throws {
        let directory = try ScratchDirectory()
        let empty = try directory.makeDirectory("empty")
        for (program, arguments) in [
            ("grinder-paper", ["--fixture", empty]), ("grinder-backtest", ["--fixture", empty, "--out", directory.file("x")]),
        ] {
            let strict = try GrinderProcess.run(arguments, program: program)
            XCTAssertEqual(strict.code, 1, program)
            XCTAssertTrue(strict.err.contains("no events found in fixture"), strict.err)
            XCTAssertEqual(strict.outLines.suffix(2), ["Output digest: 4f53cda18c2baa0c", ""])
            XCTAssertEqual(try GrinderProcess.run(arguments + ["--lenient"], program: program).code, 0, program)
        }
        let missing = try GrinderProcess.run(["--fixture", directory.file("nowhere")], program: "grinder-paper")
        XCTAssertEqual(missing.code, 1)
        XCTAssertTrue(missing.err.contains("Fixture directory not found"), missing.err)
    }

    func testAProgramWithoutGrinderBesideIt() throws {
        let directory = try ScratchDirectory()
        let built = URL(fileURLWithPath: try XCTUnwrap(PackageLayout.grinder)).deletingLastPathComponent()
        let alone = directory.file("grinder-paper")
        try FileManager.default.copyItem(atPath: built.appendingPathComponent("grinder-paper").path, toPath: alone)
        let ended = try CommandRun([alone, "--help"])
        XCTAssertEqual(ended.status, 3)
        XCTAssertTrue(ended.errorText.contains("grinder cannot be started: No such file or directory"), ended.errorText)
    }
}
