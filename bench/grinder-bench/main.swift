// grinder-bench: measurements as ratios against a baseline taken in the same run.
// This file only finds the suite; Suite.swift is the table of them, each suite is one file.

import Glibc

func benchMain(_ arguments: ArraySlice<String>) -> Int32 {
    guard let name = arguments.first else { return usageError("a suite is missing", Suite.overview) }
    if let code = BenchProcess.run(name, Array(arguments.dropFirst())) { return code }
    if name == CompareCommand.name { return CompareCommand.run(arguments.dropFirst()) }
    if isHelp(name) {
        print(Suite.overview)
        return 0
    }
    guard let suite = Suite.named(name) else { return usageError("'\(name)' is no suite", Suite.overview) }
    if arguments.dropFirst().contains(where: isHelp) {
        print(suite.help)
        return 0
    }
    _ = Host.current()
    do throws(UsageError) {
        return suite.run(try BenchOptions(arguments.dropFirst(), accepting: suite.options)) ? 0 : 1
    } catch {
        return usageError(error.reason, suite.help)
    }
}

func isHelp(_ argument: String) -> Bool { argument == "--help" || argument == "-h" }

func usageError(_ reason: String, _ help: String) -> Int32 {
    let message = "grinder-bench: \(reason)\n\n\(help)\n"
    _ = message.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    return 2
}

exit(benchMain(CommandLine.arguments.dropFirst()))
