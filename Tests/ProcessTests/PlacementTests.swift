// `--idle` and `--pin`: what is asked for is what the workers do and show, and the digest does not depend on it.

import Foundation
import Rings
import TestSupport
import XCTest

final class PlacementTests: XCTestCase {
    private func allowedCPUs(of pid: Int32) -> String? {
        ProcessTable.read("/proc/\(pid)/status")?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
            .map { String($0.drop { $0 != "\t" }.dropFirst()) }
    }

    func testPinnedWorkersStayWhereTheyAre() throws {
        let cpus = WorkerPlacement.availableCPUs
        let cpu = try XCTUnwrap(cpus.last)
        let instance = try RunningInstance(["--pin", "strategy=\(cpu),execution=\(cpu)", "--idle", "backoff"])
        XCTAssertEqual(allowedCPUs(of: try instance.worker("strategy").pid), "\(cpu)")
        XCTAssertEqual(allowedCPUs(of: try instance.worker("execution").pid), "\(cpu)")
        XCTAssertEqual(
            allowedCPUs(of: try instance.worker("feed").pid), allowedCPUs(of: instance.process.pid), "not pinned")
        XCTAssertEqual(instance.region.worker(.strategy).placementChosen, WorkerPlacement(idle: .backoff, cpu: cpu))
        XCTAssertEqual(instance.region.worker(.feed).placementChosen, WorkerPlacement(idle: .backoff))
        try instance.end()
    }

    func testTheDigestDoesNotDependOnIt() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day").path
        for options in [["--idle", "spin"], ["--idle", "park"], ["--pin", "auto"], ["--idle", "backoff", "--pin", "none"]] {
            let ended = try GrinderProcess.run(
                ["supervise", "--pipeline", "replay", "--exit-when-done", "--fixture", fixture] + options)
            XCTAssertEqual(ended.code, 0, ended.err)
            XCTAssertTrue(ended.out.hasSuffix("Output digest: 453ebd0f655e4920\n"), "\(options): \(ended.out)")
        }
    }

    func testWrongUsage() throws {
        let missing = (WorkerPlacement.availableCPUs.max() ?? 0) + 1
        for (options, part) in [
            (["--idle", "sleep"], "'--idle' is one of spin, backoff, park, not 'sleep'"),
            (["--pin", "strategy"], "not 'strategy'"), (["--pin", "journal=0"], "not 'journal=0'"),
            (["--pin", "feed=\(missing)"], "CPU \(missing) is not among"), (["--pin", ""], "not ''"),
        ] {
            let ended = try GrinderProcess.run(["supervise", "--fixture", "x", "--pipeline", "replay"] + options)
            XCTAssertEqual(ended.code, 2, "\(options)")
            XCTAssertTrue(ended.err.contains(part), ended.err)
        }
    }
}
