// Configurations that JSON can override by name. A configuration with a table has each name once: reading,
// refusing and reporting come from it.

import Domain

/// A configuration that a JSON object can override by name. Unknown names are refused.
public protocol OverridableOptions {
    mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError)
}

extension OverridableOptions {
    /// Replaces the options that `overrides` names.
    public mutating func apply(_ overrides: JSONObject) throws(ParameterError) {
        for member in overrides.members {
            try set(String(decoding: member.key, as: UTF8.self), member.value)
        }
    }
}

/// One option of a configuration under its name.
public struct NamedOption<Options: Sendable>: Sendable {
    public let name: String
    public let member: OptionMember<Options>

    public init(_ name: String, _ member: OptionMember<Options>) {
        self.name = name
        self.member = member
    }
}

public protocol TabledOptions: OverridableOptions, Sendable {
    /// As in "is not an option of the controller".
    static var owner: String { get }
    /// In the order in which they are reported.
    static var table: [NamedOption<Self>] { get }
}

extension TabledOptions {
    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        guard let option = Self.table.first(where: { $0.name == name }) else {
            throw .unknown(name, of: Self.owner, among: Self.table.map(\.name))
        }
        try option.member.set(&self, value, name)
    }

    /// Every option under its name.
    public var document: JSONObject { JSONObject(Self.table.map { ($0.name, $0.member.value(self)) }) }
}

extension ParameterError {
    /// A name that is no option, with the one that was probably meant.
    public static func unknown(_ name: String, of owner: String, among names: [String]) -> ParameterError {
        let nearest = NearestName.of(name, among: names).map { "; did you mean \($0)?" } ?? ""
        return ParameterError(name, "is not an option of \(owner)\(nearest)")
    }
}
