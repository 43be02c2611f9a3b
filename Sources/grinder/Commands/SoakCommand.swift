// `grinder soak`: the paper engine over some fixtures, again and again. Backtest specification, section 5.3.
// Clock and memory are read here; the engine sees neither.

import CGrinder
import Domain
import Engine

extension Command {
    static let soak = Command(
        name: "soak", summary: "Run fixtures several times on paper and report latency, fills, errors and digests.",
        options: [
            Option(
                name: "--fixtures", value: "NAME…",
                help: "Fixtures to run (default: those of the six of the specification that are there).", isList: true),
            Option(name: "--directory", value: "DIR", help: "Directory of the fixtures (default Fixtures)."),
            Option(name: "--runs", value: "N", help: "Runs of each fixture (default 3)."),
            Option(name: "--mode", value: "baseline|stress", help: "What the report is called (default baseline)."),
            Option(name: "--output", value: "FILE", help: "Also write the report there."),
            Option(name: "--quiet", short: "-q", help: "Print no report."),
            Option(name: "--lenient", help: "Exit 0 as the reference does after errors, or when nothing was run."),
        ],
        run: { arguments in
            let runs = try arguments.count("--runs", or: 3, atMost: runsMax)
            let mode = try arguments.choice("--mode", of: ["baseline", "stress"], or: "baseline")
            let directory = arguments.value("--directory") ?? fixturesDefault
            let named = arguments.list("--fixtures")?.map { SoakFixture(directory: "\(directory)/\($0)") }
            let fixtures = (named ?? SoakFixture.defaults(in: directory)).map { fixture in
                Console.progress(fixture.directory)
                return FixtureSoak(fixture, runs: runs, nowNs: gr_clock_monotonic_ns)
            }
            Console.progress("")
            let report = SoakReport(fixtures, mode: mode, runs: runs, peakResidentMiB: PeakMemory.residentMiB)
            try publish(report, arguments)
            return verdict(report, lenient: arguments.flag("--lenient"))
        })

    private static let runsMax = 1_000_000

    private static func publish(_ report: SoakReport, _ arguments: Arguments) throws(OutputError) {
        let isQuiet = arguments.flag("--quiet")
        if !isQuiet { Console.line(report.document.prettyText(sortingKeys: true)) }
        guard let file = arguments.value("--output") else { return }
        try OutputFile.write(report.document, to: file, sortingKeys: true, endsWithNewline: true)
        if !isQuiet { Console.line("Report written to: \(file)") }
    }

    private static func verdict(_ report: SoakReport, lenient: Bool) -> Int32 {
        if report.errorsTotal > 0 { Console.note("WARNING: \(report.errorsTotal) error(s) occurred") }
        guard report.digestsAreStable else {
            Console.note("ERROR: Digest instability detected!")
            return ExitCode.failure
        }
        guard !lenient, let shortfall = report.shortfall else { return ExitCode.success }
        Console.complain("\(shortfall). Correct it, or run with --lenient to accept it")
        return ExitCode.failure
    }
}
