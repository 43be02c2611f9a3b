// A paper option on a command line: its flag, what help calls its value, and how the value is read.
// Plain values are written as they are; lists and objects as JSON, the way a configuration file has them.

import DecimalArithmetic
import Domain

extension PaperOption {
    /// `--max-spread-bps` for `max_spread_bps`.
    public var flag: String { "--" + name.map { $0 == "_" ? "-" : String($0) }.joined() }

    /// What help calls the value.
    public var valueName: String {
        if !choices.isEmpty { return choices.joined(separator: "|") }
        return switch kind {
        case .integer: "N"
        case .number: "NUMBER"
        case .decimal: "DECIMAL"
        case .flag: "true|false"
        case .text: "TEXT"
        case .list, .object: "JSON"
        }
    }

    /// What may be given, for a message: "needs ...".
    public var allowedValues: String {
        if !choices.isEmpty { return "one of \(choices.joined(separator: ", "))" }
        return switch kind {
        case .integer: "a whole number"
        case .number: "a number"
        case .decimal: "a decimal number"
        case .flag: "true or false"
        case .text: "text"
        case .list: "a JSON array of texts, or null for none"
        case .object: "a JSON object, or null for none"
        }
    }

    /// The value that `text` stands for; nil when it is none of this option's kind. What an object may
    /// hold is for `set` to say.
    public func value(ofText text: String) -> JSONValue? {
        if !choices.isEmpty, !choices.contains(text) { return nil }
        switch kind {
        case .integer: return Int(text).map { .integer($0) }
        case .number: return Self.number(text)
        case .decimal: return Self.isDecimal(text) ? .text(text) : nil
        case .flag: return ["true": true, "false": false][text].map { .bool($0) }
        case .text: return .text(text)
        case .list: return Self.json(text) { $0.arrayValue != nil }
        case .object: return Self.json(text) { $0.objectValue != nil }
        }
    }

    /// The default as it would be written on a command line; nil for none.
    public var defaultText: String? {
        switch value(in: PaperOptions()) {
        case .null: nil
        case .string(let bytes): String(decoding: bytes, as: UTF8.self)
        case let value: value.canonicalText
        }
    }

    /// What an empty object stands for, every member with its value; nil for other kinds and for objects without
    /// members of their own.
    public var completeValue: JSONValue? {
        guard kind == .object else { return nil }
        var options = PaperOptions()
        do throws(ParameterError) { try set(.object(JSONObject()), in: &options) } catch { return nil }
        let value = value(in: options)
        return value.isTruthy ? value : nil
    }

    /// Whole numbers stay whole: they print as such.
    private static func number(_ text: String) -> JSONValue? {
        if let whole = Int(text) { return .integer(whole) }
        guard let number = Double(text), number.isFinite else { return nil }
        return .double(number)
    }

    private static func isDecimal(_ text: String) -> Bool {
        do throws(DecimalError) { return try Decimal(text).isFinite } catch { return false }
    }

    private static func json(_ text: String, _ isAllowed: (JSONValue) -> Bool) -> JSONValue? {
        do throws(JSONError) {
            let value = try JSONParser.parse(text: text)
            return value.isNull || isAllowed(value) ? value : nil
        } catch {
            return nil
        }
    }
}
