// Guards over every tracked text: nothing that hides from the eye, nothing that opens a door.

import Foundation
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

    // MARK: - Characters

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F..<0xA0: true
        case 0xA0, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x3000, 0x3164, 0xFEFF, 0xFFA0: true
        case 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0xFFF0...0xFFFB, 0xFE00...0xFE0F: true
        case 0xE0000...0xE0FFF: true
        default: false
        }
    }

    func testNothingIsInvisible() throws {
        for (path, text) in try texts() {
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                for scalar in line.unicodeScalars where Self.isHidden(scalar) {
                    XCTFail("\(path):\(number + 1): invisible character U+\(String(scalar.value, radix: 16, uppercase: true)); write it as an escape")
                }
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

    func testHiddenCharactersAreSeen() {
        for value: UInt32 in [0x00, 0x0D, 0x1B, 0xA0, 0x200B, 0x200E, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xE0041] {
            XCTAssertTrue(Unicode.Scalar(value).map(Self.isHidden) ?? false, String(value, radix: 16))
        }
        for scalar in "a \t\n\u{e9}\u{f7}\u{2026}\u{2192}\u{4e2d}".unicodeScalars { XCTAssertFalse(Self.isHidden(scalar)) }
    }

    // MARK: - Secrets

    private static let secrets: [(name: String, pattern: String)] = [
        ("a private key", "-----BEGIN [A-Z ]*PRIVATE KEY" + "-----"),
        ("an AWS key", #"\b(AKIA|ASIA)[0-9A-Z]{16}\b"#),
        ("a GitHub token", #"\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})"#),
        ("a Slack token", #"\bxox[abprs]-[A-Za-z0-9-]{10,}"#),
        ("an API key", #"\bsk-[A-Za-z0-9_-]{24,}"#),
        ("credentials in a URL", #"[a-z]+://[^/\s:@"'<>]+:[^/\s:@"'<>]{6,}@"#),
        ("an assigned secret", #"(?i)(secret|api_?key|token|passw(or)?d)"?\s*[:=]\s*["'][A-Za-z0-9+/_-]{24,}["']"#),
        // The form of an exchange's keys: 64 letters and digits in both cases.
        ("an exchange key", #"\b(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*[0-9])[A-Za-z0-9]{64}\b"#),
    ]

    private static func findings(_ text: String) throws -> [String] {
        try secrets.filter { text.contains(try Regex($0.pattern)) }.map(\.name)
    }

    func testNoSecretIsTracked() throws {
        for (path, text) in try texts() {
            // Generated market data holds prices by the thousand and no lines that anyone wrote.
            if path.hasPrefix("Fixtures/"), path.hasSuffix("events.jsonl") { continue }
            for name in try Self.findings(text) { XCTFail("\(path) looks as if it held \(name)") }
        }
    }

    func testSecretsAreSeen() throws {
        let letters = String(repeating: "aB3dE6gH", count: 8)
        let (short, long): (String, String) = (String(letters.prefix(30)), String(letters.prefix(36)))
        // Put together here, so that this file does not break its own rule.
        let samples: [String] = [
            "-----BEGIN EC PRIVATE KEY" + "-----", "AKIA" + "ABCDEFGHIJKLMNOP", "gh" + "p_\(long)",
            "xo" + "xb-1234567890-abc", "s" + "k-\(short)", "redis://user:" + "hunter22@host",
            "api_key = \"\(short)\"", "key \(letters)",
        ]
        for (sample, secret) in zip(samples, Self.secrets) {
            XCTAssertTrue(try Self.findings(sample).contains(secret.name), secret.name)
        }
        XCTAssertEqual(try Self.findings(String(repeating: "0123456789abcdef", count: 4)), [], "a SHA-256 is no secret")
    }
}
