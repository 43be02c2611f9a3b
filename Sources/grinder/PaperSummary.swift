// What the commands say about a finished paper run: paper specification, section 17.

import Domain
import Engine

struct PaperSummary {
    let fixturePath: String
    let options: PaperOptions
    let report: PaperReport

    /// Prints what was asked for, and writes the result document.
    func present(isVerbose: Bool, out: String?) throws(OutputError) {
        if isVerbose { printDetails() }
        if let file = out {
            try OutputFile.write(report.document, to: file)
            if isVerbose { Console.line("Output written to: \(file)") }
        }
        printResult()
    }

    func printDetails() {
        Console.line("Loading fixture from: \(fixturePath)")
        Console.line("Paper trading mode: NO REAL ORDERS")
        if options.controllerEnabled { Console.line("Controller: ENABLED") }
        Console.line("Events processed: \(report.run.eventsProcessed)")
        Console.line("Events gated: \(report.count("events_gated"))")
        Console.line("Orders placed (simulated): \(report.count("orders_placed"))")
        Console.line("Orders blocked: \(report.count("orders_blocked"))")
        guard !report.errors.isEmpty else { return }
        Console.line("Errors: \(report.errors.count)")
        for error in report.errors { Console.line("  - \(error)") }
    }

    func printResult() {
        Console.line("Paper trading completed. Events processed: \(report.run.eventsProcessed)")
        Console.line("Output digest: \(report.run.digest.short)")
    }

    /// 0 after a complete run, otherwise 1 with the reason on standard error.
    func exitCode(lenient: Bool) -> Int32 {
        guard !lenient else { return ExitCode.success }
        let shortfall = Shortfall(events: report.run.eventsProcessed, failures: report.run.failures, path: fixturePath)
        guard let reason = shortfall.reason(report.symbols) else { return ExitCode.success }
        Console.complain(reason)
        return ExitCode.failure
    }
}
