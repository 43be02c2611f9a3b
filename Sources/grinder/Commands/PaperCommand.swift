// `grinder paper`: a fixture through the paper pipeline in one process. Paper specification, section 17.

import Domain
import Engine

extension Command {
    static let paper = Command(
        name: "paper", summary: "Run a fixture through the paper trading pipeline in one process. No real orders.",
        options: [
            fixtureOption,
            Option(name: "--out", value: "FILE", help: "Write the complete result as JSON."),
            PaperFlags.useConfig,
            Option(name: "--verbose", short: "-v", help: "Also print counts and every event's error."),
            lenientOption,
        ],
        groups: [PaperFlags.group],
        run: { try runPaper($0) { try PaperFlags.options($0, fixture: $1) } })

    /// The program of its own name: as `paper`, but the fixture says whether the controller is on.
    static let paperProgram = Command(
        name: "grinder-paper", summary: "Run a fixture on paper, with the controller if its config.json says so.",
        options: [
            fixtureOption,
            Option(name: "--out", value: "FILE", help: "Write the complete result as JSON."),
            Option(name: "--verbose", short: "-v", help: "Also print counts and every event's error."),
            lenientOption,
        ],
        isEntryPoint: true,
        run: { arguments in
            try runPaper(arguments) { _, directory in
                let file = directory + "/config.json"
                return fileExists(file) ? PaperOptions.forPaperProgram(config: try JSONFile.read(file)) : PaperOptions()
            }
        })

    /// - Parameter options: from the arguments and the fixture's directory.
    private static func runPaper(
        _ arguments: Arguments, options: (Arguments, String) throws -> PaperOptions
    ) throws -> Int32 {
        let fixture = try Fixture.load(directory: arguments.required("--fixture"))
        try FixtureConfiguration.check(fixture.path)
        let options = try options(arguments, fixture.path)
        var keep = PaperRun.Options()
        keep.keepsDocuments = arguments.value("--out") != nil
        let run = try PaperRun.run(fixture, options, keep)
        let document = run.result.document(fixture.path, options, run.symbols)
        if arguments.flag("--verbose") { printDetails(fixture.path, options, run.result, document) }
        if let file = arguments.value("--out") {
            try OutputFile.write(document, to: file)
            if arguments.flag("--verbose") { Console.line("Output written to: \(file)") }
        }
        Console.line("Paper trading completed. Events processed: \(run.result.eventsProcessed)")
        Console.line("Output digest: \(run.result.digest.short)")
        return exitCode(run.result, fixture.path, run.symbols, lenient: arguments.flag("--lenient"))
    }

    private static func printDetails(
        _ path: String, _ options: PaperOptions, _ result: PaperResult, _ document: JSONValue
    ) {
        Console.line("Loading fixture from: \(path)")
        Console.line("Paper trading mode: NO REAL ORDERS")
        if options.controllerEnabled { Console.line("Controller: ENABLED") }
        Console.line("Events processed: \(result.eventsProcessed)")
        Console.line("Events gated: \(result.eventsGated)")
        Console.line("Orders placed (simulated): \(result.ordersPlaced)")
        Console.line("Orders blocked: \(result.ordersBlocked)")
        let errors = document["errors"]?.arrayValue ?? []
        guard !errors.isEmpty else { return }
        Console.line("Errors: \(errors.count)")
        for error in errors { Console.line("  - \(error.stringValue ?? "")") }
    }

    private static func exitCode(
        _ result: PaperResult, _ path: String, _ symbols: SymbolTable, lenient: Bool
    ) -> Int32 {
        guard !lenient else { return ExitCode.success }
        let shortfall = Shortfall(events: result.eventsProcessed, failures: result.failures, path: path)
        guard let reason = shortfall.reason(symbols) else { return ExitCode.success }
        Console.complain(reason)
        return ExitCode.failure
    }
}
