// `grinder journal`: what it says of whole, torn, damaged and missing journals, and that a recorded run comes
// out the same again.

import CGrinder
import Domain
import Foundation
import Journal
import Rings
import TestSupport
import XCTest

final class JournalCommandTests: XCTestCase {
    private let fixtures = PackageLayout.root.appendingPathComponent("Fixtures").path

    private func record(
        _ fixture: String, to directory: String, pipeline: [String] = ["replay"]
    ) throws -> [String] {
        let ended = try GrinderProcess.run(
            ["supervise", "--exit-when-done", "--fixture", fixture, "--journal", directory, "--pipeline"] + pipeline)
        XCTAssertEqual(ended.code, 0, ended.err)
        return ended.outLines
    }

    func testEveryFixtureReplaysToTheDigestOfItsRun() throws {
        let scratch = try ScratchDirectory()
        for name in try FileManager.default.contentsOfDirectory(atPath: fixtures).sorted() {
            let lines = try record("\(fixtures)/\(name)", to: scratch.file(name))
            let replay = try GrinderProcess.run(["journal", "replay", scratch.file(name)])
            XCTAssertEqual(replay.code, 0, "\(name): \(replay.err)")
            XCTAssertEqual(replay.outLines, lines.suffix(3).dropLast() + ["identical to the recorded run", ""], name)
            XCTAssertEqual(replay.err, "")
        }
    }

    func testEveryPaperRunReplaysToTheDigestOfItsRun() throws {
        let scratch = try ScratchDirectory()
        for name in try FileManager.default.contentsOfDirectory(atPath: fixtures).sorted() {
            let lines = try record("\(fixtures)/\(name)", to: scratch.file(name), pipeline: ["paper", "--use-config"])
            let replay = try GrinderProcess.run(["journal", "replay", scratch.file(name)])
            XCTAssertEqual(replay.code, 0, "\(name): \(replay.err)")
            XCTAssertEqual(replay.err, "")
            let digest = try XCTUnwrap(lines.first { $0.hasPrefix("Output digest: ") })
            XCTAssertEqual(replay.outLines.suffix(3), [digest, "identical to the recorded run", ""], name)
        }
    }

    func testEveryEdgeFixtureReplaysToo() throws {
        for edge in EdgeFixture.all {
            guard case .completed(_, _, _, let failures, let digest) = edge.outcome else { continue }
            let scratch = try ScratchDirectory()
            let fixture = try scratch.makeDirectory("f")
            let written = try ScratchDirectory()
            try edge.write(to: written)
            for name in try written.contents() {
                try FileManager.default.copyItem(atPath: written.file(name), toPath: fixture + "/" + name)
            }
            let run = try GrinderProcess.run([
                "supervise", "--pipeline", "replay", "--exit-when-done", "--lenient", "--fixture", fixture,
                "--journal", scratch.file("j"),
            ])
            XCTAssertEqual(run.code, 0, "\(edge.name): \(run.err)")
            let ended = try GrinderProcess.run(["journal", "replay", scratch.file("j"), "--json"])
            XCTAssertEqual(ended.code, 0, "\(edge.name): \(ended.err)")
            let document = try JSONParser.parse(text: ended.out)
            XCTAssertEqual(document["digest"]?.stringValue, digest, edge.name)
            XCTAssertEqual(document["errors"]?.arrayValue?.count, failures, edge.name)
            XCTAssertEqual(document["is_identical"]?.boolValue, true, edge.name)
        }
    }

    func testVerifySaysWhatIsThereAndWhatIsWrong() throws {
        let scratch = try ScratchDirectory()
        _ = try record("\(fixtures)/sample_day", to: scratch.file("j"))
        let segment = scratch.file("j/journal-0000000000000000.seg")
        let whole = try GrinderProcess.run(["journal", "verify", scratch.file("j")])
        XCTAssertEqual(whole.code, 0, whole.err)
        XCTAssertTrue(whole.out.contains("market: 10 records\nintent: 45 records\nreport: 25 records\n"), whole.out)
        XCTAssertTrue(whole.out.hasSuffix("journal is intact\n"))

        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: segment)))
        let end = try XCTUnwrap(bytes.lastIndex { $0 != 0 })
        let torn = try ScratchDirectory()
        try torn.write("journal-0000000000000000.seg", bytes[..<(end - 20)])
        let cut = try GrinderProcess.run(["journal", "verify", torn.path, "--json"])
        XCTAssertEqual(cut.code, 0, cut.err)
        XCTAssertTrue(cut.err.contains("torn tail in journal-0000000000000000.seg at offset "), cut.err)
        XCTAssertNotNil(try JSONParser.parse(text: cut.out)["torn_tail"]?["offset"]?.integerValue)
        let replay = try GrinderProcess.run(["journal", "replay", torn.path])
        XCTAssertEqual(replay.code, 0)
        XCTAssertTrue(replay.out.contains("no result to compare with"), replay.out)

        bytes[700] ^= 4
        try Data(bytes).write(to: URL(fileURLWithPath: segment))
        for command in ["verify", "replay", "dump"] {
            let damaged = try GrinderProcess.run(["journal", command, scratch.file("j")])
            XCTAssertEqual(damaged.code, 1, command)
            XCTAssertTrue(damaged.err.contains("journal-0000000000000000.seg: corrupt at offset 512: "), damaged.err)
        }
    }

    func testDirectoriesThatHoldNoJournal() throws {
        let scratch = try ScratchDirectory()
        for command in ["verify", "replay", "dump"] {
            let missing = try GrinderProcess.run(["journal", command, scratch.file("none")])
            XCTAssertEqual(missing.code, 1)
            XCTAssertTrue(missing.err.contains("\(scratch.file("none")): there is no such directory"), missing.err)
            let empty = try GrinderProcess.run(["journal", command, scratch.path])
            XCTAssertEqual(empty.code, 1)
            XCTAssertTrue(empty.err.contains("holds no journal"), empty.err)
            XCTAssertEqual(try GrinderProcess.run(["journal", command]).code, 2)
        }
    }

    func testDumpShowsRecordsByPosition() throws {
        let scratch = try ScratchDirectory()
        _ = try record("\(fixtures)/sample_day", to: scratch.file("j"))
        let all = try GrinderProcess.run(["journal", "dump", scratch.file("j")])
        XCTAssertEqual(all.outLines.count, 11)
        XCTAssertTrue(all.outLines[2].hasPrefix("2 snapshot symbol=BTCUSDT event_time=1000 "), all.outLines[2])
        XCTAssertTrue(all.outLines[2].hasSuffix(" bid_price=50000.00 ask_price=50001.00 bid_quantity=10.0 ask_quantity=10.0"))
        let part = try GrinderProcess.run(["journal", "dump", scratch.file("j"), "--from", "2", "--limit", "3"])
        XCTAssertEqual(part.outLines, Array(all.outLines[2..<5]) + [""], "symbols are known, though defined before")
        let lines = try GrinderProcess.run(["journal", "dump", scratch.file("j"), "--ring", "intent", "--json"]).outLines
        XCTAssertEqual(lines.count, 46)
        var kinds: [String: Int] = [:]
        for line in lines.dropLast() {
            let document = try JSONParser.parse(text: line)
            XCTAssertNil(document["corrupt"])
            kinds[try XCTUnwrap(document["kind"]?.stringValue), default: 0] += 1
        }
        XCTAssertEqual(kinds["end"], 1)
        XCTAssertEqual(kinds["tick"], 5)
        XCTAssertEqual(kinds["plan"], kinds["summary"])
        XCTAssertGreaterThan(kinds["action", default: 0], 10)
    }

    /// Writes the journal in `source` anew with its records changed.
    private func rewrite(
        _ source: String, to target: String, _ change: (JournalStream, inout [UInt8]) -> Void
    ) throws {
        let reader = try JournalReader(directory: source)
        var writer = try JournalWriter(directory: target, instance: try reader.verify().instance)
        for stream in JournalStream.allCases {
            var cursor = try reader.cursor(of: stream)
            while let record = try cursor.next() {
                var bytes = [UInt8](UnsafeRawBufferPointer(start: record, count: cursor.size))
                change(stream, &bytes)
                bytes.withUnsafeBytes { XCTAssertTrue(writer.collect($0, as: stream)) }
                try writer.write()
            }
        }
    }

    func testARunThatComesOutDifferentlyFails() throws {
        let scratch = try ScratchDirectory()
        _ = try record("\(fixtures)/sample_day", to: scratch.file("j"))
        try rewrite(scratch.file("j"), to: scratch.file("same")) { _, _ in }
        XCTAssertEqual(try GrinderProcess.run(["journal", "replay", scratch.file("same")]).code, 0)

        var snapshots = 0
        try rewrite(scratch.file("j"), to: scratch.file("price")) { stream, bytes in
            guard stream == .market, Int(bytes[8]) == GR_RECORD_SNAPSHOT else { return }
            snapshots += 1
            if snapshots == 2 { bytes[32] ^= 1 }  // the bid
        }
        let price = try GrinderProcess.run(["journal", "replay", scratch.file("price")])
        XCTAssertEqual(price.code, 1)
        XCTAssertTrue(price.out.contains("DIFFERENT from the recorded run: digest 453ebd0f655e4920, 5 outputs of 5 events"), price.out)

        // What was refused then is refused again.
        var outcomes = 0
        try rewrite(scratch.file("j"), to: scratch.file("refused")) { stream, bytes in
            guard stream == .report, Int(bytes[8]) == GR_RECORD_OUTCOME else { return }
            outcomes += 1
            guard outcomes == 1 else { return }
            bytes.withUnsafeMutableBytes { raw in
                var outcome = raw.loadUnaligned(as: gr_outcome_t.self)
                outcome.outcome = 5
                raw.storeBytes(of: outcome, as: gr_outcome_t.self)
            }
        }
        XCTAssertEqual(try GrinderProcess.run(["journal", "replay", scratch.file("refused")]).code, 1)
    }
}
