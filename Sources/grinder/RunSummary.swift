// What the commands say about a finished run.

import Domain
import Engine

struct RunSummary {
    let fixturePath: String
    let result: RunResult
    let symbols: SymbolTable

    /// The reason for which nothing or not all was done; nil after a complete run.
    var shortfall: String? {
        if result.eventsProcessed == 0 {
            return "no events found in fixture \(fixturePath): it holds neither events.jsonl nor events.json, or they are empty"
        }
        guard let first = result.failures.first else { return nil }
        return "\(result.failures.count) of \(result.eventsProcessed) events failed; the first: "
            + "\(first.message(symbols)). Run with -v for all, or --lenient to accept them"
    }

    /// The errors as the result document lists them.
    var errors: [String] {
        if result.eventsProcessed == 0 { return ["No events found in fixture"] }
        return result.failures.map { $0.message(symbols) }
    }

    func printDetails() {
        Console.line("Loading fixture from: \(fixturePath)")
        Console.line("Events processed: \(result.eventsProcessed)")
        Console.line("Outputs generated: \(result.outputs)")
        guard !errors.isEmpty else { return }
        Console.line("Errors: \(errors.count)")
        for error in errors { Console.line("  - \(error)") }
    }

    func printResult() {
        Console.line("Replay completed. Events processed: \(result.eventsProcessed)")
        Console.line("Output digest: \(result.digest.short)")
    }

    /// 0 after a complete run, otherwise 1 with the reason on standard error.
    func exitCode(lenient: Bool) -> Int32 {
        guard !lenient, let shortfall else { return ExitCode.success }
        Console.complain(shortfall)
        return ExitCode.failure
    }

    /// The result document: replay specification, section 4.
    func write(to file: String) throws {
        var buffer = ByteBuffer(capacity: 1 << 16)
        buffer.appendPretty(
            .object(
                JSONObject([
                    ("fixture_path", .text(fixturePath)),
                    ("outputs", .array(result.documents)),
                    ("digest", .text(result.digest.short)),
                    ("events_processed", .integer(result.eventsProcessed)),
                    ("errors", .array(errors.map { .text($0) })),
                ])))
        do throws(FileError) {
            try FileWriter.replace(file, with: buffer.bytes)
        } catch {
            throw OutputError(file: file, reason: error)
        }
    }
}

/// An output file could not be written.
struct OutputError: Error, CustomStringConvertible {
    let file: String
    let reason: FileError
    var description: String {
        "\(file): cannot be written: \(reason). Check the directory's permissions and free space; nothing was left behind."
    }
}
