// The project's own text as the house rules look at it.

import Foundation
import TestSupport

struct SourceFile {
    /// Relative to the package, with `/`.
    let path: String
    let text: String

    /// The lines with comments and the contents of strings blanked out, so that a rule about code is
    /// not broken by words about it.
    var code: [String] { CodeText.lines(of: text) }

    /// `Engine` for `Sources/Engine/...`; nil elsewhere.
    var target: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }
}

enum SourceTree {
    /// Files below a top-level directory, sorted; empty when there is no such directory.
    static func files(_ directory: String, suffix: String = ".swift") throws -> [SourceFile] {
        let base = PackageLayout.root.appendingPathComponent(directory)
        guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return try walker.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted().map { name in
            SourceFile(
                path: directory + "/" + name,
                text: try String(contentsOf: base.appendingPathComponent(name), encoding: .utf8))
        }
    }

    /// Everything that ships: `Sources` and `bench`.
    static func shipped() throws -> [SourceFile] { try files("Sources") + files("bench") }

    static func all() throws -> [SourceFile] { try shipped() + files("Tests") }

    /// The paths that git tracks; nil when this is no checkout.
    static func tracked() throws -> [String]? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", PackageLayout.root.path, "ls-files", "-z"]
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self).split(separator: "\0").map(String.init)
    }
}
