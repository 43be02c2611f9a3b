// Reads one configuration value, refusing what has the wrong type. Cold path. The one reader behind the
// options of policies and engines.

import DecimalArithmetic
import Domain

public enum OptionValue {
    public static func integer(_ value: JSONValue, _ name: String) throws(ParameterError) -> Int {
        guard let number = value.integerValue else { throw ParameterError(name, "must be an integer") }
        return number
    }

    public static func double(_ value: JSONValue, _ name: String) throws(ParameterError) -> Double {
        guard let number = value.doubleValue else { throw ParameterError(name, "must be a number") }
        return number
    }

    /// Basis points or percent; an integer stays one, because it prints as one.
    public static func basisPoints(_ value: JSONValue, _ name: String) throws(ParameterError) -> BasisPoints {
        BasisPoints(try double(value, name), isInteger: value.integerValue != nil)
    }

    public static func text(_ value: JSONValue, _ name: String) throws(ParameterError) -> String {
        guard let text = value.stringValue else { throw ParameterError(name, "must be text") }
        return text
    }

    /// Text, or null for none.
    public static func optionalText(_ value: JSONValue, _ name: String) throws(ParameterError) -> String? {
        value.isNull ? nil : try text(value, name)
    }

    public static func flag(_ value: JSONValue, _ name: String) throws(ParameterError) -> Bool {
        guard let flag = value.boolValue else { throw ParameterError(name, "must be true or false") }
        return flag
    }

    public static func object(_ value: JSONValue, _ name: String) throws(ParameterError) -> JSONObject {
        guard let object = value.objectValue else { throw ParameterError(name, "must be an object") }
        return object
    }

    public static func decimal(_ value: JSONValue, _ name: String) throws(ParameterError) -> Decimal {
        let refusal = ParameterError(name, "must be a decimal number in quotes")
        guard let text = value.stringValue else { throw refusal }
        do throws(DecimalError) {
            return try Decimal(text)
        } catch {
            throw refusal
        }
    }

    /// A decimal in quotes, or the exact value of a JSON number.
    public static func exactNumber(_ value: JSONValue, _ name: String) throws(ParameterError) -> Decimal {
        switch value {
        case .integer(let number): Decimal(number)
        case .double(let number): Decimal(exactly: number)
        default: try decimal(value, name)
        }
    }

    /// A decimal in quotes, or null for none.
    public static func optionalDecimal(_ value: JSONValue, _ name: String) throws(ParameterError) -> Decimal? {
        value.isNull ? nil : try decimal(value, name)
    }

    /// One of the names of an enumeration.
    public static func name<Name: StableName>(_ value: JSONValue, _ name: String) throws(ParameterError) -> Name {
        guard let text = value.stringValue, let known = Name(rawValue: text) else {
            throw ParameterError(name, "must be one of \(Name.allCases.map(\.rawValue))")
        }
        return known
    }
}
