// Workers without lockstep: the feed never waits for a strategy, every event is accounted for, and what was decided
// can be computed again.

import CGrinder
import Domain
import Foundation
import Rings
import TestSupport
import XCTest

final class FreeRunningTests: XCTestCase {
    private let marketDay = PackageLayout.root.appendingPathComponent("Fixtures/market_day").path

    private func flow(_ document: JSONValue, _ side: String, _ name: String) -> Int {
        document["flow"]?[side]?[name]?.integerValue ?? -1
    }

    private func assertAccountedFor(_ document: JSONValue, line: UInt = #line) {
        XCTAssertEqual(
            flow(document, "feed", "events"), flow(document, "feed", "sent") + flow(document, "feed", "conflated"), line: line)
        XCTAssertEqual(flow(document, "feed", "pending"), 0, line: line)
        XCTAssertEqual(flow(document, "strategy", "pending"), 0, line: line)
        XCTAssertGreaterThan(flow(document, "strategy", "snapshots"), 0, line: line)
    }

    func testAFloodIsConflatedAndCanBeReplayed() throws {
        for pipeline in ["replay", "paper"] {
            let scratch = try ScratchDirectory()
            let journal = scratch.file("journal")
            let ended = try GrinderProcess.run([
                "supervise", "--fixture", marketDay, "--pipeline", pipeline, "--free-running", "--journal", journal,
                "--repeat", "2", "--exit-when-done", "--json",
            ])
            XCTAssertEqual(ended.code, 0, ended.err)
            let document = try JSONParser.parse(text: ended.out)
            assertAccountedFor(document)
            XCTAssertEqual(document["events_processed"]?.integerValue, 40_000)
            XCTAssertGreaterThan(
                flow(document, "feed", "conflated") + flow(document, "strategy", "conflated"), 0, "as fast as it can")
            let replay = try GrinderProcess.run(["journal", "replay", journal])
            XCTAssertEqual(replay.code, 0, replay.err)
            XCTAssertTrue(replay.out.contains("identical to the recorded run"), replay.out)
        }
    }

    func testTheFeedDoesNotWaitForAStrategyThatStands() throws {
        let process = try GrinderProcess([
            "supervise", "--fixture", marketDay, "--pipeline", "replay", "--free-running", "--pace-us", "50", "--repeat", "2",
            "--stall-ms", "60000", "--exit-when-done", "--json",
        ])
        var attached: InstanceRegion?
        XCTAssertTrue(
            eventually(within: 30) {
                if attached == nil { attached = try? AttachedRegion.of(process.pid) }
                return attached.map { $0.counters(.strategy)[.strategyTicks] > 0 } ?? false
            }, "the run did not get under way")
        let region = try XCTUnwrap(attached)
        let strategy = region.worker(.strategy).processID
        XCTAssertEqual(kill(strategy, SIGSTOP), 0)
        let feed = region.counters(.feed)
        XCTAssertTrue(eventually(within: 60) { feed[.feedEvents] == 40_000 }, "the feed waits: \(feed[.feedEvents])")
        XCTAssertGreaterThan(feed[.feedConflated], 0)
        XCTAssertEqual(feed[.feedEvents], feed[.feedSent] + feed[.feedConflated] + feed[.feedPending])
        XCTAssertEqual(kill(strategy, SIGCONT), 0)
        let ended = try process.end(within: 60)
        XCTAssertEqual(ended.code, 0, ended.err)
        assertAccountedFor(try JSONParser.parse(text: ended.out))
    }

    /// One event after the other, each decided before the next: nothing gives way, and it is the run in lockstep.
    func testOneEventAtATimeIsTheRunInLockstep() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day_l2_gating").path
        func run(_ options: [String]) throws -> JSONValue {
            let ended = try GrinderProcess.run(
                ["supervise", "--fixture", fixture, "--pipeline", "paper", "--use-config", "--exit-when-done", "--json"] + options)
            XCTAssertEqual(ended.code, 0, ended.err)
            return try JSONParser.parse(text: ended.out)
        }
        let lockstep = try run([])
        // A machine that stands still for a pace may conflate; then there is nothing to compare.
        for attempt in 1...5 {
            let free = try run(["--free-running", "--pace-us", "\(20_000 * attempt)"])
            guard flow(free, "feed", "conflated") + flow(free, "strategy", "conflated") == 0 else { continue }
            XCTAssertEqual(free["sha256"]?.stringValue, lockstep["sha256"]?.stringValue)
            return
        }
        XCTFail("events gave way even at 100 ms each")
    }

    func testSourceOptions() throws {
        for (options, name) in [
            (["--speed", "0"], "--speed"), (["--speed", "fast"], "--speed"), (["--repeat", "x"], "--repeat"),
            (["--speed", "2", "--pace-us", "10"], "--speed"),
        ] {
            let ended = try GrinderProcess.run(["supervise", "--pipeline", "replay", "--fixture", marketDay] + options)
            XCTAssertEqual(ended.code, 2)
            XCTAssertTrue(ended.err.contains(name), ended.err)
        }
    }

    /// In lockstep too: three days one behind the other, in time and in the digest.
    func testARepeatedFixtureGoesOnInTime() throws {
        let scratch = try ScratchDirectory()
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day_allowed").path
        let out = scratch.file("out.json")
        let ended = try GrinderProcess.run([
            "supervise", "--fixture", fixture, "--pipeline", "replay", "--repeat", "3", "--exit-when-done", "--out", out,
        ])
        XCTAssertEqual(ended.code, 0, ended.err)
        let text = try String(contentsOfFile: out, encoding: .utf8)
        let outputs = try XCTUnwrap(JSONParser.parse(text: text)["outputs"]?.arrayValue)
        let times = outputs.compactMap { $0["ts"]?.integerValue }
        XCTAssertEqual(times, (0..<3).flatMap { pass in (1...5).map { $0 * 1000 + pass * 4001 } })
    }
}
