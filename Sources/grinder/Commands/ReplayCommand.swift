// `grinder replay`: a fixture through the pipeline in one process. Replay specification, section 6.1.

import Domain
import Engine

extension Command {
    static let fixtureOption = Option(
        name: "--fixture", value: "DIR", help: "Directory with events.jsonl or events.json.", isRequired: true)
    static let lenientOption = Option(
        name: "--lenient", help: "Exit 0 as the reference does when events failed or the fixture is empty.")

    static let replay = Command(
        name: "replay", summary: "Run a fixture through the replay pipeline in one process and print its digest.",
        options: [
            fixtureOption,
            Option(name: "--out", value: "FILE", help: "Write the complete result as JSON."),
            Option(name: "--verbose", short: "-v", help: "Also print counts and every event's error."),
            lenientOption,
        ],
        run: runReplay)

    /// The program of its own name. In spite of it no backtest: the reference runs a replay, too.
    static let backtestProgram = Command(
        name: "grinder-backtest", summary: "Replay a fixture and write the result; `grinder backtest` is the protocol.",
        options: [
            fixtureOption,
            Option(name: "--out", value: "FILE", help: "Write the complete result as JSON.", isRequired: true),
            lenientOption,
        ],
        isEntryPoint: true, run: runReplay)

    @Sendable
    private static func runReplay(_ arguments: Arguments) throws -> Int32 {
        let fixture = try Fixture.load(directory: arguments.required("--fixture"))
        try FixtureConfiguration.check(fixture.path)
        var sink = OutputSink.Options()
        sink.keepsDocuments = arguments.value("--out") != nil
        var engine = try ReplayEngine()
        let result = engine.run(fixture, sink)
        let summary = RunSummary(fixturePath: fixture.path, result: result, symbols: fixture.symbols)
        if arguments.flag("--verbose") { summary.printDetails() }
        if let file = arguments.value("--out") {
            try OutputFile.write(summary.document, to: file)
            if arguments.flag("--verbose") { Console.line("Output written to: \(file)") }
        }
        summary.printResult()
        return summary.exitCode(lenient: arguments.flag("--lenient"))
    }
}
