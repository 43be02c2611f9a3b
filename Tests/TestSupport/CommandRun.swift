// A command run to its end, with what it said. Output goes through files: no pipe that fills up while
// the other one is read, no limit of memory.

import Foundation

public struct CommandRun {
    /// The exit status; 128 + the signal when a signal ended it, as shells count.
    public let status: Int32
    /// Standard output; empty when it went to a file of the caller's.
    public let outputText: String
    public let errorText: String

    /// `env` could not find the program. A program of its own accord does not exit with this status.
    public var isCommandMissing: Bool { status == 127 }

    /// Runs `command`, found on the PATH, and waits for its end.
    ///
    /// - Parameters:
    ///   - outputTo: takes standard output instead of `outputText`; made or overwritten.
    ///   - environment: added to this process's own.
    ///   - directory: where to run it; nil: where this process runs.
    public init(
        _ command: [String], outputTo file: URL? = nil, environment: [String: String] = [:], in directory: URL? = nil
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("command-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { Self.remove(folder) }
        let output = file ?? folder.appendingPathComponent("output")
        let errors = folder.appendingPathComponent("errors")

        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = directory }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.create(output)
        process.standardError = try Self.create(errors)
        try process.run()
        process.waitUntilExit()

        status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
        outputText = file == nil ? try Self.text(output) : ""
        errorText = try Self.text(errors)
    }

    private static func create(_ file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    private static func text(_ file: URL) throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }

    private static func remove(_ folder: URL) {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            FileHandle.standardError.write(Data("\(folder.path) could not be removed: \(error)\n".utf8))
        }
    }
}
