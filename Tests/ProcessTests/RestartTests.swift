// What the supervisor does about workers that die or hang while a journal is kept, and where it stops doing it.

import Domain
import Foundation
import Rings
import TestSupport
import XCTest

final class RestartTests: XCTestCase {
    /// A paced run with a journal; 3000 events of two milliseconds each unless told otherwise.
    private final class JournalledRun {
        let process: GrinderProcess
        let directory: ScratchDirectory
        private(set) var region: InstanceRegion!

        init(_ options: [String], paceUs: Int = 2000) throws {
            directory = try ScratchDirectory()
            try directory.write("fixture/events.jsonl", (0..<1500).map { SnapshotLine($0).json + "\n" }.joined())
            process = try GrinderProcess(
                ["supervise", "--pipeline", "replay", "--fixture", directory.file("fixture"), "--pace-us", "\(paceUs)",
                 "--exit-when-done", "--journal", directory.file("journal"), "--audit", directory.file("audit.jsonl")]
                    + options)
            let pid = process.pid
            var found: InstanceRegion?
            XCTAssertTrue(
                eventually(within: 30) {
                    found = try? AttachedRegion.of(pid)
                    return (found?.worker(.strategy).recordsIn ?? 0) > 20
                })
            region = found
        }

        /// Waits for the next process of a role, and that it has done something.
        func pid(of role: WorkerRole, after last: Int32 = 0) -> Int32 {
            let slot = region.worker(role)
            XCTAssertTrue(
                eventually(within: 30) { slot.processID > 0 && slot.processID != last && slot.state == .running },
                "no new \(role)")
            return slot.processID
        }

        var undisturbed: String {
            get throws {
                try GrinderProcess.run(["replay", "--fixture", directory.file("fixture")]).outLines
                    .first { $0.hasPrefix("Output digest: ") } ?? "none"
            }
        }
    }

    func testAStalledWorkerIsKilledAndResumes() throws {
        for role in [WorkerRole.feed, .strategy, .execution, .journal] {
            let run = try JournalledRun(["--stall-ms", "300"])
            let pid = run.pid(of: role)
            kill(pid, SIGSTOP)
            _ = run.pid(of: role, after: pid)
            let ended = try run.process.end(within: 60)
            XCTAssertEqual(ended.code, 0, ended.err)
            XCTAssertTrue(ended.out.contains(try run.undisturbed), "\(role): \(ended.out)")
            XCTAssertTrue(ended.err.contains("(pid \(pid)) has been silent for "), ended.err)
        }
    }

    func testPastTheLimitNothingIsLeftAtThePort() throws {
        let run = try JournalledRun(["--restart-limit", "2/60"], paceUs: 20_000)
        var pid: Int32 = 0
        for _ in 0..<3 {
            pid = run.pid(of: .strategy, after: pid)
            kill(pid, SIGKILL)
        }
        let ended = try run.process.end(within: 30)
        XCTAssertEqual(ended.code, 3)
        XCTAssertEqual(ended.out, "", "no result is printed")
        XCTAssertTrue(ended.err.contains("after 2 restarts within 60 s; the kill switch is tripped"), ended.err)
        XCTAssertTrue(ended.err.contains("open orders cancelled"), ended.err)
        let audit = try JSONParser.parse(text: String(contentsOfFile: run.directory.file("audit.jsonl"), encoding: .utf8))
        XCTAssertEqual(audit["event"]?.stringValue, "kill_switch_tripped")
        XCTAssertEqual(audit["reason"]?.stringValue, "ERROR")
        XCTAssertEqual(ProcessTable.workers(of: run.process.pid).count, 0)
    }

    func testAJournalIsOnlyContinuedOnRequestAndUnderTheSameOptions() throws {
        let run = try JournalledRun([])
        run.process.send(SIGTERM)
        XCTAssertEqual(try run.process.end(within: 20).code, 3)
        let words = [
            "supervise", "--fixture", run.directory.file("fixture"), "--exit-when-done", "--journal",
            run.directory.file("journal"), "--pipeline",
        ]
        let refused = try GrinderProcess.run(words + ["replay"])
        XCTAssertEqual(refused.code, 2)
        XCTAssertTrue(refused.err.contains("holds a run already; continue it with --resume"), refused.err)
        let other = try GrinderProcess.run(words + ["paper", "--resume"])
        XCTAssertEqual(other.code, 2)
        XCTAssertTrue(other.err.contains("was written under other options"), other.err)
        let resumed = try GrinderProcess.run(words + ["replay", "--resume"])
        XCTAssertEqual(resumed.code, 0, resumed.err)
        XCTAssertTrue(resumed.out.contains(try run.undisturbed), resumed.out)
        XCTAssertTrue(resumed.err.contains("resuming after "), resumed.err)
        let again = try GrinderProcess.run(words + ["replay", "--resume"])
        XCTAssertTrue(again.out.contains(try run.undisturbed), "a finished run is finished: \(again.out)")
        XCTAssertEqual(try GrinderProcess.run(["journal", "verify", run.directory.file("journal")]).code, 0)
    }

    func testAChangedSourceIsADivergence() throws {
        let run = try JournalledRun([])
        run.process.send(SIGTERM)
        _ = try run.process.end(within: 20)
        try run.directory.write(
            "fixture/events.jsonl",
            (0..<1500).map { SnapshotLine($0).with("bid_price", "\"1.00\"").json + "\n" }.joined())
        let resumed = try GrinderProcess.run([
            "supervise", "--fixture", run.directory.file("fixture"), "--exit-when-done", "--journal",
            run.directory.file("journal"), "--pipeline", "replay", "--resume",
        ])
        XCTAssertEqual(resumed.code, 3)
        XCTAssertTrue(resumed.err.contains("recovery: divergence at record "), resumed.err)
    }
}
