// `grinder supervise`: the same pipelines through a supervisor and three worker processes.

import Domain
import Engine
import Journal
import Observability
import Supervision
import Workers

extension Command {
    static let supervise = Command(
        name: "supervise",
        summary: "Run a fixture through a supervisor with feed, strategy and execution workers.",
        options: [
            fixtureOption,
            Option(name: "--pipeline", value: "replay|paper", help: "The pipeline to run.", isRequired: true),
            PaperFlags.useConfig,
            Option(name: "--out", value: "FILE", help: "Write the complete result as JSON."),
            Option(name: "--pace-us", value: "N", help: "Least time between two events, in microseconds (default 0)."),
            Option(name: "--journal", value: "DIR", help: "Journal the run in this directory, made if it is missing."),
            Option(
                name: "--journal-durability", value: "async|before-commit",
                help: "When a record counts as journalled: when the kernel has it (default), or the device."),
            Option(name: "--idle", value: WorkerPlacementOptions.idleValue, help: WorkerPlacementOptions.idleHelp),
            Option(name: "--pin", value: WorkerPlacementOptions.pinValue, help: WorkerPlacementOptions.pinHelp),
            Option(
                name: "--http", value: "[HOST:]PORT",
                help: "Serve health, metrics and the status page; on loopback without HOST; port 0 takes a free one."),
            Option(
                name: "--standalone",
                help: "No other instance shares the lease: the role is active, so that /readyz can say ready."),
            Option(name: "--exit-when-done", help: "End after the last event instead of waiting for SIGTERM."),
            Option(name: "--json", help: "Print one JSON object instead of text."),
            Option(name: "--verbose", short: "-v", help: "Also print counts and every event's error."),
            lenientOption,
        ] + ProcessLog.options,
        groups: [PaperFlags.group],
        run: { arguments in
            let log = ProcessLog.make(try ProcessLog.settings(arguments))
            defer { log.flush() }
            let path = Fixture.normalised(arguments.required("--fixture"))
            try FixtureConfiguration.check(path)
            var configuration = RunConfiguration(try pipeline(arguments, path))
            configuration.paceUs = try arguments.count("--pace-us", or: 0, atMost: paceUsMax)
            configuration.placements = try WorkerPlacementOptions.placements(arguments)
            configuration.keepsDocuments = arguments.value("--out") != nil
            var options = SupervisorOptions(fixturePath: path, configuration: configuration)
            try setJournal(&options, arguments)
            options.httpAddress = try httpAddress(arguments)
            options.isStandalone = arguments.flag("--standalone")
            let supervisor = try Supervisor(options) {
                log.write($0)
            }
            if let url = supervisor.httpURL { Console.note("grinder: status page at \(url)/") }
            let run = try supervisor.run(progress: { Console.progress("\($0) market records") })
            Console.progress("")
            let code = try report(run, configuration, path, arguments)
            if !arguments.flag("--exit-when-done") { _ = try supervisor.waitForSignal() }
            return code
        })

    private static func pipeline(_ arguments: Arguments, _ path: String) throws -> RunConfiguration.Pipeline {
        let name = try arguments.choice("--pipeline", of: ["replay", "paper"], or: "replay")
        if name == "paper" { return .paper(try PaperFlags.options(arguments, fixture: path)) }
        for option in [PaperFlags.useConfig] + PaperFlags.group.options where arguments.value(option.name) != nil {
            throw UsageError("option '\(option.name)' is for --pipeline paper; replay has no such options.")
        }
        return .replay(ReplayOptions())
    }

    /// Says what came out; the exit code.
    private static func report(
        _ run: SupervisedRun, _ configuration: RunConfiguration, _ path: String, _ arguments: Arguments
    ) throws -> Int32 {
        let isLenient = arguments.flag("--lenient")
        let summary = RunSummary(fixturePath: path, result: run.result, symbols: run.symbols)
        if arguments.flag("--json") {
            if let file = arguments.value("--out") {
                try OutputFile.write(run.paper?.document ?? summary.document, to: file)
            }
            Console.line(document(run, summary).prettyText())
            return summary.exitCode(lenient: isLenient)
        }
        if let report = run.paper {
            guard case .paper(let options) = configuration.pipeline else { preconditionFailure("a paper run's report") }
            let summary = PaperSummary(fixturePath: path, options: options, report: report)
            printWorkers(run)
            try summary.present(arguments)
            return summary.exitCode(lenient: isLenient)
        }
        if arguments.flag("--verbose") { summary.printDetails() }
        if let file = arguments.value("--out") { try OutputFile.write(summary.document, to: file) }
        printWorkers(run)
        summary.printResult()
        return summary.exitCode(lenient: isLenient)
    }

    private static func setJournal(_ options: inout SupervisorOptions, _ arguments: Arguments) throws(UsageError) {
        options.journalPath = arguments.value("--journal")
        let names = JournalDurability.allCases.map(\.rawValue)
        let name = try arguments.choice("--journal-durability", of: names, or: options.journalDurability.rawValue)
        guard options.journalPath != nil || arguments.value("--journal-durability") == nil else {
            throw UsageError("option '--journal-durability' needs --journal.")
        }
        options.journalDurability = JournalDurability(rawValue: name) ?? options.journalDurability
    }

    private static func httpAddress(_ arguments: Arguments) throws(UsageError) -> HTTPAddress? {
        guard let text = arguments.value("--http") else { return nil }
        guard let address = HTTPAddress(text) else {
            throw UsageError("option '--http' needs a port, or a numeric address and a port (127.0.0.1:9090, [::1]:9090), not '\(text)'.")
        }
        return address
    }

    /// An hour.
    private static let paceUsMax = 3_600_000_000

    private static func printWorkers(_ run: SupervisedRun) {
        for worker in run.workers {
            Console.line(
                "worker \(worker.role.name): pid \(worker.pid), records in \(worker.recordsIn), out \(worker.recordsOut)")
        }
        for ring in run.rings { Console.line("ring \(ring.kind): \(ring.records) records") }
    }

    private static func document(_ run: SupervisedRun, _ summary: RunSummary) -> JSONValue {
        let workers = run.workers.map { worker in
            JSONValue.object(
                JSONObject([
                    ("role", .text(worker.role.name)), ("pid", .integer(Int(worker.pid))),
                    ("records_in", .integer(Int(worker.recordsIn))),
                    ("records_out", .integer(Int(worker.recordsOut))),
                ]))
        }
        let rings = run.rings.map { ring in
            JSONValue.object(
                JSONObject([("ring", .text("\(ring.kind)")), ("records", .integer(Int(ring.records)))]))
        }
        return .object(
            JSONObject([
                ("fixture_path", .text(summary.fixturePath)),
                ("events_processed", .integer(run.result.eventsProcessed)),
                ("outputs", .integer(run.result.outputs)),
                ("digest", .text(run.result.digest.short)),
                ("sha256", .text(run.result.digest.text)),
                ("errors", .array(summary.errors.map { .text($0) })),
                ("workers", .array(workers)), ("rings", .array(rings)),
            ]))
    }
}
