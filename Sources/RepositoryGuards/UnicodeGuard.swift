// Characters that make a text read differently from what it is: the operations specification, section
// 11.2. The strict form, beyond the reference, also refuses whatever cannot be seen.

import Domain

public enum UnicodeGuard {
    public enum Kind: String, Sendable, CaseIterable {
        /// Reorders, joins or hides text.
        case dangerous
        /// Outside ASCII, of category Cf or Cc.
        case suspicious
        /// Looks like a blank or like nothing; the reference lets it pass.
        case invisible
        case boxDrawing = "box drawing"
    }

    public struct Finding: Equatable, Sendable {
        /// 1-based.
        public let line: Int
        public let scalar: Unicode.Scalar
        public let kind: Kind

        public var name: String {
            "U+" + String(repeating: "0", count: max(4 - hexadecimal.count, 0)) + hexadecimal
                + (scalar.properties.name.map { " \($0)" } ?? "")
        }

        private var hexadecimal: String { String(scalar.value, radix: 16, uppercase: true) }
    }

    /// What kind of character it is; nil for the many that are none of them.
    public static func kind(of scalar: Unicode.Scalar) -> Kind? {
        switch scalar.value {
        case 0x09, 0x0A, 0x20..<0x7F: nil
        case 0x202A...0x202E, 0x2066...0x2069, 0x200B...0x200F, 0xFEFF, 0xAD, 0x2060...0x2064, 0x180E: .dangerous
        case 0..<0x80: .invisible
        case 0x2500...0x257F: .boxDrawing
        case 0xA0, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x3000, 0x3164, 0xFFA0: .invisible
        case 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x2065, 0xFE00...0xFE0F, 0xFFF0...0xFFF8: .invisible
        case 0xE0000...0xE0FFF: scalar.properties.generalCategory == .format ? .suspicious : .invisible
        default: isFormatOrControl(scalar) ? .suspicious : nil
        }
    }

    private static func isFormatOrControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .control
    }

    /// Whether a character of this kind fails the check.
    public static func fails(_ kind: Kind, strict: Bool) -> Bool {
        kind == .dangerous || strict && kind != .boxDrawing
    }

    /// The characters of any kind in a file's bytes, in their order. Bytes that are not UTF-8 are replaced. O(bytes).
    public static func findings(in bytes: UnsafeBufferPointer<UInt8>) -> [Finding] {
        var findings: [Finding] = []
        var line = 1
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar == "\n" {
                line += 1
            } else if let kind = kind(of: scalar) {
                findings.append(Finding(line: line, scalar: scalar, kind: kind))
            }
        }
        return findings
    }

    public static func findings(in text: String) -> [Finding] {
        var copy = text
        return copy.withUTF8 { findings(in: $0) }
    }
}
