// Secrets go to nobody: not to output, log, arguments, the environment of children, or files.

import Domain
import Foundation
import Logging
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

    // MARK: - Whatever a process says, it says through the log

    private let fixtures = PackageLayout.root.appendingPathComponent("Fixtures").path

    /// A run with a journal whose feed gives up: its fixture ends in the middle of an object.
    private func failingRun(_ options: [String], isUnderJournald: Bool = false) throws -> [String] {
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", SnapshotLine(1).json + "\n{\n")
        let process = try GrinderProcess(
            [
                "supervise", "--fixture", directory.path, "--pipeline", "replay", "--journal", directory.file("journal"), "--http", "0",
                "--exit-when-done",
            ] + options, isUnderJournald: isUnderJournald)
        let ended = try process.end()
        XCTAssertEqual(ended.code, 1, ended.err)
        return ended.err.split(separator: "\n").map(String.init)
    }

    func testEveryLineOfEveryProcessIsAJSONObject() throws {
        let lines = try failingRun(["--log-format", "json"])
        var events: [String: JSONValue] = [:]
        for line in lines {
            let entry = try JSONParser.parse(text: line)
            XCTAssertNotNil(entry["time"]?.stringValue, line)
            XCTAssertNotNil(LogLevel(rawValue: entry["level"]?.stringValue ?? ""), line)
            events[try XCTUnwrap(entry["event"]?.stringValue, line)] = entry
        }
        XCTAssertEqual(events["WORKER_NOTE"]?["worker"]?.stringValue, "journal", "\(lines)")
        XCTAssertTrue(events["WORKER_NOTE"]?["text"]?.stringValue?.hasPrefix("writing through ") ?? false, "\(lines)")
        XCTAssertEqual(events["WORKER_FAILED"]?["worker"]?.stringValue, "feed", "\(lines)")
        XCTAssertEqual(events["WORKER_FAILED"]?["level"]?.stringValue, "error", "\(lines)")
        XCTAssertTrue(events["WORKER_FAILED"]?["text"]?.stringValue?.contains("events.jsonl:2:") ?? false, "\(lines)")
        XCTAssertTrue(events["RUN_FAILED"]?["text"]?.stringValue?.contains("worker feed") ?? false, "\(lines)")
        XCTAssertTrue(events["STATUS_PAGE"]?["url"]?.stringValue?.hasPrefix("http://127.0.0.1:") ?? false, "\(lines)")
    }

    /// Before the settings are known, and after the run, as well.
    func testWhateverIsWrongIsAnEventOfTheLog() throws {
        let directory = try ScratchDirectory()
        let broken = try directory.write("broken.conf", "GRINDER_LOG_FORMAT=json\nGRINDER_LOG_LEVEL=loud\nGRINDER_NO_SUCH=1\n")
        let fixture = try directory.write("day/events.jsonl", SnapshotLine(1).with("bid_price", "\"x\"").json + "\n")
        let day = String(fixture.dropLast("/events.jsonl".count))
        let json = ["--log-format", "json"]
        let cases: [(words: [String], environment: [String: String], code: Int32, parts: [String])] = [
            (["--no-such"] + json, [:], 2, ["unknown option '--no-such'"]),
            (["--no-such", "--log-format=json"], [:], 2, ["unknown option '--no-such'"]),
            (["--pace-us", "soon"], ["GRINDER_LOG_FORMAT": "json"], 2, ["'--pace-us'"]),
            (["--fixture", day], ["GRINDER_CONFIG": broken], 2, ["GRINDER_LOG_LEVEL", "GRINDER_NO_SUCH"]),
            (["--fixture", directory.file("absent"), "--pipeline", "replay"] + json, [:], 1, ["Fixture directory not found", "worker feed"]),
            // A run that came to its end, but not without faults.
            (["--fixture", day, "--pipeline", "replay", "--exit-when-done"] + json, [:], 1, ["bid_price"]),
        ]
        for (words, environment, code, parts) in cases {
            let ended = try GrinderProcess(["supervise"] + words, environment: environment).end(within: 30)
            XCTAssertEqual(ended.code, code, "\(words): \(ended.err)")
            let lines = try ended.err.split(separator: "\n").map { try JSONParser.parse(text: String($0)) }
            for part in parts {
                XCTAssertTrue(lines.contains { $0["text"]?.stringValue?.contains(part) ?? false }, "\(words), \(part): \(ended.err)")
            }
            XCTAssertTrue(lines.contains { $0["event"]?.stringValue == "RUN_FAILED" }, ended.err)
        }
        // Where nobody asked for JSON, a person reads.
        let text = try GrinderProcess.run(["supervise", "--no-such"])
        XCTAssertTrue(text.err.hasPrefix("grinder: unknown option '--no-such'"), text.err)
    }

    func testWorkersKeepToLevelTextAndJournaldsPriorities() throws {
        let text = try failingRun(["--log-format", "text"]).filter { $0.contains(" WORKER_") }
        XCTAssertEqual(text.count, 2, "\(text)")
        XCTAssertTrue(text.contains { $0.contains(" INFO WORKER_NOTE worker=journal text=\"writing through ") }, "\(text)")
        XCTAssertTrue(text.contains { $0.contains(" ERROR WORKER_FAILED worker=feed text=") }, "\(text)")
        let errors = try failingRun(["--log-level", "error"]).filter { $0.contains(" WORKER_") }
        XCTAssertEqual(errors.count, 1, "\(errors)")
        let marked = try failingRun([], isUnderJournald: true).filter { $0.contains(" WORKER_") }
        XCTAssertTrue(marked.contains { $0.hasPrefix("<6>") && $0.contains("WORKER_NOTE") }, "\(marked)")
        XCTAssertTrue(marked.contains { $0.hasPrefix("<3>") && $0.contains("WORKER_FAILED") }, "\(marked)")
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
