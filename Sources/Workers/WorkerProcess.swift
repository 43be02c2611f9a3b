// A worker's life: attach, work, say how it ended. One process, one role.

import CGrinder
import Domain
import Engine
import Journal
import Logging
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
            WorkerLog(arguments.first ?? "", Log.Options())
                .failed("unknown role '\(arguments.first ?? "")'; workers are started by `grinder supervise`")
            return ExitCode.badConfiguration
        }
        var log = WorkerLog(name, Log.Options())
        let context: WorkerContext
        do {
            let arguments = try WorkerArguments(Array(arguments.dropFirst()))
            log = WorkerLog(name, arguments.log)
            context = try WorkerContext(role, arguments)
        } catch {
            log.failed("\(error)")
            return ExitCode.badConfiguration
        }
        do {
            try run(role, context, log)
            context.slot.setState(.stopped)
            return ExitCode.done
        } catch {
            return report(error, log, context)
        }
    }

    private static func run(_ role: WorkerRole, _ context: WorkerContext, _ log: WorkerLog) throws {
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
            options.segmentBytes = arguments.segmentBytes
            options.directoryBytesMax = arguments.directoryBytesMax
            try JournalWorker.run(
                context, directory: WorkerArguments.required(arguments.journal, "--journal"), options, log)
        }
    }

    private static func report(_ error: any Error, _ log: WorkerLog, _ context: WorkerContext) -> Int32 {
        switch error {
        case WorkerInterruption.stopped:
            context.slot.setState(.stopped)
            return ExitCode.done
        default:
            let code = exitCode(error)
            context.slot.setDetail("\(error)", code: UInt32(code))
            context.errors.record("\(error)", realtimeNs: gr_clock_realtime_ns())
            context.slot.setState(.failed)
            log.failed("\(error)")
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
