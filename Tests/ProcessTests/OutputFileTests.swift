// `--out`: the complete result or nothing, and never something else in the place of what was there.

import Domain
import Foundation
import TestSupport
import XCTest

final class OutputFileTests: XCTestCase {
    private func fixture(_ directory: ScratchDirectory, _ lines: [SnapshotLine] = [SnapshotLine(1000)]) throws -> String {
        try directory.write("fixture/events.jsonl", lines.map { $0.json + "\n" }.joined())
        return directory.file("fixture")
    }

    func testTheCompleteResult() throws {
        let directory = try ScratchDirectory()
        let fixture = try fixture(directory, [SnapshotLine(1000), SnapshotLine(2000).with("bid_price", "null")])
        let file = directory.file("new/deep/out.json")
        let ended = try GrinderProcess.run(["replay", "-v", "--fixture", fixture, "--out", file])
        XCTAssertEqual(ended.code, 1, "an event failed")
        XCTAssertTrue(ended.out.contains("Output written to: \(file)\n"))
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let document = try JSONParser.parse(text: text)
        XCTAssertEqual(document.prettyText(), text, "two spaces, no final newline")
        let keys = document.objectValue?.members.map { String(decoding: $0.key, as: UTF8.self) }
        XCTAssertEqual(keys, ["fixture_path", "outputs", "digest", "events_processed", "errors"])
        XCTAssertEqual(document["digest"]?.stringValue, "bb92f2f39e6a0fe0")
        let outputs = try XCTUnwrap(document["outputs"])
        XCTAssertEqual(SHA256.hash(Array(outputs.canonicalText.utf8)).short, "bb92f2f39e6a0fe0")
        XCTAssertEqual(document["errors"]?.arrayValue?.count, 1)
        XCTAssertEqual(try directory.contents("new/deep"), ["out.json"])
    }

    func testAnExistingFileIsReplaced() throws {
        let directory = try ScratchDirectory()
        let file = try directory.write("out.json", String(repeating: "before", count: 10_000))
        XCTAssertEqual(try GrinderProcess.run(["replay", "--fixture", fixture(directory), "--out", file]).code, 0)
        XCTAssertEqual(try JSONParser.parse(text: String(contentsOfFile: file, encoding: .utf8))["events_processed"]?.integerValue, 1)
        XCTAssertEqual(try directory.contents(), ["fixture", "out.json"])
    }

    func testTargetsThatCannotBeWritten() throws {
        let directory = try ScratchDirectory()
        let fixture = try fixture(directory)
        try directory.write("file", "before")
        try directory.write("full/kept", "before")
        for target in ["file/out.json", "full"] {
            let ended = try GrinderProcess.run(["replay", "--fixture", fixture, "--out", directory.file(target)])
            XCTAssertEqual(ended.code, 3, target)
            XCTAssertEqual(ended.out, "", target)
            XCTAssertTrue(ended.err.contains("grinder: \(directory.file(target)): cannot be written: "), ended.err)
            XCTAssertTrue(ended.err.contains("Check the directory's permissions and free space"), ended.err)
        }
        XCTAssertEqual(try directory.contents(), ["file", "fixture", "full"], "no partial file is left")
        XCTAssertEqual(try directory.contents("full"), ["kept"])
        XCTAssertEqual(try String(contentsOfFile: directory.file("file"), encoding: .utf8), "before")
    }

    /// Replacing a pipe or a device by a file would be a disaster for /dev/null.
    func testAPipeIsWrittenToAndStaysAPipe() throws {
        let directory = try ScratchDirectory()
        let pipe = directory.file("pipe")
        XCTAssertEqual(mkfifo(pipe, 0o600), 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        XCTAssertGreaterThanOrEqual(reader, 0)
        defer { close(reader) }
        XCTAssertEqual(try GrinderProcess.run(["replay", "--fixture", fixture(directory), "--out", pipe]).code, 0)
        var status = stat()
        XCTAssertEqual(lstat(pipe, &status), 0)
        XCTAssertEqual(status.st_mode & S_IFMT, S_IFIFO)
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(reader, &bytes, bytes.count)
        XCTAssertGreaterThan(count, 0)
        XCTAssertEqual(try JSONParser.parse(Array(bytes[..<max(count, 0)]))["events_processed"]?.integerValue, 1)
    }

    func testALinkIsFollowedAndStaysALink() throws {
        let directory = try ScratchDirectory()
        let file = try directory.write("real.json", "before")
        let link = directory.file("link.json")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
        XCTAssertEqual(try GrinderProcess.run(["replay", "--fixture", fixture(directory), "--out", link]).code, 0)
        XCTAssertEqual(try FileManager.default.destinationOfSymbolicLink(atPath: link), "real.json")
        XCTAssertTrue(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("{"))
    }

    func testAFullDiskUnderStandardOutputIsNoSuccess() throws {
        let directory = try ScratchDirectory()
        let process = try GrinderProcess(["replay", "--fixture", fixture(directory)], standardOutput: "/dev/full")
        XCTAssertEqual(try process.end().code, 3)
    }
}
