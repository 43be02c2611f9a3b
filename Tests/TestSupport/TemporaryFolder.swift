// A folder of one test's own, gone when the test is.

import Foundation
import XCTest

public struct TemporaryFolder {
    public let url: URL

    public init(_ test: XCTestCase) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("grinder-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        self.url = url
        test.addTeardownBlock { try FileManager.default.removeItem(at: url) }
    }

    public var path: String { url.path }

    public func write(_ text: String, _ name: String) throws {
        let file = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// A writable copy of a folder of the corpus.
    public func copy(_ source: String, as name: String) throws -> String {
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
    public func replace(_ text: String, with replacement: String, in name: String) throws {
        let file = url.appendingPathComponent(name)
        let content = try String(contentsOf: file, encoding: .utf8)
        XCTAssertEqual(content.components(separatedBy: text).count, 2, "'\(text)' stands exactly once in \(name)")
        try content.replacingOccurrences(of: text, with: replacement).write(to: file, atomically: true, encoding: .utf8)
    }

    /// Decompresses with the gzip command.
    public func gunzip(_ source: String, to name: String) throws {
        let run = try CommandRun(["gzip", "-dc", source], outputTo: url.appendingPathComponent(name))
        XCTAssertEqual(run.status, 0, run.errorText)
    }

    /// The two cases of `real_market` with their shared events, as the conformance tool can read them.
    public func decompressRealMarket() throws {
        for name in ["real_grid", "real_adaptive"] {
            let source = try SharedCorpus.path("real_market/" + name)
            _ = try copy(source, as: name)
            try gunzip(source + "/tick_digests.json.gz", to: name + "/tick_digests.json")
            try gunzip(SharedCorpus.path("real_market/events.jsonl.gz"), to: name + "/events.jsonl")
        }
    }
}
