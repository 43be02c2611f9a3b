// What a setting's text stands for.

import DecimalArithmetic
import Domain

public enum SettingValue: Sendable, Equatable {
    case flag(Bool)
    case integer(Int)
    case pair(Int, Int)
    case amount(Decimal)
    case list([String])
    case text(String)
    case secret(Secret)

    /// As it would be written in a configuration file; a secret is redacted.
    public var written: String {
        switch self {
        case .flag(let isOn): isOn ? "1" : "0"
        case .integer(let number): "\(number)"
        case .pair(let first, let second): "\(first)/\(second)"
        case .amount(let amount): amount.description
        case .list(let items): items.joined(separator: ",")
        case .text(let text): text
        case .secret(let secret): secret.description
        }
    }

    /// As JSON: numbers as numbers, amounts as text, so that no digit is lost; a secret is redacted.
    public var document: JSONValue {
        switch self {
        case .flag(let isOn): .bool(isOn)
        case .integer(let number): .integer(number)
        case .list(let items): .array(items.map { .text($0) })
        case .pair, .amount, .text, .secret: .text(written)
        }
    }
}

/// Why a text is no value of its setting.
struct SettingRefusal: Error, Equatable {
    /// Completes "NAME='text' ...".
    var reason: String
    /// The bound that a number outside its range is nearest to.
    var nearest: SettingValue?
}
