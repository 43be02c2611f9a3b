// Reading the members of a vector, with errors that name what is missing.

import DecimalArithmetic
import Domain

extension JSONValue {
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

    func double(_ name: String) throws -> Double {
        guard let value = try member(name).doubleValue else {
            throw VectorFault.malformed("member '\(name)' is not a number")
        }
        return value
    }

    /// A member that is a decimal in text.
    func decimal(_ name: String) throws -> Decimal { try Decimal(text(name)) }

    func array(_ name: String) throws -> [JSONValue] {
        guard let values = try member(name).arrayValue else {
            throw VectorFault.malformed("member '\(name)' is not an array")
        }
        return values
    }
}
