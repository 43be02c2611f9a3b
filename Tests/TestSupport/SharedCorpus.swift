// Finds the data that lies beside the project: the recorded corpus and the specification.

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
