// `grinder chaos`: whether a run survives what is done to it, shown by doing it.

import Domain
import Glibc
import Supervision

extension Command {
    static let chaos = Command(
        name: "chaos", summary: "Strike the processes of supervised runs at random, and compare the digests.",
        options: [
            fixtureOption,
            Option(name: "--pipeline", value: "replay|paper", help: "The pipeline to run (default replay)."),
            Option(name: "--kills", value: "N", help: "Strikes in all, over as many runs as that takes (default 500)."),
            Option(name: "--seed", value: "S", help: "Of the random choices (default 1)."),
            Option(name: "--target", value: "workers|supervisor", help: "Who is struck (default workers)."),
            Option(
                name: "--strike", value: "kill|stop",
                help: "SIGKILL, or SIGSTOP and SIGCONT a moment later (default kill)."),
            Option(name: "--gap-us", value: "N", help: "Mean time between two strikes, in microseconds (default 5000)."),
            Option(name: "--pace-us", value: "N", help: "Least time between two events, in microseconds (default 0)."),
            Option(
                name: "--free-running",
                help: "Without lockstep; each run is held against the replay of its journal, and every event is accounted for."),
            Option(
                name: "--journal-full", value: "device|limit",
                help: "Journals find no space, again and again: on a tmpfs of their own, or for '--journal-max-kib'."),
            Option(name: "--journals", value: "DIR", help: "Where the journals of the runs go (default a new directory)."),
            Option(name: "--json", help: "Print one JSON object instead of text."),
        ],
        run: { arguments in
            let path = Fixture.normalised(arguments.required("--fixture"))
            try FixtureConfiguration.check(path)
            let pipeline = try arguments.choice("--pipeline", of: ["replay", "paper"], or: "replay")
            let given = arguments.value("--journals")
            let directory = try given ?? scratchDirectory()
            var options = ChaosOptions(fixturePath: path, pipeline: pipeline, directory: directory)
            options.strikes = try arguments.count("--kills", or: 500, atMost: 1_000_000)
            options.seed = UInt64(try arguments.count("--seed", or: 1, atMost: .max))
            options.gapUs = max(try arguments.count("--gap-us", or: 5000, atMost: 60_000_000), 1)
            options.paceUs = try arguments.count("--pace-us", or: 0, atMost: 3_600_000_000)
            options.isFreeRunning = arguments.flag("--free-running")
            if arguments.value("--journal-full") != nil {
                let kind = try arguments.choice("--journal-full", of: JournalSpace.Kind.allCases.map(\.rawValue), or: "")
                options.fullJournal = JournalSpace.Kind(rawValue: kind)
            }
            let target = try arguments.choice("--target", of: ChaosOptions.Target.allCases.map(\.rawValue), or: "workers")
            options.target = ChaosOptions.Target(rawValue: target) ?? .workers
            let strike = try arguments.choice("--strike", of: ChaosOptions.Strike.allCases.map(\.rawValue), or: "kill")
            options.strike = ChaosOptions.Strike(rawValue: strike) ?? .kill
            var campaign = try ChaosCampaign(options)
            let report = try campaign.run(progress: { Console.progress("\($0.strikes) strikes, \($0.runs) runs") })
            Console.progress("")
            if given == nil, report.problems.isEmpty { rmdir(directory) }
            arguments.flag("--json") ? Console.line(document(report).prettyText()) : printReport(report)
            return report.problems.isEmpty && report.strikes >= options.strikes ? ExitCode.success : ExitCode.failure
        })

    private static func scratchDirectory() throws -> String {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/grinder-chaos-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw OutputError(file: base, reason: FileError(code: errno)) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func printReport(_ report: ChaosReport) {
        Console.line("\(report.strikes) strikes over \(report.runs) runs")
        for (role, count) in report.hits.sorted(by: { $0.key < $1.key }) { Console.line("  \(role): \(count)") }
        for (state, count) in report.states.sorted(by: { $0.key < $1.key }) { Console.line("  while \(state): \(count)") }
        Console.line("\(report.placed) orders, \(report.duplicates) duplicates, \(report.lost) lost intents")
        if report.conflated > 0 { Console.line("\(report.conflated) events gave way to newer ones") }
        if let full = report.fullJournal {
            Console.line(
                "\(full.phases) times the journal was full (\(full.kind.rawValue)), \(full.strikes) strikes meanwhile; "
                    + "space made in time: \(full.rescues), given up and resumed: \(full.surrenders)")
        }
        for problem in report.problems { Console.line("PROBLEM \(problem)") }
        if report.problems.isEmpty { Console.line("every digest equal: \(report.expectedDigest.prefix(16))") }
    }

    private static func document(_ report: ChaosReport) -> JSONValue {
        func counts(_ counts: [String: Int]) -> JSONValue {
            .object(JSONObject(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) }))
        }
        let full = report.fullJournal.map { full in
            JSONValue.object(
                JSONObject([
                    ("kind", .text(full.kind.rawValue)), ("times", .integer(full.phases)),
                    ("strikes", .integer(full.strikes)), ("made_space", .integer(full.rescues)),
                    ("given_up", .integer(full.surrenders)),
                ]))
        }
        return .object(
            JSONObject([
                ("strikes", .integer(report.strikes)), ("runs", .integer(report.runs)), ("hits", counts(report.hits)),
                ("states", counts(report.states)), ("orders", .integer(report.placed)),
                ("duplicates", .integer(report.duplicates)), ("lost", .integer(report.lost)),
                ("conflated", .integer(report.conflated)), ("journal_full", full ?? .null), ("sha256", .text(report.expectedDigest)),
                ("problems", .array(report.problems.map { .text($0) })),
            ]))
    }
}
