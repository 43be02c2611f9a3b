// Parts of the recorded corpus in a directory of one test's own, where a test may spoil them.

import Foundation
import XCTest

extension ScratchDirectory {
    /// A writable copy of a folder of the corpus.
    public func copy(_ source: String, as name: String) throws -> String {
        let target = URL(fileURLWithPath: try makeDirectory(name))
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
        let content = try String(contentsOfFile: file(name), encoding: .utf8)
        XCTAssertEqual(content.components(separatedBy: text).count, 2, "'\(text)' stands exactly once in \(name)")
        try write(name, content.replacingOccurrences(of: text, with: replacement))
    }

    /// Decompresses with the gzip command.
    public func gunzip(_ source: String, to name: String) throws {
        let run = try CommandRun(["gzip", "-dc", source], outputTo: URL(fileURLWithPath: file(name)))
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
