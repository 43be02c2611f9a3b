// Secrets go to nobody: not to output, log, arguments, the environment of children, or files.

import Foundation
import TestSupport
import XCTest

final class EmissionTests: XCTestCase {
    private let planted = "PlantedAndFoundNowhere"

    func testNoSecretLeavesASupervisedRun() throws {
        let directory = try ScratchDirectory()
        let variables = [
            "BINANCE_API_KEY": planted, "BINANCE_API_SECRET_FILE": try directory.write("secret", planted + "\n"),
            "GRINDER_ENV": "visible",
        ]
        for (name, value) in variables { setenv(name, value, 1) }
        defer { for name in variables.keys { unsetenv(name) } }
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day").path
        let process = try GrinderProcess([
            "supervise", "--fixture", fixture, "--pipeline", "replay", "--pace-us", "3600000000", "--journal", directory.file("journal"),
            "--log-level", "debug", "--log-format", "json",
        ])
        XCTAssertTrue(eventually(within: 20) { ProcessTable.workers(of: process.pid).count >= 3 })
        for pid in [process.pid] + ProcessTable.workers(of: process.pid).values.map(\.pid) {
            // The kernel shows the new program's memory only once exec is through.
            XCTAssertTrue(eventually(within: 20) { file("/proc/\(pid)/environ").contains("GRINDER_ENV=visible") }, "nothing can be seen of \(pid)")
            for name in ["environ", "cmdline"] { XCTAssertFalse(file("/proc/\(pid)/\(name)").contains(planted), "\(name) of \(pid)") }
        }
        let feed = try XCTUnwrap(ProcessTable.workers(of: process.pid)["feed"])
        kill(feed.pid, SIGKILL)
        XCTAssertTrue(eventually(within: 20) { ProcessTable.workers(of: process.pid)["feed"].map { $0.pid != feed.pid } ?? false })
        process.send(SIGTERM)
        let ended = try process.end()
        XCTAssertTrue(ended.err.contains(#""level":"error","event":"WORKER_DIED","text":"worker feed"#), ended.err)
        XCTAssertFalse((ended.out + ended.err).contains(planted))
        let names = try XCTUnwrap(FileManager.default.enumerator(atPath: directory.path)?.allObjects as? [String])
        XCTAssertGreaterThan(names.count, 2, "a journal was written")
        for name in names where name != "secret" { XCTAssertFalse(file(directory.file(name)).contains(planted), name) }
    }

    func testAWrongConfigurationStartsNothing() throws {
        setenv("ALLOW_MAINNET_TRADE", "true", 1)
        defer { unsetenv("ALLOW_MAINNET_TRADE") }
        let ended = try GrinderProcess.run(["supervise", "--fixture", "x", "--pipeline", "replay"])
        XCTAssertEqual(ended.code, 2)
        XCTAssertTrue(ended.err.contains("ALLOW_MAINNET_TRADE: 'true' is not exactly 1"), ended.err)
    }

    private func file(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
