// `grinder paper`: a fixture through the paper pipeline in one process. Paper specification, section 17.

import Domain
import Engine

extension Command {
    static let paper = Command(
        name: "paper", summary: "Run a fixture through the paper trading pipeline in one process. No real orders.",
        options: [
            fixtureOption,
            Option(name: "--out", value: "FILE", help: "Write the complete result as JSON."),
            noOutputs,
            PaperFlags.useConfig,
            Option(name: "--verbose", short: "-v", help: "Also print counts and every event's error."),
            lenientOption,
        ],
        groups: [PaperFlags.group],
        run: { try runPaper($0) { try PaperFlags.options($0, fixture: $1, usesConfig: $0.flag(PaperFlags.useConfig.name)) } })

    /// The program of its own name: as `paper`, but the fixture says whether the controller is on.
    static let paperProgram = Command(
        name: "grinder-paper", summary: "Run a fixture on paper, with the controller if its config.json says so.",
        options: [
            fixtureOption,
            Option(name: "--out", value: "FILE", help: "Write the complete result as JSON."),
            noOutputs,
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

    private static let noOutputs = Option(
        name: "--no-outputs", help: "Keep digests and totals only: memory does not grow with a fixture in order of time.")

    /// - Parameter options: from the arguments and the fixture's directory.
    private static func runPaper(
        _ arguments: Arguments, options: (Arguments, String) throws -> PaperOptions
    ) throws -> Int32 {
        let directory = arguments.required("--fixture")
        var keep = PaperRun.Options()
        keep.keepsDocuments = arguments.value("--out") != nil && !arguments.flag("--no-outputs")
        let path: String
        let paperOptions: PaperOptions
        let run: (result: PaperResult, symbols: SymbolTable)
        if var stream = try EventStream.open(directory: directory) {
            path = stream.path
            try FixtureConfiguration.check(path)
            paperOptions = try options(arguments, path)
            run = try PaperRun.run(&stream, paperOptions, keep)
        } else {
            let fixture = try Fixture.load(directory: directory)
            path = fixture.path
            try FixtureConfiguration.check(path)
            paperOptions = try options(arguments, path)
            run = try PaperRun.run(fixture, paperOptions, keep)
        }
        let summary = PaperSummary(
            fixturePath: path, options: paperOptions,
            report: PaperReport(run.result, path, paperOptions, run.symbols))
        try summary.present(isVerbose: arguments.flag("--verbose"), out: arguments.value("--out"))
        return summary.exitCode(lenient: arguments.flag("--lenient"))
    }
}
