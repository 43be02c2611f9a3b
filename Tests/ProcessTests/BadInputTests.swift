// Input that cannot be used, through both commands: the message says file, line, field and remedy, the
// exit code says whose fault it is, and nothing is half-written.

import Foundation
import TestSupport
import XCTest

final class BadInputTests: XCTestCase {
    private let good = SnapshotLine(1000).json + "\n"
    private let lineRemedy = "Correct or remove the line; nothing was run."

    /// Runs both commands over a fixture that must be refused before anything runs.
    private func assertRefused(
        _ what: String, code: Int32 = 1, _ words: [String], line: UInt = #line, _ prepare: (ScratchDirectory) throws -> Void
    ) throws {
        let directory = try ScratchDirectory()
        let fixture = try directory.makeDirectory("fixture")
        try prepare(directory)
        let before = try directory.write("before.json", "before")
        let words = words.map { $0.replacingOccurrences(of: "@", with: fixture) }
        for arguments in [
            ["replay", "--fixture", fixture], ["replay", "--fixture", fixture, "--out", directory.file("absent.json")],
            ["replay", "--fixture", fixture, "-v", "--lenient", "--out", before],
            ["supervise", "--pipeline", "replay", "--exit-when-done", "--fixture", fixture],
            ["supervise", "--pipeline", "replay", "--exit-when-done", "--json", "--lenient", "--fixture", fixture],
        ] {
            let ended = try GrinderProcess.run(arguments)
            XCTAssertEqual(ended.code, code, "\(what): \(ended.err)", line: line)
            XCTAssertEqual(ended.out, "", what, line: line)
            for text in ended.err.split(separator: "\n") {
                XCTAssertTrue(text.hasPrefix("grinder: ") || text.contains(" ERROR WORKER_FAILED worker="), ended.err, line: line)
            }
            XCTAssertTrue(ended.err.split(separator: "\n").last?.hasPrefix("grinder: ") ?? false, ended.err, line: line)
            for word in words { XCTAssertTrue(ended.err.contains(word), "\(what): \(word) is not in \(ended.err)", line: line) }
        }
        XCTAssertEqual(try directory.contents().filter { $0 != "fixture" }, ["before.json"], what, line: line)
        XCTAssertEqual(try String(contentsOfFile: before, encoding: .utf8), "before", what, line: line)
    }

    private func assertRefused(
        _ what: String, file: String = "events.jsonl", _ content: some Sequence<UInt8>, code: Int32 = 1, _ words: [String],
        line: UInt = #line
    ) throws {
        try assertRefused(what, code: code, words, line: line) { directory in
            if file == "config.json" { try directory.write("fixture/events.jsonl", good) }
            try directory.write("fixture/\(file)", content)
        }
    }

    // MARK: - Refused as a whole

    func testMissingDirectory() throws {
        try assertRefused(
            "missing", ["Fixture directory not found: @", "Give the path of a directory that holds events.jsonl or events.json."]
        ) { try FileManager.default.removeItem(atPath: $0.file("fixture")) }
        try assertRefused("a file in its place", ["Fixture directory not found: @"]) { directory in
            try FileManager.default.removeItem(atPath: directory.file("fixture"))
            // Another name than `fixture`, so that what is left behind can be listed.
            try FileManager.default.createSymbolicLink(atPath: directory.file("fixture"), withDestinationPath: "/dev/null")
        }
    }

    func testMalformedLines() throws {
        try assertRefused("truncated JSON", (good + "\n{\"ts\": 2000, \"ty").utf8, ["@/events.jsonl:3: invalid JSON at column 14", lineRemedy])
        try assertRefused("no object", (good + "[]\n").utf8, ["@/events.jsonl:2: every event must be a JSON object", lineRemedy])
        try assertRefused("invalid UTF-8", Array(good.utf8) + [0x22, 0xC3, 0x28], ["@/events.jsonl:2: byte \(good.utf8.count + 2) of the file is not UTF-8", "Save the file as UTF-8."])
        try assertRefused(
            "times of two types", (good + SnapshotLine(ts: "\"x\"").json).utf8,
            ["@/events.jsonl:2: field 'ts': times of different types", "Give every event a 'ts' of the same type"])
        try assertRefused("infinite time", SnapshotLine(ts: "1e999").json.utf8, ["@/events.jsonl:1: field 'ts'"])
        try assertRefused("hostile nesting", String(repeating: "[", count: 100_000).utf8, ["@/events.jsonl:1: invalid JSON"])
    }

    func testALineOfTenMegabytes() throws {
        let line = SnapshotLine(1).with("pad", "\"" + String(repeating: "x", count: 10_000_000) + "\"").json
        try assertRefused(
            "10 MB line", (good + line + "\n").utf8,
            ["@/events.jsonl:2: the line is \(line.utf8.count) bytes long and the limit is 1048576", "one event a line"])
    }

    func testArrays() throws {
        try assertRefused("top-level object", file: "events.json", "{}".utf8, ["@/events.json:1: the top level is an object, an array of events was expected", "Put the events in one JSON array"])
        try assertRefused("truncated array", file: "events.json", "[\n{}".utf8, ["@/events.json:2: invalid JSON"])
        try assertRefused("empty events.json", file: "events.json", "".utf8, ["@/events.json:1: invalid JSON"])
    }

    func testUnreadableEvents() throws {
        try assertRefused("unreadable events.jsonl", ["@/events.jsonl: cannot be read: ", "Check that it is a regular file and that this user may read it."]) { directory in
            try self.makeUnreadable("fixture/events.jsonl", self.good, directory)
        }
    }

    func testConfigurations() throws {
        try assertRefused("malformed config.json", file: "config.json", "{\n\"a\": ,\n}".utf8, code: 2, ["@/config.json:2: invalid JSON: a value was expected", "Correct the file; nothing was run."])
        try assertRefused("empty config.json", file: "config.json", "".utf8, code: 2, ["@/config.json:1: invalid JSON"])
        try assertRefused("config.json is a list", file: "config.json", "[]".utf8, code: 2, ["@/config.json:1: the top level is an array", "Make it a JSON object."])
        try assertRefused("invalid UTF-8 in config.json", file: "config.json", [0x7B, 0x22, 0xFF], code: 2, ["@/config.json:1: byte 3 of the file is not UTF-8", "Save the file as UTF-8."])
        for semantics in ["\"v3\"", "1", "null", "\"\""] {
            try assertRefused("semantics", file: "config.json", "{\"semantics\": \(semantics)}".utf8, code: 2, ["@/config.json: field 'semantics': \(semantics) is unknown", "Use \"v1\", or leave it out."])
        }
        try assertRefused("unreadable config.json", code: 2, ["@/config.json: cannot be read: ", "Check that it is a regular file and that this user may read it."]) { directory in
            try directory.write("fixture/events.jsonl", self.good)
            try self.makeUnreadable("fixture/config.json", "{}", directory)
        }
    }

    /// A file without permissions; for root, whom they do not stop, a directory in its place.
    private func makeUnreadable(_ name: String, _ content: String, _ directory: ScratchDirectory) throws {
        if geteuid() == 0 {
            try directory.makeDirectory(name)
        } else {
            let file = try directory.write(name, content)
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
        }
    }

    // MARK: - Tolerated, and what is said about it

    private func both(_ content: String) throws -> [GrinderProcess.Ended] {
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", content)
        try directory.write("config.json", "{\"semantics\": \"v1\", \"unknown\": 1}")
        return [
            try GrinderProcess.run(["replay", "--fixture", directory.path]),
            try GrinderProcess.run(["supervise", "--pipeline", "replay", "--exit-when-done", "--fixture", directory.path]),
        ]
    }

    private func assertRuns(_ what: String, _ line: SnapshotLine, digest: String, at source: UInt = #line) throws {
        for ended in try both(line.json) {
            XCTAssertEqual(ended.code, 0, "\(what): \(ended.err)", line: source)
            XCTAssertEqual(ended.err, "", what, line: source)
            XCTAssertEqual(ended.outLines.suffix(2), ["Output digest: \(digest)", ""], what, line: source)
        }
    }

    private func assertFailsAlone(_ what: String, _ line: SnapshotLine, _ message: String, at source: UInt = #line) throws {
        for ended in try both(line.json + "\n" + SnapshotLine(2000).json) {
            XCTAssertEqual(ended.code, 1, what, line: source)
            XCTAssertEqual(
                ended.outLines.suffix(3), ["Replay completed. Events processed: 2", "Output digest: fce2bb749b0dad45", ""], what, line: source)
            XCTAssertTrue(ended.err.contains("1 of 2 events failed; the first: Error processing event at ts=1000: \(message)"), ended.err, line: source)
            XCTAssertTrue(ended.err.contains("Run with -v for all, or --lenient to accept them"), ended.err, line: source)
        }
    }

    func testLinesThatV1Tolerates() throws {
        let base = SnapshotLine(1000)
        try assertRuns("unknown event type", base.with("type", "\"TRADE\""), digest: EdgeFixture.emptyDigest)
        try assertRuns("NaN", base.with("bid_price", "\"NaN\""), digest: "17220a4124ed1109")
        try assertRuns("bare NaN", base.with("bid_price", "NaN"), digest: "17220a4124ed1109")
        try assertRuns("duplicate keys", base.preceded(by: "ts", "1").preceded(by: "bid_price", "\"1\""), digest: "bb92f2f39e6a0fe0")
        try assertFailsAlone("wrong type", base.with("ask_qty", "{}"), "'ask_qty' has a type that cannot be used here")
        try assertFailsAlone("null", base.with("bid_price", "null"), "'bid_price' has a type that cannot be used here")
        try assertFailsAlone("missing", base.without("last_price"), "missing key 'last_price'")
        try assertFailsAlone("no number", base.with("last_qty", "\"1,5\""), "'last_qty' is not a decimal number")
        try assertFailsAlone("Infinity", base.with("ask_price", "\"Infinity\""), "a computation with these values is invalid")
        try assertFailsAlone("bare Infinity", base.with("ask_price", "Infinity"), "a computation with these values is invalid")
        try assertFailsAlone("large exponent", base.quoted(bid: "1E+999999", ask: "1E+999999"), "a computation with these values is invalid")
        try assertFailsAlone("absurd exponent", base.quoted(bid: "1E+999999999999", ask: "1E+999999999999"), "a computation with these values overflows")
        try assertFailsAlone("exponent beyond all", base.with("bid_price", "\"1E+9999999999999999999\""), "")
    }
}
