// Reading the members of a vector, with errors that name what is missing.

import DecimalArithmetic
import Domain

extension JSONValue {
    /// An object of these members.
    static func members(_ members: [(String, JSONValue)]) -> JSONValue { .object(JSONObject(members)) }

    func member(_ name: String) throws -> JSONValue {
        guard let value = self[name] else { throw VectorFault.malformed("member '\(name)' is missing") }
        return value
    }

    func text(_ name: String) throws -> String {
        guard let text = try member(name).stringValue else { throw VectorFault.malformed("member '\(name)' is not text") }
        return text
    }

    func integer(_ name: String) throws -> Int {
        guard let value = try member(name).integerValue else {
            throw VectorFault.malformed("member '\(name)' is not an integer")
        }
        return value
    }

    /// nil only when the member is absent.
    func integerIfPresent(_ name: String) throws -> Int? { self[name] == nil ? nil : try integer(name) }

    func double(_ name: String) throws -> Double {
        guard let value = try member(name).doubleValue else {
            throw VectorFault.malformed("member '\(name)' is not a number")
        }
        return value
    }

    func array(_ name: String) throws -> [JSONValue] {
        guard let values = try member(name).arrayValue else {
            throw VectorFault.malformed("member '\(name)' is not an array")
        }
        return values
    }

    /// A member that is the text of an enumeration.
    func name<Name: StableName>(_ name: String) throws -> Name {
        guard let value = Name(rawValue: try text(name)) else {
            throw VectorFault.malformed("member '\(name)' has an unknown value")
        }
        return value
    }

    /// A member that is a decimal in text, or a number that counts by its shortest text.
    func decimal(_ name: String) throws -> Decimal { try member(name).asDecimal(name) }

    /// This value as a decimal; `name` is where it stands.
    func asDecimal(_ name: String) throws -> Decimal {
        switch self {
        case .string(let bytes): try bytes.withUnsafeBytes { try Decimal(parsing: $0) }
        case .integer, .bigInteger, .double: try Decimal(canonicalText)
        default: throw VectorFault.malformed("'\(name)' is no decimal but \(kindName)")
        }
    }

    /// This value as basis points; a JSON integer stays one.
    func asBasisPoints(_ name: String) throws -> BasisPoints {
        guard let value = doubleValue else { throw VectorFault.malformed("'\(name)' is not a number") }
        return BasisPoints(value, isInteger: integerValue != nil)
    }
}
