// `grinder verify-replay`: the same replay in two fresh processes. Replay specification, section 6.2.
// Unlike the reference, a fixture that is missing is an error, and equal digests of nothing are no success. With
// --lenient a synthetic fixture stands in for the missing one, as it does there; but one of snapshots, so that
// there is something to compare.

import Domain
import Glibc
import Scenarios
import Supervision

extension Command {
    static let verifyReplay = Command(
        name: "verify-replay", summary: "Replay a fixture in two fresh processes and compare the digests.",
        options: [
            Option(name: "--fixture", value: "DIR", help: "Directory with events (default Fixtures/sample_day)."),
            lenientOption,
        ],
        run: { arguments in
            let isLenient = arguments.flag("--lenient")
            let named = arguments.value("--fixture") ?? "\(fixturesDefault)/sample_day"
            let standIn = isDirectory(named) ? nil : try StandIn(for: named, isLenient: isLenient)
            defer { standIn?.remove() }
            let fixture = standIn?.directory ?? named
            Console.line("Using fixture: \(fixture)")
            var digests: [String] = []
            for number in 1...2 {
                Console.line("\n--- Replay run #\(number) ---")
                let run = try SelfProcess.run(["replay", "--fixture", fixture, "-v"] + (isLenient ? ["--lenient"] : []))
                Console.write(run.output)
                guard run.exitCode == 0 else {
                    Console.line("\nERROR: replay run #\(number) ended with exit code \(run.exitCode)")
                    return ExitCode.failure
                }
                digests.append(digest(in: run.output))
            }
            let code = verdict(digests)
            guard digests[0] == digestOfNothing, !isLenient else { return code }
            Console.complain(
                "\(fixture) gave no outputs, so that equal digests show nothing. "
                    + "Use a fixture with SNAPSHOT events, or run with --lenient to accept it")
            return ExitCode.failure
        })

    /// Of the empty list of outputs.
    private static let digestOfNothing = SHA256.hash(Array("[]".utf8)).short

    private static func verdict(_ digests: [String]) -> Int32 {
        Console.line("\n--- Digest verification ---")
        for (index, digest) in digests.enumerated() { Console.line("Run #\(index + 1) digest: \(digest)") }
        let isEqual = digests[0] == digests[1]
        Console.line(isEqual ? "\nALL DIGESTS MATCH" : "\nDIGEST MISMATCH")
        Console.line(isEqual ? "DETERMINISM CHECK PASSED" : "DETERMINISM CHECK FAILED")
        return isEqual ? ExitCode.success : ExitCode.failure
    }

    /// The digest that a replay printed; the digest of all it printed when there is none.
    private static func digest(in output: String) -> String {
        // The last such line: a path or an error's text, printed before it, could look the same.
        for line in output.split(separator: "\n").reversed() where line.hasPrefix("Output digest:") {
            if let word = line.split(separator: " ").last { return String(word) }
        }
        return SHA256.hash(Array(output.utf8)).short
    }
}

/// A generated fixture in a temporary directory.
private struct StandIn {
    let directory: String

    /// Throws when the fixture `missing` may not be replaced, or the stand-in cannot be written.
    init(for missing: String, isLenient: Bool) throws {
        guard isLenient else {
            throw FixtureError(
                .unreadable, file: missing, "Fixture directory not found: \(missing)",
                remedy: "Give the path of a directory that holds events.jsonl or events.json.")
        }
        Console.line("Fixture directory not found: \(missing)\nGenerating synthetic fixture...")
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(place)/grinder-synthetic-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw OutputError(file: place, reason: FileError(code: errno))
        }
        directory = String(cString: made)
        let market = SyntheticMarket(symbols: ["BTCUSDT"], durationS: 2, seed: 42, events: .snapshots)
        _ = try Command.write(market, to: directory + "/events.jsonl")
    }

    func remove() {
        unlink(directory + "/events.jsonl")
        rmdir(directory)
    }
}
