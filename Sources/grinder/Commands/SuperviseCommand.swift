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
        options: SettingFlags.options,
        groups: [PaperFlags.group],
        keepsLog: true,
        run: { arguments in
            let source = try ProcessLog.source(arguments)
            let (settings, log) = try ProcessLog.settings(source)
            defer { log.flush() }
            return try run(arguments, source, settings, log)
        })

    private static func run(
        _ arguments: Arguments, _ source: SettingsSource, _ settings: EffectiveConfiguration, _ log: Log
    ) throws -> Int32 {
        let command = try SuperviseSettings(settings, arguments)
        try FixtureConfiguration.check(command.path)
        let configuration = try command.configuration()
        let options = try command.options(configuration, log)
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
        let code = try report(run, configuration, command)
        if !command.exitsWhenDone { _ = try supervisor.waitForSignal() }
        return code
    }

    /// Says what came out; the exit code.
    private static func report(
        _ run: SupervisedRun, _ configuration: RunConfiguration, _ command: SuperviseSettings
    ) throws -> Int32 {
        let summary = RunSummary(fixturePath: command.path, result: run.result, symbols: run.symbols)
        if command.isJSON {
            if let file = command.out {
                try OutputFile.write(run.paper?.document ?? summary.document, to: file)
            }
            Console.line(document(run, summary).prettyText())
            return summary.exitCode(lenient: command.isLenient)
        }
        if let report = run.paper {
            guard case .paper(let options) = configuration.pipeline else { preconditionFailure("a paper run's report") }
            let summary = PaperSummary(fixturePath: command.path, options: options, report: report)
            printWorkers(run)
            try summary.present(isVerbose: command.isVerbose, out: command.out)
            return summary.exitCode(lenient: command.isLenient)
        }
        if command.isVerbose { summary.printDetails() }
        if let file = command.out { try OutputFile.write(summary.document, to: file) }
        printWorkers(run)
        summary.printResult()
        return summary.exitCode(lenient: command.isLenient)
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
