// `grinder config`: the settings as this process would get them, checked and shown. Starts nothing.

import Configuration
import Domain

extension Command {
    static let configCheck = Command(
        name: "config check", summary: "Check the configuration: file, environment and NAME=VALUE words.",
        operands: "[NAME=VALUE…]", options: [configOption, Option(name: "--json", help: "Print one JSON object instead of text.")],
        run: { arguments in
            let configuration = try load(arguments)
            if arguments.flag("--json") {
                let problems = EffectiveConfiguration.document(of: configuration.problems)
                let members: [(String, JSONValue)] = [("ok", .bool(configuration.isUsable)), ("problems", problems)]
                Console.line(JSONValue.object(JSONObject(members)).prettyText())
            } else {
                report(configuration)
                if configuration.isUsable { Console.line("configuration ok, digest \(configuration.digest.short)") }
            }
            return configuration.isUsable ? ExitCode.success : ExitCode.usage
        })

    static let configShow = Command(
        name: "config show", summary: "Print every setting with its value, as a configuration file. Secrets stay hidden.",
        operands: "[NAME=VALUE…]",
        options: [
            configOption, Option(name: "--provenance", help: "Say of each value where it comes from."),
            Option(name: "--json", help: "Print one JSON object instead of text."),
        ],
        run: { arguments in
            let configuration = try load(arguments)
            let withOrigin = arguments.flag("--provenance")
            if arguments.flag("--json") {
                Console.line(configuration.document(provenance: withOrigin).prettyText())
            } else {
                for entry in configuration.entries { Console.line(line(entry, withOrigin)) }
                Console.line("# digest \(configuration.digest.short)")
                report(configuration)
            }
            return configuration.isUsable ? ExitCode.success : ExitCode.usage
        })

    static let configDocs = Command(
        name: "config docs", summary: "Print the page of all settings (docs/configuration.md).",
        run: { _ in
            Console.write(SettingTable.page)
            return ExitCode.success
        })

    static let configOption = Option(name: "--config", value: "FILE", help: "Configuration file (default: what GRINDER_CONFIG names, or none).")

    /// The configuration of this process; the secrets in its environment are wiped once they are read.
    static func load(_ arguments: Arguments) throws(UsageError) -> EffectiveConfiguration {
        var flags: [(name: String, value: String)] = []
        for word in arguments.operands {
            guard let sign = word.firstIndex(of: "=") else { throw UsageError("'\(word)' is not NAME=VALUE.") }
            let name = String(word[..<sign])
            guard !flags.contains(where: { $0.name == name }) else { throw UsageError("'\(name)' is given twice.") }
            flags.append((name, String(word[word.index(after: sign)...])))
        }
        let configuration = ConfigurationLoader.load(
            environment: .current(), file: arguments.value("--config"), flags: flags)
        ProcessEnvironment.wipeSecrets()
        return configuration
    }

    private static func report(_ configuration: EffectiveConfiguration) {
        for problem in configuration.problems { Console.complain("\(problem)") }
    }

    private static func line(_ entry: EffectiveConfiguration.Entry, _ withOrigin: Bool) -> String {
        // A line that a configuration file could not hold is a comment in it.
        let isShownOnly = entry.value == nil || entry.setting.kind == .secret || entry.setting.name == "GRINDER_CONFIG"
        let text = "\(isShownOnly ? "# " : "")\(entry.setting.name)=\(entry.value?.written ?? "")"
        return withOrigin ? "\(text)  # \(entry.origin)" : text
    }
}
