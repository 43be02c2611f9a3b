// `grinder supervise`: the same pipelines through a supervisor and three worker processes.

import Configuration
import Domain
import Engine
import Journal
import Logging
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
            Option(
                name: "--speed", value: "X",
                help: "Send the events at X times the speed of their own times, instead of as fast as possible."),
            Option(name: "--repeat", value: "N", help: "Send the fixture N times, each behind the last in its own time (default 1)."),
            Option(
                name: "--free-running",
                help: "The feed does not wait for the strategy: the newest snapshot of each symbol wins, and the others are counted."),
            Option(name: "--journal", value: "DIR", help: "Journal the run in this directory, made if it is missing."),
            Option(
                name: "--journal-durability", value: "async|before-commit",
                help: "When a record counts as journalled: when the kernel has it (default), or the device."),
            Option(
                name: "--journal-segment-kib", value: "N",
                help: "Size of a segment of the journal, reserved when it begins (default 65536)."),
            Option(
                name: "--journal-max-kib", value: "N",
                help: "What the journal's directory may take (default: what the device has)."),
            Option(
                name: "--journal-wait-ms", value: "N",
                help: "How long the journal may be impossible to write before the run is given up (default 30000)."),
            Option(name: "--idle", value: WorkerPlacementOptions.idleValue, help: WorkerPlacementOptions.idleHelp),
            Option(name: "--pin", value: WorkerPlacementOptions.pinValue, help: WorkerPlacementOptions.pinHelp),
            Option(
                name: "--http", value: "[HOST:]PORT",
                help: "Serve health, metrics and the status page; on loopback without HOST; port 0 takes a free one."),
            Option(
                name: "--standalone",
                help: "No other instance shares the lease: the role is active, so that /readyz can say ready."),
            Option(name: "--resume", help: "Go on with the run that the journal holds, if it holds one."),
            Option(name: "--audit", value: "FILE", help: "Write every change of the kill switch to this file."),
            Option(
                name: "--restart-limit", value: "N/SECONDS",
                help: "Restarts of workers that may fall into that time before the run is given up (default 20/60)."),
            Option(
                name: "--restart-backoff-ms", value: "N/MAX",
                help: "Delay of a restart that follows one without progress, doubled up to the maximum (default 10/5000)."),
            Option(name: "--stall-ms", value: "N", help: "Silence after which a worker is killed (default 5000)."),
            Option(name: "--drain-ms", value: "N", help: "Time for an ordered end after SIGTERM (default 5000)."),
            Option(
                name: "--lease-ms", value: "N",
                help: "Orders leave for that long after the supervisor's last sign of life (default: for ever)."),
            Option(name: "--exit-when-done", help: "End after the last event instead of waiting for SIGTERM."),
            Option(name: "--json", help: "Print one JSON object instead of text."),
            Option(name: "--verbose", short: "-v", help: "Also print counts and every event's error."),
            lenientOption,
        ] + ProcessLog.options,
        groups: [PaperFlags.group],
        run: { arguments in
            let source = ProcessLog.source(arguments)
            let settings = try source.load()
            let log = ProcessLog.make(settings)
            defer { log.flush() }
            do {
                return try run(arguments, source, settings, log)
            } catch let error as SupervisionError where log.options.format == .json {
                // A program reads this log: the last line is one of it too.
                log.error("RUN_FAILED", ["text": .text("\(error)")])
                return ExitCode.of(error)
            }
        })

    private static func run(
        _ arguments: Arguments, _ source: SettingsSource, _ settings: EffectiveConfiguration, _ log: Log
    ) throws -> Int32 {
        let path = Fixture.normalised(arguments.required("--fixture"))
        try FixtureConfiguration.check(path)
        var configuration = RunConfiguration(try pipeline(arguments, path))
        configuration.paceUs = try arguments.count("--pace-us", or: 0, atMost: paceUsMax)
        try setSource(&configuration, arguments)
        configuration.placements = try WorkerPlacementOptions.placements(arguments)
        configuration.keepsDocuments = arguments.value("--out") != nil
        var options = SupervisorOptions(fixturePath: path, configuration: configuration)
        try setJournal(&options, arguments)
        options.httpAddress = try httpAddress(arguments)
        options.isStandalone = arguments.flag("--standalone")
        try setLimits(&options, arguments)
        options.log = { log.options }
        let reload = SettingsReload(source, settings, log)
        let supervisor = try Supervisor(options, reload: reload.reload, observer: log.write)
        if let url = supervisor.httpURL {
            if log.options.format == .json {
                log.info("STATUS_PAGE", ["url": .text("\(url)/")])
            } else {
                Console.note("grinder: status page at \(url)/")
            }
        }
        let run = try supervisor.run(progress: { Console.progress("\($0) market records") })
        Console.progress("")
        let code = try report(run, configuration, path, arguments)
        if !arguments.flag("--exit-when-done") { _ = try supervisor.waitForSignal() }
        return code
    }

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
        options.resumes = arguments.flag("--resume")
        guard options.journalPath != nil || !options.resumes else { throw UsageError("option '--resume' needs --journal.") }
        let names = JournalDurability.allCases.map(\.rawValue)
        let name = try arguments.choice("--journal-durability", of: names, or: options.journalDurability.rawValue)
        guard options.journalPath != nil || arguments.value("--journal-durability") == nil else {
            throw UsageError("option '--journal-durability' needs --journal.")
        }
        options.journalDurability = JournalDurability(rawValue: name) ?? options.journalDurability
        for name in ["--journal-segment-kib", "--journal-max-kib", "--journal-wait-ms"] where options.journalPath == nil {
            guard arguments.value(name) == nil else { throw UsageError("option '\(name)' needs --journal.") }
        }
        let segmentKib = try arguments.count("--journal-segment-kib", or: options.journalSegmentBytes >> 10, atMost: 1 << 30)
        guard segmentKib >= 64 else { throw UsageError("option '--journal-segment-kib' needs at least 64.") }
        options.journalSegmentBytes = segmentKib << 10
        if arguments.value("--journal-max-kib") != nil {
            options.journalBytesMax = UInt64(try arguments.count("--journal-max-kib", or: 0, atMost: 1 << 40)) << 10
        }
        options.journalWaitNsMax = try milliseconds("--journal-wait-ms", arguments) ?? options.journalWaitNsMax
    }

    private static func httpAddress(_ arguments: Arguments) throws(UsageError) -> HTTPAddress? {
        guard let text = arguments.value("--http") else { return nil }
        guard let address = HTTPAddress(text) else {
            throw UsageError("option '--http' needs a port, or a numeric address and a port (127.0.0.1:9090, [::1]:9090), not '\(text)'.")
        }
        return address
    }

    private static func setSource(_ configuration: inout RunConfiguration, _ arguments: Arguments) throws(UsageError) {
        configuration.isFreeRunning = arguments.flag("--free-running")
        configuration.repeats = max(try arguments.count("--repeat", or: 1, atMost: 1_000_000), 1)
        guard let text = arguments.value("--speed") else { return }
        guard let speed = Double(text), speed > 0, speed <= 1_000_000 else {
            throw UsageError("option '--speed' needs a number above 0 like 10 or 0.5, not '\(text)'.")
        }
        guard arguments.value("--pace-us") == nil else {
            throw UsageError("options '--speed' and '--pace-us' exclude each other.")
        }
        configuration.speed = speed
    }

    /// An hour.
    private static let paceUsMax = 3_600_000_000
    private static let paceMsMax = 3_600_000

    private static func setLimits(_ options: inout SupervisorOptions, _ arguments: Arguments) throws(UsageError) {
        options.auditPath = arguments.value("--audit")
        options.stallNsMax = try milliseconds("--stall-ms", arguments) ?? options.stallNsMax
        options.drainNsMax = try milliseconds("--drain-ms", arguments) ?? options.drainNsMax
        options.leaseNs = try milliseconds("--lease-ms", arguments)
        if let (restarts, seconds) = try pair("--restart-limit", "a count and seconds like 20/60", arguments) {
            options.restarts.restartsMax = Int(restarts)
            options.restarts.windowNs = max(seconds, 1) * 1_000_000_000
        }
        if let (first, most) = try pair("--restart-backoff-ms", "two times like 10/5000", arguments) {
            options.restarts.backoffNs = first * 1_000_000
            options.restarts.backoffNsMax = most * 1_000_000
        }
    }

    /// Two numbers up to a million with a slash between; nil when the option is absent.
    private static func pair(
        _ name: String, _ what: String, _ arguments: Arguments
    ) throws(UsageError) -> (UInt64, UInt64)? {
        guard let text = arguments.value(name) else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { UInt64($0) }
        guard parts.count == 2, let first = parts[0], let second = parts[1], max(first, second) <= 1_000_000 else {
            throw UsageError("option '\(name)' needs \(what), not '\(text)'.")
        }
        return (first, second)
    }

    /// Nanoseconds of an option in milliseconds, at least one; nil when it is absent.
    private static func milliseconds(_ name: String, _ arguments: Arguments) throws(UsageError) -> UInt64? {
        guard arguments.value(name) != nil else { return nil }
        let count = try arguments.count(name, or: 0, atMost: paceMsMax)
        guard count > 0 else { throw UsageError("option '\(name)' needs at least 1.") }
        return UInt64(count) * 1_000_000
    }

    private static func printWorkers(_ run: SupervisedRun) {
        for worker in run.workers {
            Console.line(
                "worker \(worker.role.name): pid \(worker.pid), records in \(worker.recordsIn), out \(worker.recordsOut)")
        }
        for ring in run.rings { Console.line("ring \(ring.kind): \(ring.records) records") }
        let gone = run.flow.conflated + run.flow.passedOver
        if gone > 0 { Console.line("\(gone) of \(run.flow.events) events gave way to newer ones of their symbols") }
    }

    private static func flow(_ flow: FlowReport) -> JSONValue {
        func part(_ members: [(String, UInt64)]) -> JSONValue {
            .object(JSONObject(members.map { ($0.0, .integer(Int($0.1))) }))
        }
        return .object(
            JSONObject([
                ("feed", part([("events", flow.events), ("sent", flow.sent), ("conflated", flow.conflated), ("pending", flow.pending)])),
                ("strategy", part([("snapshots", flow.snapshots), ("conflated", flow.passedOver), ("pending", flow.waiting)])),
            ]))
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
                ("workers", .array(workers)), ("rings", .array(rings)), ("flow", flow(run.flow)),
            ]))
    }
}
