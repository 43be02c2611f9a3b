// The kill switch from outside: it stops new risk within the next check, whatever hangs, and every change is
// written down.

import Domain
import Foundation
import Rings
import TestSupport
import XCTest

final class KillSwitchTests: XCTestCase {
    /// A run that places new orders with every event: each is of a symbol of its own.
    private final class PlacingRun {
        let process: GrinderProcess
        let region: InstanceRegion
        let directory: ScratchDirectory
        var audit: String { directory.file("audit.jsonl") }

        init(_ options: [String] = []) throws {
            directory = try ScratchDirectory()
            try directory.write(
                "events.jsonl",
                (0..<2000).map { SnapshotLine($0).with("symbol", "\"S\($0)\"").json + "\n" }.joined())
            process = try GrinderProcess(
                ["supervise", "--pipeline", "replay", "--fixture", directory.path, "--pace-us", "2000",
                 "--exit-when-done", "--audit", directory.file("audit.jsonl")] + options)
            var found: InstanceRegion?
            let process = process
            _ = eventually(within: 30) {
                found = try? AttachedRegion.of(process.pid)
                return (found?.worker(.strategy).recordsIn ?? 0) > 100
            }
            region = try XCTUnwrap(found)
        }

        func command(_ words: String...) throws -> GrinderProcess.Ended {
            try GrinderProcess.run(["kill-switch"] + words + ["--pid", "\(process.pid)"])
        }

        /// Orders that the execution says it sent, and those that the permit stopped.
        var sent: UInt64 { region.counters(.execution)[.executionPlaced] }
        var refused: UInt64 { region.counters(.execution)[.executionRefused] }
    }

    /// The switch outlives its supervisor; the reset does too.
    func testAResumedRunKeepsTheSwitch() throws {
        let scratch = try ScratchDirectory()
        let journal = ["--journal", scratch.file("journal")]
        let first = try PlacingRun(journal)
        XCTAssertEqual(try first.command("trip").code, 0)
        XCTAssertTrue(eventually(within: 10) { FileManager.default.fileExists(atPath: scratch.file("journal/kill-switch")) })
        first.process.send(SIGKILL)
        XCTAssertEqual(try first.process.end(within: 20).signal, SIGKILL)
        let fixture = ["supervise", "--pipeline", "replay", "--fixture", first.directory.path, "--pace-us", "2000", "--exit-when-done", "--resume"]
        func resumed() throws -> (GrinderProcess, InstanceRegion) {
            let process = try GrinderProcess(fixture + journal)
            var region: InstanceRegion?
            XCTAssertTrue(
                eventually(within: 30) {
                    region = try? AttachedRegion.of(process.pid)
                    return region?.worker(.execution).state == .running
                })
            return (process, try XCTUnwrap(region))
        }
        let (second, region) = try resumed()
        XCTAssertEqual(try GrinderProcess.run(["kill-switch", "status", "--pid", "\(second.pid)"]).code, 1)
        let sent = region.counters(.execution)[.executionPlaced]
        XCTAssertTrue(eventually(within: 10) { region.counters(.execution)[.executionRefused] > 20 })
        XCTAssertEqual(region.counters(.execution)[.executionPlaced], sent)
        XCTAssertEqual(try GrinderProcess.run(["kill-switch", "reset", "--pid", "\(second.pid)"]).code, 0)
        XCTAssertTrue(eventually(within: 10) { !FileManager.default.fileExists(atPath: scratch.file("journal/kill-switch")) })
        second.send(SIGKILL)
        _ = try second.end(within: 20)
        let (third, _) = try resumed()
        XCTAssertEqual(try GrinderProcess.run(["kill-switch", "status", "--pid", "\(third.pid)"]).code, 0)
        third.send(SIGTERM)
        _ = try third.end(within: 20)
    }

    func testATripStopsNewOrdersAndAResetLetsThemGo() throws {
        let run = try PlacingRun()
        XCTAssertEqual(try run.command("status").code, 0)
        XCTAssertGreaterThan(run.sent, 0)
        XCTAssertEqual(run.refused, 0)
        let tripped = try run.command("trip")
        XCTAssertEqual(tripped.code, 0)
        // One tick may have been past its check when the word changed.
        XCTAssertTrue(eventually(within: 10) { run.refused > 0 })
        let sent = run.sent
        let refused = run.refused
        XCTAssertTrue(eventually(within: 10) { run.refused > refused + 50 })
        XCTAssertEqual(run.sent, sent, "not one order left after the first refusal")
        XCTAssertEqual(try run.command("status").code, 1)
        XCTAssertTrue(try run.command("trip").out.contains("was tripped already"))
        XCTAssertEqual(try run.command("reset").code, 0)
        XCTAssertTrue(eventually(within: 10) { run.sent > sent })
        run.process.send(SIGTERM)
        let ended = try run.process.end(within: 20)
        XCTAssertTrue(ended.err.contains("kill switch tripped by user "), ended.err)
        XCTAssertTrue(ended.err.contains("kill switch reset by user "), ended.err)
        let entries = try String(contentsOfFile: run.audit, encoding: .utf8).split(separator: "\n").map {
            try JSONParser.parse(text: String($0))
        }
        XCTAssertEqual(entries.map { $0["event"]?.stringValue }, ["kill_switch_tripped", "kill_switch_reset"])
        XCTAssertEqual(entries.first?["reason"]?.stringValue, "MANUAL")
        XCTAssertEqual(entries.first?["user"]?.integerValue, Int(getuid()))
    }

    func testItWorksWhileTheStrategyIsStopped() throws {
        let run = try PlacingRun(["--stall-ms", "60000"])
        let strategy = try XCTUnwrap(ProcessTable.workers(of: run.process.pid)["strategy"])
        kill(strategy.pid, SIGSTOP)
        XCTAssertTrue(eventually(within: 10) { LiveProcess(pid: strategy.pid)?.state == "T" })
        XCTAssertEqual(try run.command("trip").code, 0)
        let sent = run.sent
        kill(strategy.pid, SIGCONT)
        XCTAssertTrue(eventually(within: 10) { run.refused > 50 })
        XCTAssertLessThanOrEqual(run.sent, sent + 10, "at most the tick that was on its way: ten levels")
        run.process.send(SIGTERM)
        _ = try run.process.end(within: 20)
    }

    func testAnExpiredLeaseStopsOrdersWhileTheSupervisorIsStopped() throws {
        let run = try PlacingRun(["--lease-ms", "300"])
        XCTAssertEqual(run.refused, 0, "the supervisor renews the lease")
        run.process.send(SIGSTOP)
        XCTAssertTrue(eventually(within: 10) { run.refused > 20 })
        let sent = run.sent
        XCTAssertTrue(eventually(within: 10) { run.refused > 60 })
        XCTAssertEqual(run.sent, sent)
        run.process.send(SIGCONT)
        XCTAssertTrue(eventually(within: 10) { run.sent > sent }, "the lease is renewed")
        run.process.send(SIGTERM)
        _ = try run.process.end(within: 20)
    }

    func testWithoutAnInstance() throws {
        let ended = try GrinderProcess.run(["kill-switch", "trip", "--pid", "1"])
        XCTAssertEqual(ended.code, 3)
        XCTAssertTrue(ended.err.contains("give the pid of a running `grinder supervise`"), ended.err)
        XCTAssertEqual(try GrinderProcess.run(["kill-switch", "status", "--pid", "x"]).code, 2)
    }
}
