// `grinder soak-gate` and `grinder soak-thresholds`: soak reports against their limits. Backtest
// specification, sections 5.4 and 5.5. Unlike the reference, a gate that compared nothing has not passed,
// and what failed is said on standard error; standard output is the reference's.

import Domain
import Engine

extension Command {
    private static let thresholdsOption = Option(
        name: "--thresholds", value: "FILE", help: "The limits: monitoring/soak_thresholds.yml.", isRequired: true)
    private static let lenientGateOption = Option(
        name: "--lenient", help: "Exit 0 as the reference does when no limit was there to compare with.")

    static let soakGate = Command(
        name: "soak-gate", summary: "Check what a soak report shows on every machine alike: digests, errors, fills, losses.",
        options: [
            Option(name: "--report", value: "FILE", help: "A report of grinder soak.", isRequired: true),
            thresholdsOption,
            Option(name: "--mode", value: "baseline|overload", help: "Whose limits (default baseline)."),
            lenientGateOption,
        ],
        run: { arguments in
            let mode = try soakMode(arguments)
            let files = [("Report", arguments.required("--report")), ("Thresholds", arguments.required("--thresholds"))]
            for (kind, file) in files where !fileExists(file) {
                Console.line("ERROR: \(kind) not found: \(file)")
                return ExitCode.failure
            }
            let thresholds = try SoakThresholds(file: arguments.required("--thresholds"))
            let gate = try SoakGate(try RecordedSoak(file: arguments.required("--report")), thresholds, mode: mode)
            for line in gate.lines { Console.line(line) }
            Console.line("\n\(gate.verdict)")
            for failure in gate.failures { Console.note(failure) }
            guard gate.hasPassed else { return ExitCode.failure }
            guard thresholds[mode].isEmpty, !arguments.flag("--lenient") else { return ExitCode.success }
            Console.complain(
                "\(arguments.required("--thresholds")) has no mode '\(mode.rawValue)', so that defaults were compared. "
                    + "Add the mode, or run with --lenient to accept it")
            return ExitCode.failure
        })

    static let soakThresholds = Command(
        name: "soak-thresholds", summary: "Check a baseline and an overload report against every limit.",
        options: [
            Option(name: "--baseline", value: "FILE", help: "Report of the baseline load.", isRequired: true),
            Option(name: "--overload", value: "FILE", help: "Report of the overload.", isRequired: true),
            thresholdsOption, lenientGateOption,
        ],
        run: { arguments in
            let thresholds = try SoakThresholds(file: arguments.required("--thresholds"))
            // Both are read before anything is said about one.
            let reports = try SoakMode.allCases.map { (mode) throws(FixtureError) in
                (mode, try RecordedSoak(file: arguments.required("--\(mode.rawValue)")))
            }
            let isLenient = arguments.flag("--lenient")
            var violations: [String] = []
            var nothingCompared: [String] = []
            for (mode, report) in reports {
                let check = try SoakThresholdCheck(report, thresholds, mode: mode)
                Console.line("Checking \(mode.rawValue) thresholds...")
                violations += check.violations
                if check.comparisons == 0, !isLenient {
                    nothingCompared.append(mode.rawValue)
                    Console.line("  FAIL: no limit was compared")
                } else {
                    let count = check.violations.count
                    Console.line(count == 0 ? "  PASS" : "  FAIL: \(count) violation(s)")
                }
            }
            return verdict(violations, nothingCompared: nothingCompared)
        })

    private static func verdict(_ violations: [String], nothingCompared: [String]) -> Int32 {
        if !violations.isEmpty {
            Console.line("\nThreshold violations:")
            for violation in violations { Console.line("  - \(violation)") }
        } else if nothingCompared.isEmpty {
            Console.line("\nAll thresholds passed.")
        }
        for mode in nothingCompared {
            Console.complain(
                "no limit was compared for \(mode): the thresholds have none for any metric of the report. "
                    + "Check both files, or run with --lenient to accept it")
        }
        return violations.isEmpty && nothingCompared.isEmpty ? ExitCode.success : ExitCode.failure
    }
}
