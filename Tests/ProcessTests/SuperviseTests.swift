// A fixture through a supervisor and three workers says what the same fixture says in one process.

import Domain
import Foundation
import TestSupport
import XCTest

final class SuperviseTests: XCTestCase {
    private let supervise = ["supervise", "--pipeline", "replay", "--exit-when-done"]

    /// The lines that both commands print.
    private func common(_ lines: [String]) -> [String] {
        lines.filter { !$0.hasPrefix("worker ") && !$0.hasPrefix("ring ") }
    }

    func testEveryFixtureOfTheProject() throws {
        let directory = PackageLayout.root.appendingPathComponent("Fixtures").path
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        XCTAssertGreaterThanOrEqual(names.count, 14)
        for name in names {
            let fixture = ["--fixture", directory + "/" + name, "-v"]
            let replay = try GrinderProcess.run(["replay"] + fixture)
            let supervised = try GrinderProcess.run(supervise + fixture)
            XCTAssertEqual(replay.code, 0, "\(name): \(replay.err)")
            XCTAssertEqual(supervised.code, 0, "\(name): \(supervised.err)")
            XCTAssertEqual(common(supervised.outLines), replay.outLines, name)
            XCTAssertEqual(supervised.err, "", name)
            for role in ["feed", "strategy", "execution"] {
                XCTAssertEqual(supervised.outLines.count { $0.hasPrefix("worker \(role): pid ") }, 1, name)
            }
            for ring in ["market", "intent", "report"] {
                XCTAssertEqual(supervised.outLines.count { $0.hasPrefix("ring \(ring): ") && !$0.hasSuffix(" 0 records") }, 1, name)
            }
        }
    }

    func testTheDigestsThatTheRequirementsQuote() throws {
        let fixtures = PackageLayout.root.appendingPathComponent("Fixtures").path
        for (name, digest) in [("sample_day", "453ebd0f655e4920"), ("sample_day_allowed", "03253d84cd2604e7")] {
            let ended = try GrinderProcess.run(supervise + ["--fixture", "\(fixtures)/\(name)"])
            XCTAssertEqual(
                ended.outLines.suffix(3), ["Replay completed. Events processed: 5", "Output digest: \(digest)", ""])
        }
    }

    func testEveryEdgeFixture() throws {
        for edge in EdgeFixture.all {
            let directory = try ScratchDirectory()
            try edge.write(to: directory)
            for command in [["replay"], supervise] {
                // A doubled and a trailing slash: both print the path as the reference normalises it.
                let words = command + ["--fixture", "/" + directory.path + "/", "-v"]
                let ended = try GrinderProcess.run(words)
                guard case .completed(let events, let outputs, _, let failures, let digest) = edge.outcome else {
                    XCTAssertEqual(ended.code, 1, edge.name)
                    XCTAssertEqual(ended.out, "", edge.name)
                    XCTAssertTrue(ended.err.contains(directory.path), edge.name)
                    continue
                }
                let lines = common(ended.outLines)
                XCTAssertEqual(
                    lines.prefix(3),
                    ["Loading fixture from: \(directory.path)", "Events processed: \(events)", "Outputs generated: \(outputs)"],
                    "\(command[0]) \(edge.name)")
                XCTAssertEqual(
                    lines.suffix(3), ["Replay completed. Events processed: \(events)", "Output digest: \(digest)", ""],
                    "\(command[0]) \(edge.name)")
                let errors = events == 0 ? 1 : failures
                XCTAssertEqual(lines.count { $0.hasPrefix("  - ") }, errors, edge.name)
                XCTAssertEqual(ended.code, errors == 0 ? 0 : 1, edge.name)
                if errors > 0 {
                    XCTAssertTrue(ended.err.contains(events == 0 ? "no events found" : "\(errors) of \(events) events failed"), ended.err)
                    let lenient = try GrinderProcess.run(words + ["--lenient"])
                    XCTAssertEqual(lenient.code, 0, edge.name)
                    XCTAssertEqual(common(lenient.outLines), lines, edge.name)
                    XCTAssertEqual(lenient.err, "", edge.name)
                }
            }
        }
    }

    func testJSON() throws {
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", [SnapshotLine(1), SnapshotLine(2).with("bid_price", "null")].map { $0.json + "\n" }.joined())
        let ended = try GrinderProcess.run(supervise + ["--fixture", directory.path, "--json", "--lenient"])
        XCTAssertEqual(ended.code, 0, ended.err)
        let document = try JSONParser.parse(text: ended.out)
        XCTAssertEqual(document["fixture_path"]?.stringValue, directory.path)
        XCTAssertEqual(document["events_processed"]?.integerValue, 2)
        XCTAssertEqual(document["outputs"]?.integerValue, 1)
        XCTAssertEqual(document["errors"]?.arrayValue?.count, 1)
        XCTAssertEqual(document["digest"]?.stringValue, document["sha256"]?.stringValue.map { String($0.prefix(16)) })
        let workers = try XCTUnwrap(document["workers"]?.arrayValue)
        XCTAssertEqual(Set(workers.compactMap { $0["role"]?.stringValue }), ["feed", "strategy", "execution"])
        XCTAssertEqual(Set(workers.compactMap { $0["pid"]?.integerValue }).count, 3)
        XCTAssertEqual(document["rings"]?.arrayValue?.compactMap { $0["ring"]?.stringValue }, ["market", "intent", "report"])
    }

    func testThePaceIsALeastTimeBetweenEvents() throws {
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", (0..<21).map { SnapshotLine($0).json + "\n" }.joined())
        let start = ContinuousClock.now
        let ended = try GrinderProcess.run(supervise + ["--fixture", directory.path, "--pace-us", "10000"])
        XCTAssertEqual(ended.code, 0, ended.err)
        XCTAssertGreaterThanOrEqual(ContinuousClock.now - start, .milliseconds(200), "20 gaps of 10 ms")
    }

    func testWithoutExitWhenDoneItWaitsForASignal() throws {
        for signal in [SIGTERM, SIGINT] {
            let directory = try ScratchDirectory()
            try directory.write("events.jsonl", SnapshotLine(1000).json)
            let process = try GrinderProcess(["supervise", "--pipeline", "replay", "--fixture", directory.path])
            XCTAssertTrue(try eventually(within: 30) { try process.printed().contains("Output digest: bb92f2f39e6a0fe0\n") })
            XCTAssertTrue(process.isRunning)
            process.send(signal)
            let ended = try process.end()
            XCTAssertEqual(ended.code, 0)
            XCTAssertEqual(ended.err, "")
        }
    }
}
