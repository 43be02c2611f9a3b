// What a service manager sees of a supervisor: ready, status, the watchdog's feed, reload, stopping.

import Foundation
import TestSupport
import XCTest

final class ServiceTests: XCTestCase {
    private var directories: [ScratchDirectory] = []

    private func supervise(
        _ socket: NotifySocket, _ options: [String] = [], watchdogUs: Int = 300_000,
        environment: [String: String] = [:]
    ) throws -> GrinderProcess {
        let directory = try ScratchDirectory()
        directories.append(directory)
        try directory.write("events.jsonl", (0..<3000).map { SnapshotLine($0).json + "\n" }.joined())
        return try GrinderProcess(
            ["supervise", "--pipeline", "replay", "--fixture", directory.path, "--pace-us", "20000", "--exit-when-done"]
                + options,
            environment: environment.merging(
                ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "\(watchdogUs)"]) { $1 })
    }

    func testReadyStatusWatchdogAndStopping() throws {
        let socket = try NotifySocket()
        let process = try supervise(socket)
        XCTAssertTrue(socket.waits { $0 == "READY=1" })
        XCTAssertTrue(socket.waits { $0.hasPrefix("STATUS=3 workers, ") && $0.hasSuffix(" records, 0 restarts") })
        XCTAssertTrue(socket.waits { _ in socket.received.count { $0 == "WATCHDOG=1" } >= 3 })
        XCTAssertEqual(socket.count("READY=1"), 1)
        process.send(SIGTERM)
        XCTAssertTrue(socket.waits { $0 == "STOPPING=1" })
        XCTAssertEqual(try process.end(within: 20).code, 3, "the source was not at its end")
    }

    func testTheWatchdogIsNotFedWhileAWorkerIsSilent() throws {
        let socket = try NotifySocket()
        let process = try supervise(socket, ["--stall-ms", "60000"])
        XCTAssertTrue(socket.waits { $0 == "WATCHDOG=1" })
        let workers = ProcessTable.workers(of: process.pid)
        let strategy = try XCTUnwrap(workers["strategy"])
        kill(strategy.pid, SIGSTOP)
        XCTAssertTrue(eventually(within: 10) { LiveProcess(pid: strategy.pid)?.state == "T" })
        // The heartbeat goes stale after one interval; then the feed must stop, status messages go on or not.
        var fed = socket.count("WATCHDOG=1")
        XCTAssertTrue(
            eventually(within: 20) {
                Thread.sleep(forTimeInterval: 0.6)
                defer { fed = socket.count("WATCHDOG=1") }
                return socket.count("WATCHDOG=1") == fed
            }, "two intervals without food")
        kill(strategy.pid, SIGCONT)
        XCTAssertTrue(eventually(within: 20) { socket.count("WATCHDOG=1") > fed }, "fed again")
        process.send(SIGTERM)
        _ = try process.end(within: 20)
    }

    func testReload() throws {
        let socket = try NotifySocket()
        let directory = try ScratchDirectory()
        let file = try directory.write("grinder.env", "GRINDER_LOG_LEVEL=info\n")
        let process = try supervise(socket, ["--log-format", "text"], environment: ["GRINDER_CONFIG": file])
        XCTAssertTrue(socket.waits { $0 == "READY=1" })
        var reloads = 1
        func reload(_ text: String) throws -> String {
            try directory.write("grinder.env", text)
            let before = try process.complained().count
            process.send(SIGHUP)
            reloads += 1
            XCTAssertTrue(eventually(within: 10) { socket.count("READY=1") == reloads })
            return String(try process.complained().dropFirst(before))
        }
        XCTAssertTrue(try reload("GRINDER_LOG_LEVEL=info\n").contains("SIGHUP: nothing has changed"))
        XCTAssertTrue(socket.received.contains { $0.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") })
        let changed = try reload("GRINDER_LOG_LEVEL=warning\nMAX_CALLS_PER_RUN=7\n")
        XCTAssertTrue(changed.contains("GRINDER_LOG_LEVEL: info -> warning"), changed)
        XCTAssertTrue(changed.contains("-> 7 (takes effect with the next start)"), changed)
        let refused = try reload("GRINDER_LOG_LEVEL=loud\n")
        XCTAssertTrue(refused.contains("the configuration is left as it was"), refused)
        XCTAssertTrue(refused.contains("GRINDER_LOG_LEVEL"), refused)
        XCTAssertTrue(process.isRunning)
        process.send(SIGTERM)
        _ = try process.end(within: 20)
    }

    func testTheDogIsNotOurs() throws {
        let socket = try NotifySocket()
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", SnapshotLine(1).json)
        let process = try GrinderProcess(
            ["supervise", "--pipeline", "replay", "--fixture", directory.path],
            environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "100000", "WATCHDOG_PID": "1"])
        XCTAssertTrue(socket.waits { $0 == "READY=1" })
        process.send(SIGTERM)
        XCTAssertEqual(try process.end(within: 20).code, 0)
        XCTAssertEqual(socket.count("WATCHDOG=1"), 0)
    }

    func testASecondSIGTERMForcesTheEnd() throws {
        let socket = try NotifySocket()
        let process = try supervise(socket, ["--drain-ms", "600000", "--stall-ms", "600000"])
        XCTAssertTrue(socket.waits { $0 == "READY=1" })
        let strategy = try XCTUnwrap(ProcessTable.workers(of: process.pid)["strategy"])
        kill(strategy.pid, SIGSTOP)
        process.send(SIGTERM)
        XCTAssertTrue(socket.waits { $0 == "STOPPING=1" })
        XCTAssertTrue(process.isRunning, "the drain waits for the stopped worker")
        process.send(SIGTERM)
        let ended = try process.end(within: 20)
        XCTAssertEqual(ended.code, 3)
        XCTAssertTrue(ended.err.contains("second signal: killing the workers"), ended.err)
        XCTAssertTrue(eventually(within: 10) { !strategy.isAlive })
    }
}
