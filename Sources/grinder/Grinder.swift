// The command line. Every command is one entry of the table `Command.all`: parsing, `--help` and
// docs/CLI.md come from it.

import Glibc
import Observability

@main
enum Grinder {
    static let version = BuildInfo.version

    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        let program = CommandLine.arguments.first?.split(separator: "/").last.map(String.init)
        // A worker that is started again is waited for: it does without the tables of all commands.
        if program == "grinder", words.first == Command.worker.name { exit(run(.worker, Array(words.dropFirst()))) }
        if let command = Command.entryPoints.first(where: { $0.name == program }) { exit(run(command, words)) }
        exit(run(words))
    }

    /// Runs one command line; the process's exit code.
    static func run(_ words: [String]) -> Int32 {
        switch words.first {
        case nil:
            Console.complain("a command is missing.\n\n\(Command.overview)")
            return ExitCode.usage
        case "--help", "-h", "help":
            Console.write(Command.overview)
            return ExitCode.success
        case "--version":
            Console.write("grinder \(version)\n")
            return ExitCode.success
        default:
            break
        }
        guard let (command, rest) = Command.find(words) else {
            let named = words.prefix(2).prefix { !$0.hasPrefix("-") || $0 == words[0] }.joined(separator: " ")
            if let group = Command.group(words[0]) {
                if words.count == 2, ["--help", "-h"].contains(words[1]) {
                    Console.write(group)
                    return ExitCode.success
                }
                let problem = named == words[0] ? "'\(named)' needs one of its commands." : "unknown command '\(named)'."
                Console.complain("\(problem)\n\n\(group)")
                return ExitCode.usage
            }
            Console.complain("unknown command '\(named)'. `grinder --help` lists the commands.")
            return ExitCode.usage
        }
        return run(command, rest)
    }

    private static func run(_ command: Command, _ words: [String]) -> Int32 {
        if words.contains("--help") || words.contains("-h") {
            Console.write(command.help)
            return ExitCode.success
        }
        Console.log = ProcessLog.announced(command, words)
        do {
            return try command.run(try Arguments(words, of: command))
        } catch let error as SettingsError {
            for problem in error.problems { Console.complain("\(problem)") }
            return ExitCode.of(error)
        } catch let error as UsageError {
            Console.complain("\(error.message) `\(command.invocation) --help` explains the command.")
            return ExitCode.usage
        } catch {
            Console.complain("\(error)")
            return ExitCode.of(error)
        }
    }
}
