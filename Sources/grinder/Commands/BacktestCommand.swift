// `grinder backtest`: the registered fixtures and one report. Backtest specification, section 2.

import Domain
import Engine
import Supervision

extension Command {
    static let fixturesOption = Option(
        name: "--fixtures", value: "DIR", help: "Directory of the fixtures (default Fixtures).")
    static let fixturesDefault = "Fixtures"

    static let backtest = Command(
        name: "backtest", summary: "Run the registered fixtures by backtest protocol v1 and report as JSON.",
        options: [
            Option(name: "--out", value: "FILE", help: "Also write the report there; its directory must exist."),
            Option(name: "--quiet", short: "-q", help: "Print nothing; the exit code speaks."),
            fixturesOption,
            Option(
                name: "--reported-as", value: "DIR",
                help: "Directory that the report, and so its digest, names instead of --fixtures."),
            throughOption,
        ],
        run: { arguments in
            let file = arguments.value("--out")
            if let file { try requireDirectory(of: file) }
            let report = Backtest.run(
                BacktestFixture.registered(
                    in: arguments.value("--fixtures") ?? fixturesDefault,
                    reportedDirectory: arguments.value("--reported-as")),
                try arguments.isThroughWorkers() ? WorkerRuns.pipelines : .inProcess)
            let isQuiet = arguments.flag("--quiet")
            if !isQuiet { Console.line(report.document.prettyText(sortingKeys: true)) }
            if let file {
                try OutputFile.write(report.document, to: file, sortingKeys: true)
                if !isQuiet { Console.note("\nReport written to: \(file)") }
            }
            return report.hasPassed ? ExitCode.success : ExitCode.failure
        })

    /// Refuses an output file in a directory that is not there, before anything is run.
    private static func requireDirectory(of file: String) throws(OutputError) {
        guard let slash = file.lastIndex(of: "/"), slash != file.startIndex else { return }
        guard isDirectory(String(file[..<slash])) else {
            throw OutputError(file: file, reason: .notFound)
        }
    }
}
