// Guards over every tracked text: nothing that hides from the eye, nothing that opens a door.

import Foundation
import RepositoryGuards
import TestSupport
import XCTest

final class TextGuardTests: XCTestCase {
    private func texts() throws -> [(path: String, text: String)] {
        guard let tracked = try SourceTree.tracked() else { throw XCTSkip("this is no git checkout") }
        return try tracked.compactMap { path in
            let file = PackageLayout.root.appendingPathComponent(path)
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            let data = try Data(contentsOf: file)
            guard let text = String(data: data, encoding: .utf8) else {
                XCTFail("\(path) is not UTF-8")
                return nil
            }
            return (path, text)
        }
    }

    func testNothingIsInvisible() throws {
        for (path, text) in try texts() {
            for finding in UnicodeGuard.findings(in: text) where UnicodeGuard.fails(finding.kind, strict: true) {
                XCTFail("\(path):\(finding.line): \(finding.kind.rawValue) character \(finding.name); write it as an escape")
            }
        }
    }

    func testNamesAreASCII() throws {
        for file in try SourceTree.all() {
            for (number, line) in file.code.enumerated() where !line.utf8.allSatisfy({ $0 < 0x80 }) {
                XCTFail("\(file.path):\(number + 1): code outside ASCII: \(line)")
            }
        }
        for path in try SourceTree.tracked() ?? [] { XCTAssertTrue(path.utf8.allSatisfy { 0x20..<0x7F ~= $0 }, path) }
    }

    /// No path is left out, whatever the guard skips when it walks by itself.
    func testNoSecretIsTracked() throws {
        let secretGuard = SecretGuard()
        for (path, text) in try texts() {
            for finding in secretGuard.findings(in: text) {
                XCTFail("\(path):\(finding.line) looks as if it held a secret: \(finding.type)")
            }
        }
    }
}
