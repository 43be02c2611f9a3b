// The classes of the operations specification, section 11.2, code point by code point.

import RepositoryGuards
import XCTest

final class UnicodeGuardTests: XCTestCase {
    private func kind(_ value: UInt32) -> UnicodeGuard.Kind? { Unicode.Scalar(value).flatMap(UnicodeGuard.kind) }

    func testDangerousIsExactlyTheList() {
        let listed: Set<UInt32> = Set(
            [0x202A...0x202E, 0x2066...0x2069, 0x200B...0x200F, 0x2060...0x2064].flatMap { Array($0) } + [0xFEFF, 0xAD, 0x180E])
        for value in UInt32(0)...0x10FFFF where (kind(value) == .dangerous) != listed.contains(value) {
            XCTFail("U+\(String(value, radix: 16))")
        }
    }

    func testSuspiciousIsEveryOtherFormatOrControlCharacter() {
        for value in UInt32(0x80)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let category = scalar.properties.generalCategory
            let isOne = (category == .format || category == .control) && kind(value) != .dangerous
            XCTAssertEqual(kind(value) == .suspicious, isOne, "U+\(String(value, radix: 16))")
        }
        XCTAssertEqual(kind(0x85), .suspicious)
        XCTAssertEqual(kind(0x600), .suspicious)
    }

    func testWhatTheReferenceLetsPassAndTheStrictFormDoesNot() {
        for value: UInt32 in [0x00, 0x0D, 0x1B, 0x7F, 0xA0, 0x3000, 0x2003, 0x2028, 0xFE0F, 0x3164, 0xE0100] {
            XCTAssertEqual(kind(value), .invisible, String(value, radix: 16))
        }
        XCTAssertTrue(UnicodeGuard.fails(.dangerous, strict: false))
        for kind in [UnicodeGuard.Kind.suspicious, .invisible] {
            XCTAssertFalse(UnicodeGuard.fails(kind, strict: false))
            XCTAssertTrue(UnicodeGuard.fails(kind, strict: true))
        }
        XCTAssertFalse(UnicodeGuard.fails(.boxDrawing, strict: true))
        for value: UInt32 in 0x2500...0x257F { XCTAssertEqual(kind(value), .boxDrawing) }
        for scalar in "aZ09 \t\n~\u{e9}\u{f7}\u{2026}\u{2192}\u{4e2d}\u{1F600}".unicodeScalars { XCTAssertNil(UnicodeGuard.kind(of: scalar)) }
    }

    func testFindings() {
        let findings = UnicodeGuard.findings(in: "\u{FEFF}a\nb\u{200B}\n\u{2500}")
        XCTAssertEqual(findings.map(\.line), [1, 2, 3])
        XCTAssertEqual(findings.map(\.name), ["U+FEFF ZERO WIDTH NO-BREAK SPACE", "U+200B ZERO WIDTH SPACE", "U+2500 BOX DRAWINGS LIGHT HORIZONTAL"])
        let bytes: [UInt8] = [0xFF, 0x61, 0xE2, 0x80]
        XCTAssertEqual(bytes.withUnsafeBufferPointer { UnicodeGuard.findings(in: $0) }, [], "replaced, not refused")
    }
}
