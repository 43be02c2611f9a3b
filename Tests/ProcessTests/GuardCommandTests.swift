// `grinder guard` as a process: exit codes and reports.

import TestSupport
import XCTest

final class GuardCommandTests: XCTestCase {
    func testSecrets() throws {
        let directory = try ScratchDirectory()
        try directory.write("tree/a/clean.txt", "nothing\n")
        try directory.write("tree/build/skipped.txt", "AKIA" + "ABCDEFGHIJKLMNOP")
        let root = directory.file("tree")
        let clean = try GrinderProcess.run(["guard", "secrets", "--path", root, "-v"])
        XCTAssertEqual(clean.code, 0, clean.err)
        XCTAssertEqual(clean.out, "1 files looked at\nno secrets found\n")
        try directory.write("tree/a/.hidden", "x\nAKIA" + "ABCDEFGHIJKLMNOP\n")
        let found = try GrinderProcess.run(["guard", "secrets", "--path", root + "/"])
        XCTAssertEqual(found.code, 1)
        XCTAssertEqual(found.outLines.first, "\(root)/a/.hidden:2: AWS_ACCESS_KEY: AKIA" + "ABCDEFGHIJKLMNOP")
        XCTAssertEqual(try GrinderProcess.run(["guard", "secrets", "--path", directory.file("none")]).code, 1)
    }

    func testUnicode() throws {
        let directory = try ScratchDirectory()
        let run = { (options: [String]) in try GrinderProcess.run(["guard", "unicode", "--path", directory.path] + options) }
        XCTAssertEqual(try run([]).code, 1, "no docs/")
        try directory.write("docs/deep/a.md", "\u{2500}\u{85}\r\n")
        try directory.write("docs/b.txt", "\u{200B}")
        let passed = try run([])
        XCTAssertEqual(passed.code, 0)
        XCTAssertTrue(passed.out.contains("dangerous (refused): 0\nsuspicious (reported): 1\n"), passed.out)
        XCTAssertTrue(passed.out.hasSuffix("box drawing (allowed): 1\n  \(directory.path)/docs/deep/a.md:1: U+2500 BOX DRAWINGS LIGHT HORIZONTAL\nPASS\n"), passed.out)
        XCTAssertEqual(try run(["--strict"]).code, 1)
        XCTAssertEqual(try run(["--all"]).code, 1, "no Sources/")
        try directory.write("Sources/a.swift", "// \u{202E}")
        try directory.makeDirectory("Tests")
        XCTAssertEqual(try run([]).code, 0, "sources are not looked at without --all")
        let failed = try run(["--all"])
        XCTAssertEqual(failed.code, 1)
        XCTAssertTrue(failed.out.contains("/Sources/a.swift:1: U+202E RIGHT-TO-LEFT OVERRIDE"), failed.out)
    }
}
