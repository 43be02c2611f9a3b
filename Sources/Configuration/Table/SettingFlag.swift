// A setting on the command line of the commands that take it: parsing, help and docs/CLI.md come from the same table.

public struct SettingFlag: Sendable, Equatable {
    /// With its dashes: `--pace-us`.
    public let name: String
    /// One-letter form: `-v`.
    public let short: String?
    /// What its value is called in help; nil for one that stands alone, and then turns the setting on.
    public let value: String?

    init(_ name: String, _ value: String? = nil, short: String? = nil) {
        self.name = name
        self.short = short
        self.value = value
    }
}

extension Setting {
    /// Whether the text is a value; a blank one is none.
    public func accepts(_ text: String) -> Bool {
        do throws(SettingRefusal) {
            return try SettingText.value(of: text, as: kind) != nil
        } catch {
            return false
        }
    }

    /// What a text must be, to complete "option X ...".
    public var demand: String {
        switch kind {
        case .integer(let range) where range.upperBound == .max: "needs a whole number of at least \(range.lowerBound)"
        case .integer(let range): "needs a whole number of \(range.lowerBound) to \(range.upperBound)"
        case .pair(let range): "needs two whole numbers of \(range.lowerBound) to \(range.upperBound) like \(fallback ?? "1/2")"
        case .amount: "needs a number above 0 like 10 or 0.5"
        case .choice(let choices): "is one of \(choices.joined(separator: ", "))"
        default: "needs a value"
        }
    }
}
