// The paper engine's options as flags, made from its table. Every command that runs the paper pipeline
// takes `PaperFlags.group` and gets its options from `PaperFlags.options`.

import Domain
import Engine
import Glibc

enum PaperFlags {
    static let group = OptionGroup(
        title: "paper options",
        explanation: "Of the paper engine. A flag wins over --use-config, which wins over the default.",
        options: PaperOption.all.map { option in
            Option(
                name: option.flag, value: option.valueName,
                help: "\(option.help) (default \(option.defaultText ?? "none"))")
        })

    static let useConfig = Option(
        name: "--use-config", help: "Take the paper options from the fixture's config.json instead of the defaults.")

    /// The defaults, then the fixture's configuration where the command line asks for it, then the flags.
    /// Refuses what no engine can work with.
    static func options(_ arguments: Arguments, fixture directory: String, usesConfig: Bool) throws -> PaperOptions {
        var options = PaperOptions()
        if usesConfig {
            options = try .from(config: JSONFile.read(directory + "/config.json"), directory: directory)
        }
        for option in PaperOption.all {
            if let text = arguments.value(option.flag) { try set(option, text, in: &options) }
        }
        do throws(PaperOptionsError) {
            try options.validate(environment: environment)
        } catch {
            throw blame(error, arguments)
        }
        return options
    }

    /// Names the flag where the refused option was given as one.
    private static func blame(_ error: PaperOptionsError, _ arguments: Arguments) -> any Error {
        guard case .parameter(let refusal) = error,
            let option = PaperOption.all.first(where: { $0.name == refusal.parameter }),
            let text = arguments.value(option.flag)
        else { return error }
        return UsageError("option '\(option.flag)' \(refusal.requirement), not '\(text)'.")
    }

    private static func set(_ option: PaperOption, _ text: String, in options: inout PaperOptions) throws(UsageError) {
        guard let value = option.value(ofText: text) else {
            throw UsageError("option '\(option.flag)' needs \(option.allowedValues), not '\(text)'.")
        }
        do throws(ParameterError) {
            try option.set(value, in: &options)
        } catch {
            throw UsageError("option '\(option.flag)' cannot be '\(text)': \(error).")
        }
    }

    /// The one variable that decides about options: where ML may act.
    private static var environment: [String: String] {
        guard let value = getenv("GRINDER_ENV") else { return [:] }
        return ["GRINDER_ENV": String(cString: value)]
    }
}
