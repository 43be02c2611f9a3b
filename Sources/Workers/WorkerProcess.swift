// A worker's life: attach, work, say how it ended. One process, one role.

import CGrinder
import Domain
import Engine
import Glibc
import Journal
import Rings

public enum WorkerProcess {
    /// How a worker process ends.
    public enum ExitCode {
        public static let done: Int32 = 0
        /// The input is wrong; the message says where.
        public static let badInput: Int32 = 1
        public static let badConfiguration: Int32 = 2
        public static let failed: Int32 = 3
    }

    /// Runs the worker that `arguments` name (`feed --fixture DIR`, `strategy`, ...) to its end.
    public static func run(arguments: [String]) -> Int32 {
        guard let name = arguments.first, let role = role(named: name) else {
            complain("worker", "unknown role '\(arguments.first ?? "")'; workers are started by `grinder supervise`")
            return ExitCode.badConfiguration
        }
        let context: WorkerContext
        do {
            context = try WorkerContext(role, try WorkerArguments(Array(arguments.dropFirst())))
        } catch {
            complain(name, "\(error)")
            return ExitCode.badConfiguration
        }
        do {
            try run(role, context)
            context.slot.setState(.stopped)
            return ExitCode.done
        } catch {
            return report(error, name, context)
        }
    }

    private static func run(_ role: WorkerRole, _ context: WorkerContext) throws {
        let arguments = context.arguments
        switch (role, context.configuration.pipeline) {
        case (.feed, _):
            try FeedWorker.run(context, fixturePath: WorkerArguments.required(arguments.fixture, "--fixture"))
        case (.strategy, .replay(let options)): try StrategyWorker.run(context, options)
        case (.strategy, .paper(let options)): try PaperStrategyWorker.run(context, options)
        case (.execution, .replay): try ExecutionWorker.run(context)
        case (.execution, .paper(let options)): try PaperExecutionWorker.run(context, options)
        case (.reconcile, _): throw ParameterError("role", "reconcile has no worker yet")
        case (.journal, _):
            var options = JournalOptions()
            options.durability = arguments.durability
            try JournalWorker.run(
                context, directory: WorkerArguments.required(arguments.journal, "--journal"), options)
        }
    }

    private static func report(_ error: any Error, _ name: String, _ context: WorkerContext) -> Int32 {
        switch error {
        case WorkerInterruption.stopped:
            context.slot.setState(.stopped)
            return ExitCode.done
        default:
            let code = exitCode(error)
            context.slot.setDetail("\(error)", code: UInt32(code))
            context.errors.record("\(error)", realtimeNs: gr_clock_realtime_ns())
            context.slot.setState(.failed)
            complain(name, "\(error)")
            return code
        }
    }

    private static func exitCode(_ error: any Error) -> Int32 {
        switch error {
        case is FixtureError, is PaperRunError: ExitCode.badInput
        case is ParameterError: ExitCode.badConfiguration
        case let error as JournalError: error.isRetryable ? ExitCode.failed : ExitCode.badConfiguration
        default: ExitCode.failed
        }
    }

    public static func role(named name: String) -> WorkerRole? {
        WorkerRole.allCases.first { $0.name == name }
    }

    static func complain(_ name: String, _ message: String) {
        var line = ByteBuffer()
        line.append(text: "grinder worker \(name): \(message)\n")
        // Nothing is left to do when even standard error cannot be written.
        try? FileWriter.write(line.bytes, to: STDERR_FILENO)
    }
}

extension WorkerRole {
    /// As it stands on the command line and in messages.
    public var name: String {
        switch self {
        case .feed: "feed"
        case .strategy: "strategy"
        case .execution: "execution"
        case .reconcile: "reconcile"
        case .journal: "journal"
        }
    }
}
