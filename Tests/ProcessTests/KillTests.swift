// Processes that die or are told to stop in the middle of a run: it fails loudly, says who, and
// leaves nothing behind.

import Foundation
import Rings
import TestSupport
import XCTest

final class KillTests: XCTestCase {
    /// A supervised run that takes a minute if nothing happens to it.
    private final class LongRun {
        let process: GrinderProcess
        let workers: [String: LiveProcess]
        private let directory: ScratchDirectory

        init() throws {
            let directory = try ScratchDirectory()
            try directory.write("events.jsonl", (0..<3000).map { SnapshotLine($0).json + "\n" }.joined())
            let process = try GrinderProcess([
                "supervise", "--pipeline", "replay", "--fixture", directory.path, "--pace-us", "20000", "--exit-when-done",
            ])
            var workers: [String: LiveProcess] = [:]
            _ = eventually(within: 30) {
                workers = ProcessTable.workers(of: process.pid)
                return workers.count == 3
            }
            XCTAssertEqual(Set(workers.keys), ["feed", "strategy", "execution"])
            self.directory = directory
            self.process = process
            self.workers = workers
            // Attached as a tool would be: the run is under way once the strategy has read some records.
            let region = try AttachedRegion.of(process.pid)
            XCTAssertTrue(eventually(within: 30) { region.worker(.strategy).recordsIn >= 20 }, "the run did not get under way")
        }

        var pids: [Int32] { [process.pid] + workers.values.map(\.pid) }

        func assertNobodyLives(line: UInt = #line) {
            for (role, worker) in workers {
                XCTAssertTrue(eventually(within: 10) { !worker.isAlive }, "\(role) lives on", line: line)
            }
        }
    }

    private func assertFails(
        _ run: LiveRunEnd, _ words: [String], line: UInt = #line
    ) {
        XCTAssertEqual(run.ended.code, 3, line: line)
        XCTAssertEqual(run.ended.out, "", "no result is printed", line: line)
        for word in words { XCTAssertTrue(run.ended.err.contains(word), run.ended.err, line: line) }
        XCTAssertTrue(run.newTraces.isEmpty, "left behind: \(run.newTraces)", line: line)
    }

    private struct LiveRunEnd {
        let ended: GrinderProcess.Ended
        let newTraces: Set<String>
    }

    /// Starts a long run, does something to it, and waits for its end.
    private func disturb(_ action: (LongRun) -> Void, line: UInt = #line) throws -> LiveRunEnd {
        let before = ProcessTable.traces()
        let run = try LongRun()
        action(run)
        let ended = try run.process.end(within: 20)
        run.assertNobodyLives(line: line)
        return LiveRunEnd(ended: ended, newTraces: ProcessTable.traces().subtracting(before))
    }

    func testAKilledWorkerFailsTheRunByName() throws {
        for role in ["feed", "strategy", "execution"] {
            var pid: Int32 = 0
            let end = try disturb { run in
                guard let worker = run.workers[role] else { return XCTFail("no \(role)") }
                pid = worker.pid
                kill(pid, SIGKILL)
            }
            assertFails(end, ["grinder: worker \(role) (pid \(pid)) was killed by signal 9 (SIGKILL)", "the run has failed"])
        }
    }

    func testAKilledSupervisorTakesItsWorkersWithIt() throws {
        let end = try disturb { $0.process.send(SIGKILL) }
        XCTAssertEqual(end.ended.signal, SIGKILL)
        XCTAssertTrue(end.newTraces.isEmpty, "\(end.newTraces)")
    }

    func testSIGTERMAndSIGINTEndTheRunWithTheReason() throws {
        for (signal, name) in [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")] {
            let end = try disturb { $0.process.send(signal) }
            assertFails(end, ["grinder: stopped by signal \(signal) (\(name)) before the fixture was done"])
        }
    }

    func testAStoppedWorkerDoesNotHoldUpTheEnd() throws {
        for role in ["feed", "strategy", "execution"] {
            let end = try disturb { run in
                guard let worker = run.workers[role] else { return XCTFail("no \(role)") }
                kill(worker.pid, SIGSTOP)
                XCTAssertTrue(eventually(within: 10) { LiveProcess(pid: worker.pid)?.state == "T" })
                run.process.send(SIGTERM)
            }
            assertFails(end, ["SIGTERM"])
        }
    }

    func testNothingIsOpenInSharedDirectories() throws {
        let end = try disturb { run in
            for pid in run.pids {
                let files = ProcessTable.files(of: pid)
                XCTAssertTrue(files.contains { $0.hasPrefix("/memfd:") }, "the region is a memory file: \(files)")
                XCTAssertEqual(files.filter { $0.hasPrefix("/dev/shm/") }, [])
                // The program itself may stand below /tmp, when that is where it was built.
                let foreign = files.filter { !$0.hasPrefix(PackageLayout.root.path + "/") }
                XCTAssertEqual(foreign.filter { $0.hasPrefix("/tmp/") && $0.contains("grinder") }, [])
            }
            run.process.send(SIGTERM)
        }
        assertFails(end, ["SIGTERM"])
    }
}
