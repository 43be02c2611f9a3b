// A supervised run under way, for tests that look at it from outside.

import Foundation
import Rings
import TestSupport
import XCTest

final class RunningInstance {
    let process: GrinderProcess
    let workers: [String: LiveProcess]
    let region: InstanceRegion
    private let directory: ScratchDirectory

    /// A run over 3,000 events 20 ms apart: a minute, unless it is ended before. Returns when the strategy has read
    /// some records.
    init(_ options: [String] = []) throws {
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", (0..<3000).map { SnapshotLine($0).json + "\n" }.joined())
        let process = try GrinderProcess(
            ["supervise", "--pipeline", "replay", "--fixture", directory.path, "--pace-us", "20000", "--exit-when-done"]
                + options)
        var workers: [String: LiveProcess] = [:]
        XCTAssertTrue(
            eventually(within: 30) {
                workers = ProcessTable.workers(of: process.pid)
                return workers.count == 3
            }, "no three workers: \(workers)")
        self.directory = directory
        self.process = process
        self.workers = workers
        region = try AttachedRegion.of(process.pid)
        let strategy = region.worker(.strategy)
        XCTAssertTrue(eventually(within: 30) { strategy.recordsIn >= 20 }, "the run did not get under way")
    }

    var pid: String { "\(process.pid)" }

    func worker(_ role: String) throws -> LiveProcess { try XCTUnwrap(workers[role], "no \(role)") }

    /// Ends the run and waits until it has.
    @discardableResult
    func end() throws -> GrinderProcess.Ended {
        process.send(SIGTERM)
        return try process.end(within: 20)
    }
}
