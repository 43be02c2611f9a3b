// One paper option by its name: what configuration files, command-line flags and the documentation are
// made of. The list itself is in PaperOptionTable.swift.

import Domain
import Policies

public struct PaperOption: Sendable {
    /// The reference's name, as in `engine_options`.
    public let name: String
    /// What a person reads about it, units included.
    public let help: String
    /// The only values that a command line takes; empty: any of the kind. A configuration file may hold others (v1).
    public let choices: [String]
    private let member: OptionMember<PaperOptions>

    init(_ name: String, _ member: OptionMember<PaperOptions>, choices: [String] = [], _ help: String) {
        self.name = name
        self.member = member
        self.choices = choices
        self.help = help
    }

    public var kind: OptionKind { member.kind }

    /// Sets the option; refuses a value of the wrong kind.
    public func set(_ value: JSONValue, in options: inout PaperOptions) throws(ParameterError) {
        try member.set(&options, value, name)
    }

    /// The option's value as it is reported.
    public func value(in options: PaperOptions) -> JSONValue { member.value(options) }

    fileprivate var named: NamedOption<PaperOptions> { NamedOption(name, member) }
}

extension PaperOptions: TabledOptions {
    public static let owner = "the paper engine"
    /// In the order of the specification's table.
    public static let table = PaperOption.all.map(\.named)
}
