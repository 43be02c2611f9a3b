// The strict file format: every error with its line, all of them at once.

import TestSupport
import XCTest

@testable import Configuration

final class ConfigurationFileTests: XCTestCase {
    private func read(_ text: String) throws -> ConfigurationFile {
        let directory = try ScratchDirectory()
        return ConfigurationFile(path: try directory.write("grinder.conf", text))
    }

    func testAFile() throws {
        let file = try read("# caf\u{e9} \"'$\n\nA=1\nB_2=redis://localhost:6379/0\nC=\nD=a=b,c\n")
        XCTAssertEqual(file.problems, [])
        XCTAssertEqual(file.entries.map(\.name), ["A", "B_2", "C", "D"])
        XCTAssertEqual(file.entries.map(\.value), ["1", "redis://localhost:6379/0", "", "a=b,c"])
        XCTAssertEqual(file.entries.map(\.line), [3, 4, 5, 6])
        XCTAssertEqual(try read("").entries, [])
        XCTAssertEqual(try read("A=1").entries.count, 1, "no final line feed")
    }

    /// Everything that two readers of such files would read differently.
    func testWhatIsRefused() throws {
        let lines: [(String, String)] = [
            ("A", "there is no `=`"), ("=1", "is no name"), ("a=1", "is no name"), (" A=1", "is no name"), ("A =1", "is no name"),
            ("export A=1", "is no name"), ("1A=1", "is no name"), ("A-B=1", "is no name"), ("A=\"1\"", "holds '\"'"),
            ("A='1'", "holds '''"), ("A=1 2", "holds ' '"), ("A=1 # one", "holds ' '"), ("A=$B", "holds '$'"),
            ("A=1\\", "holds '\\'"), ("A=1;", "holds ';'"), ("A=1\t", "byte 0x9"), ("A=1\r", "carriage return"),
            ("A=\u{e9}", "byte 0xc3"), ("; comment", "there is no `=`"), ("[section]", "there is no `=`"), ("A: 1", "there is no `=`"),
        ]
        for (line, reason) in lines {
            let file = try read("GOOD=1\n\(line)\n")
            XCTAssertEqual(file.problems.count, 1, line)
            let text = file.problems.first.map { "\($0)" } ?? ""
            XCTAssertTrue(text.contains(reason) && text.contains("/grinder.conf:2: "), text)
            XCTAssertEqual(file.entries.map(\.name), ["GOOD"], line)
        }
        let all = try read(lines.map { $0.0 + "\n" }.joined())
        XCTAssertEqual(all.problems.count, lines.count, "all of them at once")
    }

    func testASecondLineForOneName() throws {
        let file = try read("A=1\nB=2\nA=3\n")
        XCTAssertEqual(file.entries.map(\.value), ["1", "2"])
        XCTAssertTrue("\(file.problems)".contains("A: is set twice, first in line 1"), "\(file.problems)")
    }

    func testFilesThatCannotBeRead() throws {
        let directory = try ScratchDirectory()
        XCTAssertTrue("\(ConfigurationFile(path: directory.file("none")).problems)".contains("cannot be read: No such file"))
        XCTAssertTrue("\(ConfigurationFile(path: directory.path).problems)".contains("cannot be read: Is a directory"))
        let long = try directory.write("long", String(repeating: "#", count: ConfigurationFile.byteCountMax + 1))
        XCTAssertTrue("\(ConfigurationFile(path: long).problems)".contains("is longer than"))
    }
}
