// The table of commands.

/// One option of a command.
struct Option: Sendable {
    /// With its dashes: `--fixture`.
    let name: String
    /// One-letter form: `-v`.
    var short: String?
    /// What its value is called in help; nil for a flag.
    var value: String?
    /// Whether the value may be left out; only for commands without operands.
    var isValueOptional = false
    let help: String
    var isRequired = false
    /// Whether the words after it, up to the next option, are all its values.
    var isList = false
}

/// Options that several commands share, too many for a usage line.
struct OptionGroup: Sendable {
    /// As in "[paper options]".
    let title: String
    let explanation: String
    let options: [Option]
}

struct Command: Sendable {
    /// One or two words; the whole name of the program for an entry point.
    let name: String
    let summary: String
    /// What positional arguments are called; nil when there are none.
    var operands: String?
    var options: [Option] = []
    /// Further options, described apart.
    var groups: [OptionGroup] = []
    /// Whether what it says on standard error is a log, of the form that the settings ask for.
    var keepsLog = false
    /// Not shown in the overview.
    var isHidden = false
    /// Whether this is a program of its own name, which stands beside `grinder`.
    var isEntryPoint = false
    let run: @Sendable (Arguments) throws -> Int32

    static let all: [Command] = [
        .replay,
        .paper,
        .supervise,
        .stat, .tail,
        .journalVerify, .journalDump, .journalReplay,
        .chaos,
        .killSwitchTrip, .killSwitchStatus, .killSwitchReset,
        .backtest,
        .verifyReplay, .verifyDeterminism,
        .soak, .soakGate, .soakThresholds, .soakSynthetic,
        .fixturesGenerate, .fixturesSynthetic, .fixturesList,
        .conformanceCases, .conformanceVectors,
        .metricsContract, .dashboards, .healthcheck,
        .configCheck, .configShow, .configDocs,
        .guardSecrets, .guardUnicode,
        .doctor,
        .reference,
        .worker,
    ]

    /// Programs that start this one under their own name.
    static let entryPoints: [Command] = [.paperProgram, .backtestProgram]

    /// The command that `words` begin with, and the words after it. Two-word names are tried first.
    static func find(_ words: [String]) -> (Command, [String])? {
        for length in [2, 1] where words.count >= length {
            let name = words.prefix(length).joined(separator: " ")
            if let command = all.first(where: { $0.name == name }) { return (command, Array(words.dropFirst(length))) }
        }
        return nil
    }

    /// The commands whose names begin with the word `name`, as a help text; nil when there are none.
    static func group(_ name: String) -> String? {
        let members = all.filter { $0.name.hasPrefix(name + " ") }
        guard !members.isEmpty else { return nil }
        return "usage: grinder \(name) <command> [options]\n\ncommands:\n" + list(members)
    }

    private static func list(_ commands: [Command]) -> String {
        let width = commands.map(\.name.count).max() ?? 0
        return commands.map { "  \(pad($0.name, width))  \($0.summary)\n" }.joined()
    }

    static var overview: String {
        var text = "GRINDER \(Grinder.version): a deterministic, safety-first, adaptive grid trading system.\n\n"
        text += "usage: grinder <command> [options]\n\ncommands:\n"
        text += list(all.filter { !$0.isHidden })
        text += "\nprograms of their own:\n"
        text += list(entryPoints)
        text += "\n  --help     this text; after a command, that command's options\n  --version  the version\n"
        text += "\nexit codes: 0 success, 1 check failed or bad input, 2 usage or configuration, 3 run or connection failed\n"
        return text
    }

    /// Every option that the command takes.
    var allOptions: [Option] { options + groups.flatMap(\.options) }

    var help: String {
        var text = "usage: \(usage)\n\n\(summary)\n"
        if !options.isEmpty { text += "\noptions:\n" + Self.lines(options) }
        for group in groups { text += "\n\(group.title): \(group.explanation)\n" + Self.lines(group.options) }
        return text
    }

    private static func lines(_ options: [Option]) -> String {
        let width = options.map(\.title.count).max() ?? 0
        return options.map { "  \(pad($0.title, width))  \($0.help)\n" }.joined()
    }

    /// How a shell calls it, without arguments.
    var invocation: String { isEntryPoint ? name : "grinder \(name)" }

    var usage: String {
        var text = invocation
        if let operands { text += " \(operands)" }
        for option in options {
            let spelled = option.spelled
            text += option.isRequired ? " \(spelled)" : " [\(spelled)]"
        }
        for group in groups { text += " [\(group.title)]" }
        return text
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }
}

extension Option {
    /// With its value.
    var spelled: String {
        value.map { isValueOptional ? "\(name) [\($0)]" : "\(name) \($0)" } ?? name
    }

    /// As help shows it.
    var title: String {
        return short.map { "\($0), \(spelled)" } ?? spelled
    }
}
