// What the program works with: every setting with its value and where it came from.

import DecimalArithmetic
import Domain

public struct EffectiveConfiguration: Sendable {
    public struct Entry: Sendable {
        public let setting: Setting
        /// nil: absent.
        public var value: SettingValue?
        public var origin: SettingOrigin
    }

    /// In the order of the table.
    public internal(set) var entries: [Entry]
    public internal(set) var problems: [ConfigurationProblem] = []

    /// Nothing may start with a configuration that is not.
    public var isUsable: Bool { !problems.contains { $0.severity == .error } }

    // MARK: - Values. A name that is not in the table, or of another kind, is a programmer's error.

    public func value(_ name: String) -> SettingValue? { entry(name).value }

    /// Where the value comes from.
    public func origin(_ name: String) -> SettingOrigin { entry(name).origin }

    private func entry(_ name: String) -> Entry {
        guard let entry = entries.first(where: { $0.setting.name == name }) else {
            preconditionFailure("\(name) is not in the table of settings")
        }
        return entry
    }

    public func flag(_ name: String) -> Bool {
        guard case .flag(let isOn) = value(name) else { preconditionFailure("\(name) is no flag with a built-in value") }
        return isOn
    }

    public func integer(_ name: String) -> Int {
        guard case .integer(let number) = value(name) else { preconditionFailure("\(name) is no integer with a built-in value") }
        return number
    }

    public func pair(_ name: String) -> (Int, Int) {
        guard case .pair(let first, let second) = value(name) else { preconditionFailure("\(name) is no pair with a built-in value") }
        return (first, second)
    }

    public func amount(_ name: String) -> Decimal {
        guard case .amount(let amount) = value(name) else { preconditionFailure("\(name) is no amount with a built-in value") }
        return amount
    }

    public func list(_ name: String) -> [String] {
        guard case .list(let items) = value(name) else { return [] }
        return items
    }

    /// The text or choice; nil when absent.
    public func text(_ name: String) -> String? {
        guard case .text(let text) = value(name) else { return nil }
        return text
    }

    /// The secret; nil when absent.
    public func secret(_ name: String) -> Secret? {
        guard case .secret(let secret) = value(name) else { return nil }
        return secret
    }

    /// All secrets that are set, for whatever must keep them out of its output.
    public var secrets: [Secret] {
        entries.compactMap { if case .secret(let secret) = $0.value { secret } else { nil } }
    }

    // MARK: - Documents

    /// SHA-256 over the canonical JSON of all values but the secrets, of which only their presence counts.
    public var digest: Digest256 {
        SHA256.hash(Array(valuesDocument.canonicalText.utf8))
    }

    private var valuesDocument: JSONValue {
        .object(JSONObject(entries.map { ($0.setting.name, $0.value?.document ?? .null) }))
    }

    /// The values under their names and the digest; with `provenance` an object of value and origin each.
    public func document(provenance: Bool) -> JSONValue {
        let settings = entries.map { entry in
            let value = entry.value?.document ?? .null
            let described = JSONObject([("value", value), ("origin", .text("\(entry.origin)"))])
            return (entry.setting.name, provenance ? .object(described) : value)
        }
        return .object(
            JSONObject([
                ("digest", .text(digest.short)), ("settings", .object(JSONObject(settings))),
                ("problems", Self.document(of: problems)),
            ]))
    }

    public static func document(of problems: [ConfigurationProblem]) -> JSONValue {
        .array(
            problems.map { problem in
                .object(
                    JSONObject([
                        ("severity", .text(problem.severity.rawValue)), ("origin", .text("\(problem.origin)")),
                        ("name", problem.name.map { .text($0) } ?? .null), ("reason", .text(problem.reason)),
                        ("remedy", .text(problem.remedy)),
                    ]))
            })
    }
}
