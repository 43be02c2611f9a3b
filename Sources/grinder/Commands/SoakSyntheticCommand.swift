// `grinder soak-synthetic`: the nightly job's arithmetic. Backtest specification, section 5.2.

import Domain
import Engine

extension Command {
    static let soakSynthetic = Command(
        name: "soak-synthetic", summary: "Write the soak metrics that the nightly job computes from a load; nothing is run.",
        options: [
            Option(name: "--symbols", value: "A,B,…", help: "The symbols of the load.", isRequired: true),
            Option(name: "--duration-s", value: "N", help: "Seconds, as the report says.", isRequired: true),
            Option(
                name: "--cadence-ms", value: "N", help: "Milliseconds between two events of a symbol.",
                isRequired: true),
            Option(name: "--mode", value: "baseline|overload", help: "The load's name.", isRequired: true),
            Option(name: "--output", value: "FILE", help: "Where to write the report.", isRequired: true),
            Option(name: "--slow-consumer-lag-ms", value: "N", help: "Accepted and without effect (default 0)."),
        ],
        run: { arguments in
            let symbols = arguments.required("--symbols").split(separator: ",").filter { !trimmed($0).isEmpty }
            let soak = SyntheticSoak(
                symbolsCount: symbols.count, durationS: try arguments.integer("--duration-s", or: 0),
                cadenceMs: try arguments.integer("--cadence-ms", or: 0), mode: try soakMode(arguments))
            _ = try arguments.integer("--slow-consumer-lag-ms", or: 0)
            try OutputFile.write(
                soak.document, to: arguments.required("--output"), sortingKeys: true, endsWithNewline: true)
            return ExitCode.success
        })

    /// The option `--mode` of the commands that know thresholds.
    static func soakMode(_ arguments: Arguments) throws(UsageError) -> SoakMode {
        let names = SoakMode.allCases.map(\.rawValue)
        let name = try arguments.choice("--mode", of: names, or: SoakMode.baseline.rawValue)
        guard let mode = SoakMode(rawValue: name) else { preconditionFailure("a choice that is none") }
        return mode
    }
}
