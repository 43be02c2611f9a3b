// `grinder worker`: what the supervisor starts. Not for people.

import Workers

extension Command {
    static let worker = Command(
        name: "worker", summary: "Run one worker of a supervised run.", operands: "ROLE",
        options: [Option(name: "--fixture", value: "DIR", help: "The feed's source.")], isHidden: true,
        run: { arguments in
            var words = arguments.operands
            if let fixture = arguments.value("--fixture") { words += ["--fixture", fixture] }
            return WorkerProcess.run(arguments: words)
        })
}
