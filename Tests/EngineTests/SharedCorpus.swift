// Finds the recorded corpus; a test without it is skipped.

import Domain
import Foundation
import XCTest

enum SharedCorpus {
    /// `conformance` in the folder `shared`: named by GRINDER_SHARED, or a sibling of an ancestor of this file.
    static func conformance() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["GRINDER_SHARED"] {
            return URL(fileURLWithPath: path).appendingPathComponent("conformance")
        }
        var directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while directory.path != "/" {
            let candidate = directory.appendingPathComponent("shared/conformance")
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
            directory.deleteLastPathComponent()
        }
        throw XCTSkip("no shared/conformance found; set GRINDER_SHARED to the folder 'shared' to run this test")
    }

    /// The folders of a part of the corpus, by name.
    static func folders(_ part: String) throws -> [URL] {
        let root = try conformance().appendingPathComponent(part)
        return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
            .map { root.appendingPathComponent($0) }
            .filter { FileManager.default.fileExists(atPath: $0.appendingPathComponent("config.json").path) }
    }
}
