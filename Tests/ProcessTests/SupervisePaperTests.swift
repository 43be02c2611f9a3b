// Paper trading through a supervisor and three workers says what it says in one process: on the screen, in the
// result document, and when it refuses.

import Domain
import Foundation
import TestSupport
import XCTest

final class SupervisePaperTests: XCTestCase {
    private let supervise = ["supervise", "--pipeline", "paper", "--exit-when-done"]

    private func common(_ lines: [String]) -> [String] {
        lines.filter { !$0.hasPrefix("worker ") && !$0.hasPrefix("ring ") && !$0.hasPrefix("Output written to: ") }
    }

    /// Both commands with the same words; their screens and documents must be the same.
    private func assertSame(_ words: [String], code: Int32 = 0, line: UInt = #line) throws {
        let directory = try ScratchDirectory()
        let (one, other) = (directory.file("one.json"), directory.file("other.json"))
        let paper = try GrinderProcess.run(["paper"] + words + ["-v", "--out", one])
        let supervised = try GrinderProcess.run(supervise + words + ["-v", "--out", other])
        XCTAssertEqual(paper.code, code, paper.err, line: line)
        XCTAssertEqual(supervised.code, code, supervised.err, line: line)
        XCTAssertEqual(common(supervised.outLines), common(paper.outLines), line: line)
        XCTAssertEqual(supervised.err, paper.err, line: line)
        XCTAssertEqual(
            try String(contentsOfFile: other, encoding: .utf8), try String(contentsOfFile: one, encoding: .utf8), line: line)
    }

    func testEveryFixtureOfTheProject() throws {
        let directory = PackageLayout.root.appendingPathComponent("Fixtures").path
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        XCTAssertGreaterThanOrEqual(names.count, 14)
        for name in names {
            try assertSame(["--fixture", directory + "/" + name])
            try assertSame(["--fixture", directory + "/" + name, "--use-config"])
        }
    }

    /// Every part that an option switches on, at once.
    func testEverythingSwitchedOn() throws {
        let fixtures = PackageLayout.root.appendingPathComponent("Fixtures").path
        let switches = [
            "controller-enabled", "kill-switch-enabled", "cycle-enabled", "feature-engine-enabled",
            "adaptive-policy-enabled", "topk-v1-enabled", "dd-guard-v1-enabled", "constraints-enabled",
            "l2-execution-guard-enabled",
        ].flatMap { ["--" + $0, "true"] }
        let budgets = "{\"portfolio_dd_limit\":\"0.2\",\"symbol_dd_budgets\":{\"ONLYHEREUSDT\":\"5\",\"BTCUSDT\":\"1\"}}"
        let constraints = "{\"BTCUSDT\":{\"step_size\":\"0.01\",\"min_qty\":\"0.01\"}}"
        for name in ["sample_day_multisymbol", "sample_day_topk_v1", "sample_day_l2_exec_guard", "sample_day_drawdown"] {
            for fills in ["0", "1", "-1"] {
                try assertSame(
                    ["--fixture", "\(fixtures)/\(name)"] + switches
                        + ["--dd-guard-v1-config", budgets, "--symbol-constraints", constraints]
                        + ["--fill-after-ticks", fills])
            }
        }
    }

    func testEveryEdgeFixture() throws {
        var refused = 0
        for edge in EdgeFixture.all {
            let directory = try ScratchDirectory()
            try edge.write(to: directory)
            let words = ["--fixture", directory.path, "-v", "--lenient"]
            let paper = try GrinderProcess.run(["paper"] + words)
            let supervised = try GrinderProcess.run(supervise + words)
            XCTAssertEqual(supervised.code, paper.code, edge.name)
            XCTAssertEqual(common(supervised.outLines), paper.outLines, edge.name)
            XCTAssertEqual(supervised.err.isEmpty, paper.err.isEmpty, edge.name)
            if paper.code != 0 { refused += 1 }
        }
        XCTAssertTrue((1..<EdgeFixture.all.count).contains(refused), "\(refused) of \(EdgeFixture.all.count)")
    }

    func testRefusals() throws {
        let fixtures = PackageLayout.root.appendingPathComponent("Fixtures").path
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", SnapshotLine(1).with("bid_price", "null").json)
        let unreadable = try GrinderProcess.run(supervise + ["--fixture", directory.path])
        XCTAssertEqual(unreadable.code, 1)
        XCTAssertTrue(unreadable.err.contains("The selection pass needs every snapshot"), unreadable.err)
        XCTAssertEqual(unreadable.out, "")
        let option = try GrinderProcess.run(supervise + ["--fixture", fixtures + "/sample_day", "--levels", "0"])
        XCTAssertEqual(option.code, 2, option.err)
        XCTAssertEqual(option.out, "")
        let book = try ScratchDirectory()
        try book.write("events.jsonl", SnapshotLine(1).json + "\n{\"type\":\"l2_snapshot\",\"v\":1}\n")
        let malformed = try GrinderProcess.run(supervise + ["--fixture", book.path])
        XCTAssertEqual(malformed.code, 1)
        XCTAssertTrue(malformed.err.contains("book snapshot 1 of the fixture"), malformed.err)
    }

    func testJSON() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day_allowed").path
        let ended = try GrinderProcess.run(supervise + ["--fixture", fixture, "--json"])
        XCTAssertEqual(ended.code, 0, ended.err)
        let document = try JSONParser.parse(text: ended.out)
        XCTAssertEqual(document["digest"]?.stringValue, "3ecf49cd03db1b07")
        XCTAssertEqual(document["outputs"]?.integerValue, 5)
    }

    func testTheVerificationThroughWorkers() throws {
        let fixtures = PackageLayout.root.appendingPathComponent("Fixtures").path
        let here = try GrinderProcess.run(["verify-determinism", "--fixtures", fixtures])
        let workers = try GrinderProcess.run(["verify-determinism", "--fixtures", fixtures, "--through", "workers"])
        XCTAssertEqual(workers.code, 0, workers.err)
        XCTAssertEqual(workers.out, here.out)
        let backtest = try GrinderProcess.run(["backtest", "--fixtures", fixtures])
        let supervised = try GrinderProcess.run(["backtest", "--fixtures", fixtures, "--through", "workers"])
        XCTAssertEqual(supervised.code, 0, supervised.err)
        XCTAssertEqual(supervised.out, backtest.out)
    }
}
