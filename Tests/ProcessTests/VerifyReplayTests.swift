// `grinder verify-replay` and the synthetic fixtures that can stand in for a missing one.

import Foundation
import TestSupport
import XCTest

final class VerifyReplayTests: XCTestCase {
    func testEqualRunsOfAFixture() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day").path
        let ended = try GrinderProcess.run(["verify-replay", "--fixture", fixture])
        XCTAssertEqual(ended.code, 0, ended.err)
        XCTAssertEqual(ended.outLines.first, "Using fixture: \(fixture)")
        XCTAssertEqual(
            ended.outLines.suffix(8),
            [
                "", "--- Digest verification ---", "Run #1 digest: 453ebd0f655e4920", "Run #2 digest: 453ebd0f655e4920",
                "", "ALL DIGESTS MATCH", "DETERMINISM CHECK PASSED", "",
            ])
    }

    func testEqualDigestsOfNothingAreNoSuccess() throws {
        let directory = try ScratchDirectory()
        XCTAssertEqual(try GrinderProcess.run(["fixtures", "synthetic", "--out-dir", directory.path]).code, 0)
        let strict = try GrinderProcess.run(["verify-replay", "--fixture", directory.path])
        XCTAssertEqual(strict.code, 1)
        XCTAssertTrue(strict.err.contains("gave no outputs, so that equal digests show nothing"), strict.err)
        let lenient = try GrinderProcess.run(["verify-replay", "--fixture", directory.path, "--lenient"])
        XCTAssertEqual(lenient.code, 0, lenient.err)
        XCTAssertTrue(lenient.out.contains("Run #2 digest: 4f53cda18c2baa0c\n"), lenient.out)
    }

    func testAMissingFixture() throws {
        let directory = try ScratchDirectory()
        let nowhere = directory.file("nowhere")
        let strict = try GrinderProcess.run(["verify-replay", "--fixture", nowhere])
        XCTAssertEqual(strict.code, 1)
        XCTAssertEqual(strict.out, "")
        XCTAssertTrue(strict.err.contains("Fixture directory not found: \(nowhere)"), strict.err)
        let lenient = try GrinderProcess.run(["verify-replay", "--fixture", nowhere, "--lenient"])
        XCTAssertEqual(lenient.code, 0, lenient.err)
        XCTAssertEqual(
            Array(lenient.outLines.prefix(2)),
            ["Fixture directory not found: \(nowhere)", "Generating synthetic fixture..."])
        let standIn = try XCTUnwrap(lenient.outLines[2].split(separator: " ").last.map(String.init))
        XCTAssertFalse(FileManager.default.fileExists(atPath: standIn), "nothing is left behind")
        XCTAssertTrue(lenient.out.contains("Outputs generated: 20\n"), lenient.out)
    }

    func testAFixtureThatIsRefused() throws {
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", "{bad\n")
        let ended = try GrinderProcess.run(["verify-replay", "--fixture", directory.path])
        XCTAssertEqual(ended.code, 1)
        XCTAssertTrue(ended.out.hasSuffix("\n\nERROR: replay run #1 ended with exit code 1\n"), ended.out)
    }

    func testSyntheticFixtures() throws {
        let directory = try ScratchDirectory()
        let target = directory.file("new/fixture")
        let arguments = ["fixtures", "synthetic", "--symbols", " A ,,B", "--duration-s=3", "--seed=-1", "--snapshots"]
        let ended = try GrinderProcess.run(arguments + ["--out-dir", target])
        XCTAssertEqual(ended.code, 0, ended.err)
        XCTAssertEqual(
            ended.out, "Generating fixture for ['A', 'B'] (3s)\nGenerated 60 events -> \(target)/events.jsonl\n")
        XCTAssertEqual(try GrinderProcess.run(["replay", "--fixture", target]).code, 0)
        let refused: [([String], String)] = [
            ([], "option '--out-dir' is missing"), (["--out-dir=x", "--symbols= , "], "names no symbol"),
            (["--out-dir=x", "--duration-s=-1"], "needs a whole number"), (["--out-dir=x", "--seed=x"], "needs a whole number"),
            (["--out-dir=x", "--duration-s=0"], "is 0"),
        ]
        for (words, message) in refused {
            let ended = try GrinderProcess.run(["fixtures", "synthetic"] + words)
            XCTAssertEqual(ended.code, 2, "\(words)")
            XCTAssertTrue(ended.err.contains(message), ended.err)
        }
    }
}
