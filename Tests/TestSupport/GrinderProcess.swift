// The real program as a child process: its output in files, so that nothing can block, and an end
// that is waited for with a bound.

import Foundation

public final class GrinderProcess {
    public struct Ended: Sendable {
        /// nil when a signal ended it.
        public let code: Int32?
        public let signal: Int32?
        public let out: String
        public let err: String

        public var outLines: [String] { out.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    }

    public struct NotBuilt: Error, CustomStringConvertible {
        public let description = "the program `grinder` is not beside the test bundle: run `swift build` first"
    }

    public struct DidNotEnd: Error, CustomStringConvertible {
        public let description: String
    }

    private let process = Process()
    private let output: ScratchDirectory

    /// Starts `grinder`, or another program that lies beside it, with `arguments`; `environment` is added to this
    /// process's own. With `isUnderJournald` it is told that the file of its standard error is journald's stream.
    public init(
        _ arguments: [String], program name: String = "grinder", standardOutput: String? = nil,
        environment: [String: String] = [:], isUnderJournald: Bool = false
    ) throws {
        guard let grinder = PackageLayout.grinder else { throw NotBuilt() }
        let program = URL(fileURLWithPath: grinder).deletingLastPathComponent().appendingPathComponent(name).path
        output = try ScratchDirectory()
        let out = try standardOutput ?? output.write("out", "")
        let err = try output.write("err", "")
        var environment = environment
        if isUnderJournald {
            var status = stat()
            guard stat(err, &status) == 0 else { throw CocoaError(.fileReadUnknown) }
            environment["JOURNAL_STREAM"] = "\(status.st_dev):\(status.st_ino)"
        }
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.currentDirectoryURL = URL(fileURLWithPath: output.path)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: err))
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    public var pid: Int32 { process.processIdentifier }
    public var isRunning: Bool { process.isRunning }

    public func send(_ signal: Int32) { kill(pid, signal) }

    /// What was printed so far.
    public func printed() throws -> String { try Self.text(output.file("out")) }

    /// What it said on standard error so far.
    public func complained() throws -> String { try Self.text(output.file("err")) }

    /// The end of the process; kills it and throws when it does not come within `seconds`.
    public func end(within seconds: Double = 60) throws -> Ended {
        guard eventually(within: seconds, { !process.isRunning }) else {
            send(SIGKILL)
            throw DidNotEnd(
                description: "\(process.arguments ?? []) still ran after \(seconds) s; it printed: "
                    + (try Self.text(output.file("out"))) + (try Self.text(output.file("err"))))
        }
        process.waitUntilExit()
        let wasSignalled = process.terminationReason == .uncaughtSignal
        return Ended(
            code: wasSignalled ? nil : process.terminationStatus, signal: wasSignalled ? process.terminationStatus : nil,
            out: try Self.text(output.file("out"), orEmpty: true), err: try Self.text(output.file("err")))
    }

    /// Runs `grinder`, or another program that lies beside it, to its end.
    public static func run(
        _ arguments: [String], program: String = "grinder", within seconds: Double = 60
    ) throws -> Ended {
        try GrinderProcess(arguments, program: program).end(within: seconds)
    }

    private static func text(_ file: String, orEmpty: Bool = false) throws -> String {
        if orEmpty, !FileManager.default.fileExists(atPath: file) { return "" }
        return String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
    }
}

/// Polls until `condition` holds; false when it does not within `seconds`.
public func eventually(within seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = ContinuousClock.now + .milliseconds(Int(seconds * 1000))
    while true {
        if try condition() { return true }
        if ContinuousClock.now >= deadline { return false }
        usleep(1000)
    }
}
