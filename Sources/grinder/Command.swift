// The table of commands.

/// One option of a command.
struct Option: Sendable {
    /// With its dashes: `--fixture`.
    let name: String
    /// One-letter form: `-v`.
    var short: String?
    /// What its value is called in help; nil for a flag.
    var value: String?
    let help: String
    var isRequired = false
}

struct Command: Sendable {
    /// One or two words.
    let name: String
    let summary: String
    /// What positional arguments are called; nil when there are none.
    var operands: String?
    var options: [Option] = []
    /// Not shown in the overview.
    var isHidden = false
    let run: @Sendable (Arguments) throws -> Int32

    static let all: [Command] = [
        .replay, .paper, .supervise, .backtest, .verifyReplay, .verifyDeterminism, .fixturesGenerate, .fixturesList,
        .conformanceCases, .conformanceVectors, .metricsContract, .reference, .worker,
    ]

    /// The command that `words` begin with, and the words after it. Two-word names are tried first.
    static func find(_ words: [String]) -> (Command, [String])? {
        for length in [2, 1] where words.count >= length {
            let name = words.prefix(length).joined(separator: " ")
            if let command = all.first(where: { $0.name == name }) { return (command, Array(words.dropFirst(length))) }
        }
        return nil
    }

    static var overview: String {
        let shown = all.filter { !$0.isHidden }
        let width = shown.map(\.name.count).max() ?? 0
        var text = "GRINDER \(Grinder.version): a deterministic, safety-first, adaptive grid trading system.\n\n"
        text += "usage: grinder <command> [options]\n\ncommands:\n"
        for command in shown { text += "  \(pad(command.name, width))  \(command.summary)\n" }
        text += "\n  --help     this text; after a command, that command's options\n  --version  the version\n"
        text += "\nexit codes: 0 success, 1 check failed or bad input, 2 usage or configuration, 3 run or connection failed\n"
        return text
    }

    var help: String {
        var text = "usage: grinder \(usage)\n\n\(summary)\n"
        guard !options.isEmpty else { return text }
        let width = options.map(\.title.count).max() ?? 0
        text += "\noptions:\n"
        for option in options { text += "  \(Self.pad(option.title, width))  \(option.help)\n" }
        return text
    }

    var usage: String {
        var text = name
        if let operands { text += " \(operands)" }
        for option in options {
            let spelled = option.value.map { "\(option.name) \($0)" } ?? option.name
            text += option.isRequired ? " \(spelled)" : " [\(spelled)]"
        }
        return text
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }
}

extension Option {
    /// As help shows it.
    var title: String {
        let spelled = value.map { "\(name) \($0)" } ?? name
        return short.map { "\($0), \(spelled)" } ?? spelled
    }
}

extension Command {
    /// The table as the text of docs/CLI.md.
    static var reference: Command {
        Command(
            name: "reference", summary: "Print the command reference (docs/CLI.md).", isHidden: true,
            run: { _ in
                Console.write(markdown)
                return ExitCode.success
            })
    }

    /// Text that stands in a cell of a Markdown table.
    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    private static var markdown: String {
        var text = "# Command reference\n\nWritten by `grinder reference`; a test keeps this page equal to the program.\n"
        for command in all where !command.isHidden {
            text += "\n## grinder \(command.name)\n\n\(command.summary)\n\n```\ngrinder \(command.usage)\n```\n"
            guard !command.options.isEmpty else { continue }
            text += "\n| Option | Meaning |\n|---|---|\n"
            for option in command.options { text += "| `\(cell(option.title))` | \(cell(option.help)) |\n" }
        }
        return text
    }
}
