// Finds the recorded corpus, and makes folders that vanish with the test.

import Foundation
import XCTest

enum SharedCorpus {
    /// `conformance/<name>` in the folder `shared`: named by GRINDER_SHARED, or a sibling of an ancestor of this file.
    static func path(_ name: String) throws -> String {
        guard let root = root() else {
            throw XCTSkip("no shared/conformance found; set GRINDER_SHARED to the folder 'shared' to run this test")
        }
        return root.appendingPathComponent("conformance/" + name).path
    }

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

/// A folder of its own for one test.
struct TemporaryFolder {
    let url: URL

    init(_ test: XCTestCase) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("grinder-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        self.url = url
        test.addTeardownBlock { try FileManager.default.removeItem(at: url) }
    }

    var path: String { url.path }

    func write(_ text: String, _ name: String) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// A writable copy of a folder of the corpus.
    func copy(_ source: String, as name: String) throws -> String {
        let target = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        for file in try FileManager.default.contentsOfDirectory(atPath: source) {
            let from = URL(fileURLWithPath: source).appendingPathComponent(file)
            // Folders inside a case belong to other pipelines.
            if try from.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true { continue }
            // The content only: files of the corpus are read-only, and a copy would be, too.
            try Data(contentsOf: from).write(to: target.appendingPathComponent(file))
        }
        return target.path
    }

    /// Replaces the one occurrence of `text` in a file.
    func replace(_ text: String, with replacement: String, in name: String) throws {
        let file = url.appendingPathComponent(name)
        let content = try String(contentsOf: file, encoding: .utf8)
        XCTAssertEqual(content.components(separatedBy: text).count, 2, "'\(text)' stands exactly once in \(name)")
        try content.replacingOccurrences(of: text, with: replacement).write(to: file, atomically: true, encoding: .utf8)
    }

    /// Decompresses with the gzip command.
    func gunzip(_ source: String, to name: String) throws {
        let file = url.appendingPathComponent(name)
        XCTAssertTrue(FileManager.default.createFile(atPath: file.path, contents: nil))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", source]
        process.standardOutput = try FileHandle(forWritingTo: file)
        try process.run()
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0, "gzip -dc \(source)")
    }
}
