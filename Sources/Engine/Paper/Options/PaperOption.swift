// One paper option by its name: what configuration files, command-line flags and the documentation are
// made of. The list itself is in PaperOptionTable.swift.

import DecimalArithmetic
import Domain
import Policies

public struct PaperOption: Sendable {
    /// The reference's name, as in `engine_options`.
    public let name: String
    /// What a person reads about it, units included.
    public let help: String
    /// The only values that a command line takes; empty: any of the kind. A configuration file may hold others (v1).
    public let choices: [String]
    let member: Member

    /// What a JSON value for the option looks like.
    public enum Kind: String, StableName {
        case integer = "integer"
        case number = "number"
        /// Text that spells a decimal.
        case decimal = "decimal"
        case flag = "flag"
        case text = "text"
        /// An array of texts.
        case list = "list"
        /// An object with options of its own.
        case object = "object"
        public static var caseCount: Int { 7 }
    }

    /// Where the option lives. Composite values bring their own reading and writing.
    enum Member: Sendable {
        case integer(WritableKeyPath<PaperOptions, Int> & Sendable)
        case number(WritableKeyPath<PaperOptions, Double> & Sendable)
        case basisPoints(WritableKeyPath<PaperOptions, BasisPoints> & Sendable)
        case decimal(WritableKeyPath<PaperOptions, Decimal> & Sendable)
        case flag(WritableKeyPath<PaperOptions, Bool> & Sendable)
        case text(WritableKeyPath<PaperOptions, String> & Sendable)
        case optionalText(WritableKeyPath<PaperOptions, String?> & Sendable)
        case composite(
            Kind, set: @Sendable (inout PaperOptions, JSONValue) throws(ParameterError) -> Void,
            get: @Sendable (PaperOptions) -> JSONValue)
    }

    init(_ name: String, _ member: Member, choices: [String] = [], _ help: String) {
        self.name = name
        self.member = member
        self.choices = choices
        self.help = help
    }

    public var kind: Kind {
        switch member {
        case .integer: .integer
        case .number, .basisPoints: .number
        case .decimal: .decimal
        case .flag: .flag
        case .text, .optionalText: .text
        case .composite(let kind, _, _): kind
        }
    }

    /// Sets the option; refuses a value of the wrong kind.
    public func set(_ value: JSONValue, in options: inout PaperOptions) throws(ParameterError) {
        switch member {
        case .integer(let path): options[keyPath: path] = try OptionValue.integer(value, name)
        case .number(let path): options[keyPath: path] = try OptionValue.double(value, name)
        case .basisPoints(let path): options[keyPath: path] = try OptionValue.basisPoints(value, name)
        case .decimal(let path): options[keyPath: path] = try OptionValue.decimal(value, name)
        case .flag(let path): options[keyPath: path] = try OptionValue.flag(value, name)
        case .text(let path): options[keyPath: path] = try OptionValue.text(value, name)
        case .optionalText(let path): options[keyPath: path] = try OptionValue.optionalText(value, name)
        case .composite(_, let set, _): try set(&options, value)
        }
    }

    /// The option's value as it is reported.
    public func value(in options: PaperOptions) -> JSONValue {
        switch member {
        case .integer(let path): .integer(options[keyPath: path])
        case .number(let path): .double(options[keyPath: path])
        case .basisPoints(let path): Self.document(options[keyPath: path])
        case .decimal(let path): .decimal(options[keyPath: path])
        case .flag(let path): .bool(options[keyPath: path])
        case .text(let path): .text(options[keyPath: path])
        case .optionalText(let path): options[keyPath: path].map { .text($0) } ?? .null
        case .composite(_, _, let get): get(options)
        }
    }

    private static func document(_ points: BasisPoints) -> JSONValue {
        guard points.isInteger, let whole = Int(exactly: points.value) else { return .double(points.value) }
        return .integer(whole)
    }
}

extension PaperOptions: OverridableOptions {
    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        guard let option = PaperOption.all.first(where: { $0.name == name }) else {
            throw ParameterError(name, "is not an option of the paper engine")
        }
        try option.set(value, in: &self)
    }

    /// Every option under its name, in the order of the specification's table.
    public var document: JSONObject { JSONObject(PaperOption.all.map { ($0.name, $0.value(in: self)) }) }
}
