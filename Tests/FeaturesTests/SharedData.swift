// Where the shared corpus is, and how to read a file of it.

import DecimalArithmetic
import Domain
import XCTest

import struct DecimalArithmetic.Decimal

enum SharedData {
    /// A path below the shared folder; skips the test when this machine has none.
    static func path(_ relative: String) throws -> String {
        if let folder = ProcessInfo.processInfo.environment["GRINDER_SHARED"] { return folder + "/" + relative }
        var parts = #filePath.split(separator: "/")
        while !parts.isEmpty {
            parts.removeLast()
            let folder = "/" + parts.joined(separator: "/") + "/shared"
            if isDirectory(folder) { return folder + "/" + relative }
        }
        throw XCTSkip("no 'shared' folder beside the sources and GRINDER_SHARED is not set")
    }

    /// The JSON documents of a file, one a line.
    static func lines(_ relative: String) throws -> [JSONValue] {
        let file = try MappedFile(path: path(relative))
        return try file.bytes.split(separator: UInt8(ascii: "\n")).map { try JSONParser.parse(Array($0)) }
    }
}

/// A decimal literal of a test.
func dec(_ text: String) -> Decimal {
    guard let value = try? Decimal(text) else { preconditionFailure("'\(text)' is no decimal") }
    return value
}
