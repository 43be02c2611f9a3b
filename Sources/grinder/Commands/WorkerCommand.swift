// `grinder worker`: what the supervisor starts. Not for people.

import Workers

extension Command {
    static let worker = Command(
        name: "worker", summary: "Run one worker of a supervised run.", operands: "ROLE",
        options: [
            Option(name: "--fixture", value: "DIR", help: "The feed's source."),
            Option(name: "--journal", value: "DIR", help: "Where the journaller writes."),
            Option(name: "--durability", value: "WHEN", help: "When a record counts as journalled."),
            Option(name: "--segment-bytes", value: "N", help: "Size of a segment of the journal."),
            Option(name: "--directory-bytes-max", value: "N", help: "What the journal's directory may take."),
            Option(name: "--log-level", value: "LEVEL", help: "The least level that is logged."),
            Option(name: "--log-format", value: "text|json", help: "Lines for people or for programs."),
            Option(name: "--log-reader", value: "any|journald", help: "Whether lines begin with journald's priority."),
        ], isHidden: true,
        run: { arguments in
            var words = arguments.operands
            for name in WorkerArguments.names {
                if let value = arguments.value(name) { words += [name, value] }
            }
            return WorkerProcess.run(arguments: words)
        })
}
