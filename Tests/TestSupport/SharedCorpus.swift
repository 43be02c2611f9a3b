// Finds the data that lies beside the project: the recorded corpus and the specification.

import Domain
import Foundation
import XCTest

public enum SharedCorpus {
    /// `conformance/<name>` in the folder `shared`; skips the calling test when there is no such folder.
    public static func path(_ name: String) throws -> String { try shared("conformance/" + name) }

    /// A file or folder in the folder `shared`; skips the calling test when there is no such folder.
    public static func shared(_ name: String) throws -> String {
        guard let root = root() else {
            throw XCTSkip("no shared/conformance found; set GRINDER_SHARED to the folder 'shared' to run this test")
        }
        return root.appendingPathComponent(name).path
    }

    /// The folders of a part of the corpus that have a configuration, by name.
    public static func folders(_ part: String) throws -> [String] {
        let root = try path(part)
        return try FileManager.default.contentsOfDirectory(atPath: root).sorted().map { root + "/" + $0 }
            .filter { FileManager.default.fileExists(atPath: $0 + "/config.json") }
    }

    /// The JSON documents of a file in the folder `shared`, one a line.
    public static func lines(_ name: String) throws -> [JSONValue] {
        let file = try MappedFile(input: shared(name))
        return try file.bytes.split(separator: UInt8(ascii: "\n")).map { try JSONParser.parse(Array($0)) }
    }

    /// The vectors of one component.
    public static func vectors(_ component: String) throws -> [JSONValue] {
        try lines("conformance/vectors/\(component).jsonl")
    }

    /// Named by GRINDER_SHARED, or a sibling of an ancestor of this file.
    private static func root() -> URL? {
        if let path = ProcessInfo.processInfo.environment["GRINDER_SHARED"] { return URL(fileURLWithPath: path) }
        var directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while directory.path != "/" {
            let candidate = directory.appendingPathComponent("shared")
            if FileManager.default.fileExists(atPath: candidate.appendingPathComponent("conformance").path) {
                return candidate
            }
            directory.deleteLastPathComponent()
        }
        return nil
    }
}
