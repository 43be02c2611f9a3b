// The table of suites: the command line, its help and `all` follow it.

struct Suite: Sendable {
    let name: String
    let summary: String
    let options: [BenchOption]
    /// Prints the report; whether everything that must hold does.
    let run: @Sendable (BenchOptions) -> Bool

    /// In the order of `all`.
    static let measured: [Suite] = [
        Suite(
            name: "decimal", summary: "exact decimals against a multiply-add chain and the hardware's division",
            options: [.json, .quick, .slices, .runs, .history], run: DecimalSuite.run),
        Suite(
            name: "replay", summary: "JSONL to digest against the reference implementation",
            options: [.json, .quick, .slices, .fixture, .history], run: ReplaySuite.run),
        Suite(
            name: "paper", summary: "paper trading, JSONL to digest, against the reference implementation; memory",
            options: [.json, .quick, .slices, .fixture, .memory, .history], run: PaperSuite.run),
        Suite(
            name: "journal", summary: "group commits against bare pwrite and fdatasync; binary replay to the digest",
            options: [.json, .quick, .slices, .fixture, .history], run: JournalSuite.run),
        Suite(
            name: "ring", summary: "shared-memory rings against a cache ping-pong and a C queue",
            options: [.json, .quick, .slices, .runs, .history], run: RingSuite.run),
        Suite(
            name: "chain", summary: "tick to intent through three processes, against the same chain over pipes",
            options: [.json, .quick, .slices, .runs, .fixture, .realTime, .history, .hgrm], run: ChainSuite.run),
        Suite(
            name: "system-calls", summary: "what workers ask of the kernel, a tick; nothing while they spin",
            options: [.json, .quick, .slices, .fixture, .history], run: SystemCallSuite.run),
        Suite(
            name: "restart", summary: "SIGKILL of a supervised worker to the first heartbeat of the next",
            options: [.json, .quick, .slices, .fixture, .realTime, .history, .hgrm], run: RestartSuite.run),
        Suite(
            name: "kill-switch", summary: "trip from another process to the first refusal; orders that left after it",
            options: [.json, .quick, .slices, .history, .hgrm], run: KillSwitchSuite.run),
        Suite(
            name: "scrape", summary: "tick to intent with metrics scraped 50 times a second and without; leaks",
            options: [.json, .quick, .slices, .fixture, .history, .hgrm], run: ScrapeSuite.run),
    ]

    /// Takes as long as it is told to: no part of `all`.
    private static let soak = Suite(
        name: "soak", summary: "the whole system for half an hour at ten times the recorded speed: memory, drift, counts",
        options: [.json, .quick, .minutes, .fixture, .history, .hgrm], run: SoakSuite.run)

    private static let everything = Suite(
        name: "all", summary: "every suite but soak, each in a process of its own", options: [.json, .quick, .realTime, .history, .hgrm]
    ) { options in
        // Every suite runs, whatever the ones before it came to, and none inherits what another did to its process.
        measured.map { suite in BenchProcess.runToEnd([suite.name] + options.words(accepting: suite.options)) == 0 }
            .allSatisfy { $0 }
    }

    static let all = measured + [soak, everything]

    static func named(_ name: String) -> Suite? { all.first { $0.name == name } }

    var help: String {
        let lines = options.map { "  " + padded($0.usage, 16) + $0.help }
        let usage = (["usage: grinder-bench \(name)"] + options.map { "[\($0.usage)]" }).joined(separator: " ")
        return ([usage, "", summary.prefix(1).uppercased() + summary.dropFirst() + ".", "", "options:"] + lines)
            .joined(separator: "\n")
    }

    static var overview: String {
        let lines = all.map { "  " + padded($0.name, 14) + $0.summary }
        return (["usage: grinder-bench <suite> [options]", "       grinder-bench compare A B [options]", "", "suites:"] + lines + [
            "", "`grinder-bench <suite> --help` lists a suite's options; bench/README.md says how to read the reports.",
            "exit codes: 0 what must hold does, 1 it does not, 2 usage",
        ]).joined(separator: "\n")
    }
}
