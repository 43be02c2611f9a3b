// What differs between two configurations of one process: what a reload found, and whether it takes effect.

/// One setting whose value differs.
public struct ConfigurationChange: Equatable, Sendable, CustomStringConvertible {
    public var name: String
    /// As they are shown; secrets are not.
    public var before: String
    public var after: String
    /// Whether the running process takes the new value; the others wait for a restart.
    public var isReloadable: Bool

    public var description: String {
        "\(name): \(before) -> \(after)\(isReloadable ? "" : " (takes effect with the next start)")"
    }
}

extension EffectiveConfiguration {
    /// The settings that a running process can take over.
    public static let reloadable: Set<String> = ["GRINDER_LOG_LEVEL"]

    /// What changes from this configuration to `new`, in the order of the table.
    public func changes(to new: EffectiveConfiguration) -> [ConfigurationChange] {
        zip(entries, new.entries).compactMap { old, new in
            guard old.value != new.value else { return nil }
            let name = old.setting.name
            return ConfigurationChange(
                name: name, before: Self.shown(old.value), after: Self.shown(new.value),
                isReloadable: Self.reloadable.contains(name))
        }
    }

    private static func shown(_ value: SettingValue?) -> String {
        guard let document = value?.document else { return "absent" }
        return document.stringValue ?? document.canonicalText
    }
}
