// `grinder verify-determinism`: the determinism suite. Backtest specification, section 4.

import Domain
import Engine
import Supervision

extension Command {
    static let verifyDeterminism = Command(
        name: "verify-determinism",
        summary: "Run every fixture twice through replay and paper, the backtest twice, and compare all digests.",
        options: [
            fixturesOption, throughOption,
            Option(name: "--verbose", short: "-v", help: "Also print each step and what differs."),
            Option(name: "--quiet", short: "-q", help: "Print nothing; the exit code speaks."),
            Option(name: "--lenient", help: "Look at digests alone, as the reference does: accept errors and empty outputs."),
        ],
        run: { arguments in
            let progress = SuiteProgress(isVerbose: arguments.flag("--verbose"), isQuiet: arguments.flag("--quiet"))
            let isLenient = arguments.flag("--lenient")
            let directory = arguments.value("--fixtures") ?? fixturesDefault
            let runs = try arguments.isThroughWorkers() ? WorkerRuns.pipelines : .inProcess
            let names = try DeterminismSuite.fixtureNames(in: directory)
            progress.say("Determinism Gate v1\nDiscovered \(names.count) fixtures\n")
            let fixtures = names.map { name in
                progress.say("Checking \(name)...")
                progress.detail("  Checking \(name)...")
                let check = DeterminismCheck(name: name, directory: "\(directory)/\(name)", runs)
                progress.say("  \(DeterminismReport.status(isLenient ? check.hasEqualDigests : check.hasPassed))")
                return check
            }
            let report = DeterminismReport(
                fixtures: fixtures, backtest: checkBacktest(directory, runs, progress, isLenient), isLenient: isLenient)
            for line in report.lines(verbose: progress.isVerbose) { progress.say(line) }
            return report.hasPassed ? ExitCode.success : ExitCode.failure
        })

    private static func checkBacktest(
        _ directory: String, _ runs: PipelineRuns, _ progress: SuiteProgress, _ isLenient: Bool
    ) -> BacktestCheck {
        let fixtures = BacktestFixture.registered(in: directory)
        progress.say("\nChecking backtest determinism...")
        progress.detail("  Running backtest (run 1)...")
        let first = Backtest.run(fixtures, runs)
        progress.detail("  Running backtest (run 2)...")
        let check = BacktestCheck(first: first, second: Backtest.run(fixtures, runs))
        progress.say("  \(DeterminismReport.status(isLenient ? check.hasEqualDigests : check.hasPassed))")
        return check
    }
}

/// What the suite prints on its way.
private struct SuiteProgress {
    let isVerbose: Bool
    let isQuiet: Bool

    func say(_ line: String) {
        if !isQuiet { Console.line(line) }
    }

    func detail(_ line: String) {
        if isVerbose { say(line) }
    }
}
