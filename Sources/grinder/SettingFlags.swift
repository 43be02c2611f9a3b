// The settings that a command takes as flags: its options, and the values they were given.

import Configuration

enum SettingFlags {
    static let options: [Option] = SettingTable.flagged.map { setting in
        guard let flag = setting.flag else { preconditionFailure("\(setting.name) is no flag") }
        let fallback = setting.fallback.map { flag.value == nil ? "" : "; default \($0)" } ?? ""
        return Option(name: flag.name, short: flag.short, value: flag.value, help: "\(setting.help) (\(setting.name)\(fallback))")
    }

    /// What the command line sets, by the settings' names. Refuses a bad value in the words of its flag.
    static func given(_ arguments: Arguments) throws(UsageError) -> [(name: String, value: String)] {
        var given: [(name: String, value: String)] = []
        for setting in SettingTable.flagged {
            guard let flag = setting.flag, let text = arguments.value(flag.name) else { continue }
            let value = flag.value == nil ? "1" : text
            guard setting.accepts(value) else { throw UsageError("option '\(flag.name)' \(setting.demand), not '\(text)'.") }
            given.append((setting.name, value))
        }
        return given
    }

    /// How messages name a setting: by its flag where that was used.
    static func spelled(_ name: String, _ settings: EffectiveConfiguration) -> String {
        let origin = settings.origin(name)
        if origin == .flag, let flag = SettingTable.named(name)?.flag { return "option '\(flag.name)'" }
        return "\(name) (\(origin))"
    }
}
