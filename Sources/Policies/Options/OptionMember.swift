// How one member of a configuration is read from JSON and reported as JSON. Configurations list their
// members by name (OptionTable.swift); this is the vocabulary of those lists.

import DecimalArithmetic
import Domain

/// What a JSON value for an option looks like.
public enum OptionKind: String, StableName {
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

/// Where an option lives in `Options`, and in what form it comes.
public struct OptionMember<Options: Sendable>: Sendable {
    public typealias Path<Value> = WritableKeyPath<Options, Value> & Sendable

    public let kind: OptionKind
    /// Sets the member; refuses a value of the wrong kind. The text is the option's name, for the message.
    public let set: @Sendable (inout Options, JSONValue, String) throws(ParameterError) -> Void
    /// The member's value as it is reported.
    public let value: @Sendable (Options) -> JSONValue

    public init(
        _ kind: OptionKind, set: @escaping @Sendable (inout Options, JSONValue, String) throws(ParameterError) -> Void,
        value: @escaping @Sendable (Options) -> JSONValue
    ) {
        self.kind = kind
        self.set = set
        self.value = value
    }

    /// A member that `read` reads and `write` reports.
    private static func plain<Value>(
        _ kind: OptionKind, _ path: Path<Value>,
        _ read: @escaping @Sendable (JSONValue, String) throws(ParameterError) -> Value,
        _ write: @escaping @Sendable (Value) -> JSONValue
    ) -> OptionMember {
        OptionMember(
            kind,
            set: { (options, value, name) throws(ParameterError) in options[keyPath: path] = try read(value, name) },
            value: { write($0[keyPath: path]) })
    }

    public static func integer(_ path: Path<Int>) -> OptionMember {
        plain(.integer, path, OptionValue.integer) { .integer($0) }
    }

    public static func number(_ path: Path<Double>) -> OptionMember {
        plain(.number, path, OptionValue.double) { .double($0) }
    }

    /// Basis points or percent, reported as they were written: whole numbers as such.
    public static func basisPoints(_ path: Path<BasisPoints>) -> OptionMember {
        plain(.number, path, OptionValue.basisPoints) { points in
            guard points.isInteger, let whole = Int(exactly: points.value) else { return .double(points.value) }
            return .integer(whole)
        }
    }

    public static func decimal(_ path: Path<Decimal>) -> OptionMember {
        plain(.decimal, path, OptionValue.decimal) { .decimal($0) }
    }

    /// A decimal, or null for none.
    public static func optionalDecimal(_ path: Path<Decimal?>) -> OptionMember {
        plain(.decimal, path, OptionValue.optionalDecimal) { $0.map { .decimal($0) } ?? .null }
    }

    /// A decimal that may also come as a JSON number, which then counts exactly.
    public static func exactNumber(_ path: Path<Decimal>) -> OptionMember {
        plain(.decimal, path, OptionValue.exactNumber) { .decimal($0) }
    }

    public static func flag(_ path: Path<Bool>) -> OptionMember { plain(.flag, path, OptionValue.flag) { .bool($0) } }

    public static func text(_ path: Path<String>) -> OptionMember { plain(.text, path, OptionValue.text) { .text($0) } }

    /// Text, or null for none.
    public static func optionalText(_ path: Path<String?>) -> OptionMember {
        plain(.text, path, OptionValue.optionalText) { $0.map { .text($0) } ?? .null }
    }

    /// One of the names of an enumeration.
    public static func name<Name: StableName>(_ path: Path<Name>) -> OptionMember {
        plain(.text, path, OptionValue.name) { .text($0.rawValue) }
    }

    /// A configuration within this one: the object overrides the members that it names.
    public static func nested<Inner: TabledOptions>(_ path: Path<Inner>) -> OptionMember {
        OptionMember(
            .object,
            set: { (options, value, name) throws(ParameterError) in
                try options[keyPath: path].apply(OptionValue.object(value, name))
            },
            value: { .object($0[keyPath: path].document) })
    }

    /// A configuration that may be absent: null is none, and an object replaces it as a whole; members that it
    /// leaves out have their values in `defaults`, not what was set before.
    public static func replaced<Inner: TabledOptions>(_ path: Path<Inner?>, _ defaults: Inner) -> OptionMember {
        OptionMember(
            .object,
            set: { (options, value, name) throws(ParameterError) in
                var inner = defaults
                if !value.isNull { try inner.apply(OptionValue.object(value, name)) }
                options[keyPath: path] = value.isNull ? nil : inner
            },
            value: { $0[keyPath: path].map { .object($0.document) } ?? .null })
    }
}
