// `grinder worker`: what the supervisor starts. Not for people.

import Workers

extension Command {
    static let worker = Command(
        name: "worker", summary: "Run one worker of a supervised run.", operands: "ROLE",
        options: [
            Option(name: "--fixture", value: "DIR", help: "The feed's source."),
            Option(name: "--journal", value: "DIR", help: "Where the journaller writes."),
            Option(name: "--durability", value: "WHEN", help: "When a record counts as journalled."),
        ], isHidden: true,
        run: { arguments in
            var words = arguments.operands
            for name in ["--fixture", "--journal", "--durability"] {
                if let value = arguments.value(name) { words += [name, value] }
            }
            return WorkerProcess.run(arguments: words)
        })
}
