// `grinder supervise`: the same pipeline through a supervisor and three worker processes.

import Domain
import Engine
import Journal
import Supervision
import Workers

extension Command {
    static let supervise = Command(
        name: "supervise",
        summary: "Run a fixture through a supervisor with feed, strategy and execution workers.",
        options: [
            fixtureOption,
            Option(name: "--pipeline", value: "replay", help: "The pipeline to run.", isRequired: true),
            Option(name: "--pace-us", value: "N", help: "Least time between two events, in microseconds (default 0)."),
            Option(name: "--journal", value: "DIR", help: "Journal the run in this directory, made if it is missing."),
            Option(
                name: "--journal-durability", value: "async|before-commit",
                help: "When a record counts as journalled: when the kernel has it (default), or the device."),
            Option(name: "--exit-when-done", help: "End after the last event instead of waiting for SIGTERM."),
            Option(name: "--json", help: "Print one JSON object instead of text."),
            Option(name: "--verbose", short: "-v", help: "Also print counts and every event's error."),
            lenientOption,
        ],
        run: { arguments in
            _ = try arguments.choice("--pipeline", of: ["replay"], or: "replay")
            var configuration = RunConfiguration()
            configuration.paceUs = try arguments.count("--pace-us", or: 0, atMost: paceUsMax)
            let path = Fixture.normalised(arguments.required("--fixture"))
            try FixtureConfiguration.check(path)
            var options = SupervisorOptions(fixturePath: path, configuration: configuration)
            try setJournal(&options, arguments)
            let supervisor = try Supervisor(options) {
                Console.note("grinder: \($0.text)")
            }
            let run = try supervisor.run(progress: { Console.progress("\($0) market records") })
            Console.progress("")
            let summary = RunSummary(fixturePath: path, result: run.result, symbols: run.symbols)
            if arguments.flag("--json") {
                Console.line(document(run, summary).prettyText())
            } else {
                if arguments.flag("--verbose") { summary.printDetails() }
                printWorkers(run)
                summary.printResult()
            }
            let code = summary.exitCode(lenient: arguments.flag("--lenient"))
            if !arguments.flag("--exit-when-done") { _ = try supervisor.waitForSignal() }
            return code
        })

    private static func setJournal(_ options: inout SupervisorOptions, _ arguments: Arguments) throws(UsageError) {
        options.journalPath = arguments.value("--journal")
        let names = JournalDurability.allCases.map(\.rawValue)
        let name = try arguments.choice("--journal-durability", of: names, or: options.journalDurability.rawValue)
        guard options.journalPath != nil || arguments.value("--journal-durability") == nil else {
            throw UsageError("option '--journal-durability' needs --journal.")
        }
        options.journalDurability = JournalDurability(rawValue: name) ?? options.journalDurability
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
