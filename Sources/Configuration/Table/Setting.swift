// One setting: its name, what its text may be, and what a bad text does. Names are those of the
// environment specification; the same name stands in a configuration file, in the environment and
// in the documentation.

public struct Setting: Sendable {
    public let name: String
    public let kind: Kind
    /// What the number counts, or what the text names; nil when the name says it all.
    public let unit: String?
    /// The built-in value as it would be written; nil: absent.
    public let fallback: String?
    public let strictness: Strictness
    /// How it is given on the command line; nil: by its name alone.
    public let flag: SettingFlag?
    public let help: String

    public enum Kind: Sendable, Equatable {
        /// `1 true yes on` or `0 false no off`.
        case flag
        /// Grants something that can spend money: only the exact text `1` does.
        case permission
        /// Keeps from spending money: only the exact text `0` takes it off.
        case safeguard
        case integer(ClosedRange<Int>)
        /// Two whole numbers with a slash between: `20/60`.
        case pair(ClosedRange<Int>)
        /// A finite decimal above zero.
        case amount
        /// Comma-separated; an empty `of` takes any item.
        case list(of: [String])
        case choice([String])
        case text
        /// Never shown; not accepted in a configuration file or on the command line.
        case secret
    }

    public enum Strictness: String, Sendable {
        /// On, or off, by the exact text alone; a text that merely looks like it is an error.
        case exact
        /// A bad text is an error, and nothing starts.
        case strict
        /// A bad text is a warning and the built-in value, or the nearest bound, is used: only where that is harmless.
        case lax
    }

    init(
        _ name: String, _ kind: Kind, unit: String? = nil, or fallback: String? = nil, isLax: Bool = false,
        flag: SettingFlag? = nil, _ help: String
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.fallback = fallback
        self.flag = flag
        self.help = help
        strictness = kind == .permission || kind == .safeguard ? .exact : isLax ? .lax : .strict
    }

    /// The setting that names a file with the secret in it; nil when this is no secret.
    public var fileName: String? { kind == .secret ? name + "_FILE" : nil }

    /// The type in a word.
    public var kindName: String {
        switch kind {
        case .flag: "flag"
        case .permission: "permission"
        case .safeguard: "safeguard"
        case .integer: "integer"
        case .pair: "pair"
        case .amount: "decimal"
        case .list: "list"
        case .choice: "choice"
        case .text: "text"
        case .secret: "secret"
        }
    }

    /// What may be written, for people.
    public var allowed: String {
        switch kind {
        case .flag: "1 true yes on, 0 false no off"
        case .permission: "exactly 1; 0 false no off"
        case .safeguard: "exactly 0; 1 true yes on"
        case .integer(let range): range.upperBound == .max ? "\(range.lowerBound) and above" : "\(range.lowerBound) to \(range.upperBound)"
        case .pair(let range): "two numbers of \(range.lowerBound) to \(range.upperBound), `/` between them"
        case .amount: "finite, above 0"
        case .list(let items): items.isEmpty ? "items separated by commas" : "some of " + items.joined(separator: " ")
        case .choice(let choices): choices.joined(separator: " ")
        case .text: "any text"
        case .secret: "a file's content"
        }
    }
}

/// Settings that belong together.
public struct SettingGroup: Sendable {
    public let title: String
    public let settings: [Setting]
}
