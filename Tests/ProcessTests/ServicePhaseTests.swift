// A supervisor answers, obeys and reports in every phase of a run: while workers load, drain, or hang at the end.

import Foundation
import TestSupport
import XCTest

final class ServicePhaseTests: XCTestCase {
    /// A supervised run under a service manager, with its pages.
    private final class Service {
        let socket: NotifySocket
        let directory: ScratchDirectory
        let process: GrinderProcess
        private let url: String

        /// - Parameter prepare: makes the fixture.
        init(_ options: [String], prepare: (ScratchDirectory) throws -> Void) throws {
            let directory = try ScratchDirectory()
            self.directory = directory
            socket = try NotifySocket()
            try FileManager.default.createDirectory(atPath: directory.file("fixture"), withIntermediateDirectories: true)
            try prepare(directory)
            process = try GrinderProcess(
                ["supervise", "--pipeline", "replay", "--fixture", directory.file("fixture"), "--exit-when-done",
                 "--http", "0", "--standalone", "--stall-ms", "600000", "--drain-ms", "600000"]
                    + options.map { $0.replacingOccurrences(of: "DIR", with: directory.path) },
                environment: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "300000"])
            url = try ServedPages.url(of: process)
        }

        deinit { process.send(SIGKILL) }

        static func events(_ count: Int) -> (ScratchDirectory) throws -> Void {
            { try $0.write("fixture/events.jsonl", (0..<count).map { SnapshotLine($0).json + "\n" }.joined()) }
        }

        func get(_ page: String) throws -> (status: Int, body: String, curl: CommandRun) { try ServedPages.get(url + page) }

        func stop(_ role: String) throws -> LiveProcess {
            let worker = try XCTUnwrap(ProcessTable.workers(of: process.pid)[role], role)
            worker.pid.signalled(SIGSTOP)
            XCTAssertTrue(eventually(within: 10) { LiveProcess(pid: worker.pid)?.state == "T" })
            return worker
        }

        /// Where somebody hangs and nobody may be relied on: the pages say so, and a second signal ends it.
        func assertItIsEnding(signals: Int) throws {
            XCTAssertTrue(socket.waits { $0 == "STOPPING=1" })
            XCTAssertTrue(socket.waits { $0.hasPrefix("STATUS=stopping, ") })
            XCTAssertEqual(try get("healthz").status, 200)
            let ready = try get("readyz")
            XCTAssertEqual(ready.status, 503)
            XCTAssertEqual(ready.body, "{\"ready\": false, \"role\": \"standby\"}")
            XCTAssertEqual(try get("metrics").status, 200)
            XCTAssertTrue(process.isRunning)
            for _ in 0..<signals {
                process.send(SIGTERM)
                // Another one before this is taken would be one with it.
                XCTAssertTrue(eventually(within: 10) { !ProcessTable.isPending(SIGTERM, of: process.pid) })
            }
            let ended = try process.end(within: 30)
            XCTAssertEqual(ended.code, 3)
            XCTAssertTrue(ended.err.contains("second signal: killing the workers"), ended.err)
        }
    }

    func testReadyIsSaidWhenEveryWorkerWorks() throws {
        // A feed that cannot load yet: whoever opens the source waits until this lease is given back.
        var lease: FileLease?
        let service = try Service(["--pace-us", "20000"]) { directory in
            try Service.events(3000)(directory)
            lease = try FileLease(directory.file("fixture/events.jsonl"))
        }
        XCTAssertTrue(service.socket.waits { $0 == "STATUS=starting: worker feed is starting" })
        XCTAssertTrue(service.socket.waits { $0.hasPrefix("EXTEND_TIMEOUT_USEC=") })
        XCTAssertEqual(try service.get("readyz").status, 503)
        XCTAssertTrue(try service.get("status.json").body.contains("worker feed is starting"))
        XCTAssertEqual(service.socket.count("READY=1"), 0)
        XCTAssertEqual(service.socket.count("WATCHDOG=1"), 0)
        lease?.giveBack()
        XCTAssertTrue(service.socket.waits { $0 == "READY=1" })
        XCTAssertTrue(service.socket.waits { $0 == "WATCHDOG=1" })
        XCTAssertTrue(eventually(within: 20) { (try? service.get("readyz").status) == 200 })
        service.process.send(SIGTERM)
        _ = try service.process.end(within: 20)
    }

    /// Between the last event and the end of the journal a signal was lost once.
    func testSignalsAndPagesWhileTheJournalIsFinished() throws {
        let service = try Service(["--journal", "DIR/journal", "--pace-us", "2000"], prepare: Service.events(500))
        XCTAssertTrue(service.socket.waits { $0 == "READY=1" })
        let journal = try service.stop("journal")
        XCTAssertTrue(
            eventually(within: 30) { ["feed", "strategy", "execution"].allSatisfy { ProcessTable.workers(of: service.process.pid)[$0] == nil } },
            "the source comes to its end")
        XCTAssertEqual(try service.get("healthz").status, 200)
        XCTAssertEqual(service.socket.count("STOPPING=1"), 0, "it is not told to stop")
        service.process.send(SIGTERM)
        try service.assertItIsEnding(signals: 1)
        XCTAssertTrue(eventually(within: 10) { !journal.isAlive })
    }

    func testSignalsAndPagesWhileARunIsGivenUp() throws {
        let service = try Service(
            ["--journal", "DIR/journal", "--pace-us", "20000", "--restart-limit", "0/60"], prepare: Service.events(3000))
        XCTAssertTrue(service.socket.waits { $0 == "READY=1" })
        // Asked to cancel what is open, it does not answer.
        let execution = try service.stop("execution")
        let strategy = try XCTUnwrap(ProcessTable.workers(of: service.process.pid)["strategy"])
        strategy.pid.signalled(SIGKILL)
        try service.assertItIsEnding(signals: 2)
        XCTAssertTrue(eventually(within: 10) { !execution.isAlive })
    }

    func testPagesWhileAWorkerDoesNotDrain() throws {
        let service = try Service(["--pace-us", "20000"], prepare: Service.events(3000))
        XCTAssertTrue(service.socket.waits { $0 == "READY=1" })
        let strategy = try service.stop("strategy")
        service.process.send(SIGTERM)
        try service.assertItIsEnding(signals: 1)
        XCTAssertTrue(eventually(within: 10) { !strategy.isAlive })
    }
}

/// Holds back everybody who opens a file (fcntl(2), F_SETLEASE), for 45 seconds at most.
private final class FileLease {
    /// F_SETLEASE, a macro that Swift does not import.
    private static let setLease: Int32 = 1024
    private let descriptor: Int32

    init(_ path: String) throws {
        // The kernel asks for it back with this signal.
        signal(SIGIO, SIG_IGN)
        descriptor = open(path, O_RDWR)
        guard descriptor >= 0, fcntl(descriptor, Self.setLease, F_WRLCK) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    func giveBack() { XCTAssertEqual(fcntl(descriptor, Self.setLease, F_UNLCK), 0) }

    deinit { close(descriptor) }
}

extension Int32 {
    fileprivate func signalled(_ signal: Int32) { XCTAssertEqual(kill(self, signal), 0) }
}
