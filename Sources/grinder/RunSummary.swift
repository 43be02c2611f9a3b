// What the commands say about a finished run.

import Domain
import Engine

struct RunSummary {
    let fixturePath: String
    let result: RunResult
    let symbols: SymbolTable

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
        let shortfall = Shortfall(events: result.eventsProcessed, failures: result.failures, path: fixturePath)
        guard !lenient, let reason = shortfall.reason(symbols) else { return ExitCode.success }
        Console.complain(reason)
        return ExitCode.failure
    }

    /// The result document: replay specification, section 4.
    var document: JSONValue {
        .object(
            JSONObject([
                ("fixture_path", .text(fixturePath)),
                ("outputs", .array(result.documents)),
                ("digest", .text(result.digest.short)),
                ("events_processed", .integer(result.eventsProcessed)),
                ("errors", .array(errors.map { .text($0) })),
            ]))
    }
}
