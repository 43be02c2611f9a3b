// The configuration file: lines of NAME=VALUE, in the part of that format on which systemd's
// EnvironmentFile, a container's --env-file and a shell agree. Quotes, escapes, blanks and `$` mean
// something else to each of them, so they are refused: a value reads the same whoever reads it.

import Domain

struct ConfigurationFile {
    struct Entry: Equatable {
        let name: String
        let value: String
        /// 1-based.
        let line: Int
    }

    static let byteCountMax = 64 * 1024

    private(set) var entries: [Entry] = []
    private(set) var problems: [ConfigurationProblem] = []

    /// Reads the file at `path`. Whatever is wrong with it becomes problems, all of them at once.
    init(path: String) {
        do throws(FixtureError) {
            let mapped = try MappedFile(input: path)
            if mapped.bytes.count > Self.byteCountMax {
                refuse(path, nil, nil, "is longer than \(Self.byteCountMax) bytes", "Name a configuration file.")
            } else {
                parse(mapped.bytes, path)
            }
        } catch {
            refuse(path, nil, nil, error.reason, error.remedy)
        }
    }

    private mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ path: String) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, bytes) in lines.enumerated() {
            let line = index + 1
            if bytes.last == 0x0D {
                refuse(path, line, nil, "the line ends with a carriage return", "Save the file with line feeds alone.")
            } else if let byte = bytes.first(where: { $0 < 0x20 || $0 >= 0x7F }), bytes.first != UInt8(ascii: "#") {
                refuse(path, line, nil, "byte 0x\(String(byte, radix: 16)) is not printable ASCII", "Write values in ASCII, without tabs.")
            } else {
                parse(String(decoding: bytes, as: UTF8.self), path, line)
            }
        }
    }

    private mutating func parse(_ text: String, _ path: String, _ line: Int) {
        if text.isEmpty || text.hasPrefix("#") { return }
        guard let sign = text.firstIndex(of: "=") else {
            return refuse(path, line, nil, "there is no `=`", "Write NAME=VALUE; a comment begins with `#`.")
        }
        let (name, value) = (String(text[..<sign]), String(text[text.index(after: sign)...]))
        guard Self.isName(name) else {
            return refuse(
                path, line, nil, "what stands before `=` is no name",
                "Names are A-Z, 0-9 and `_`, and begin the line; no `export`, no blanks.")
        }
        if let earlier = entries.first(where: { $0.name == name }) {
            return refuse(path, line, name, "is set twice, first in line \(earlier.line)", "Keep one of the two lines.")
        }
        if let character = value.first(where: { !Self.isPlain($0) }) {
            return refuse(
                path, line, name, "the value holds '\(character)'",
                "Values are letters, digits and _-+.,:/@%= alone; they need no quotes.")
        }
        entries.append(Entry(name: name, value: value, line: line))
    }

    private mutating func refuse(_ path: String, _ line: Int?, _ name: String?, _ reason: String, _ remedy: String) {
        problems.append(ConfigurationProblem(.error, .file(path, line: line), name: name, reason, remedy: remedy))
    }

    private static func isName(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, 0x41...0x5A ~= first else { return false }
        return bytes.allSatisfy { 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "_") }
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "_-+.,:/@%=".contains(character))
    }
}
