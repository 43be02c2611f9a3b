// Vectors that are a list of steps: each step is an array whose first element names the operation.

import DecimalArithmetic
import Domain

struct VectorStep {
    private let elements: [JSONValue]

    init(_ value: JSONValue) throws {
        guard let elements = value.arrayValue else { throw VectorFault.malformed("a step is not an array") }
        self.elements = elements
    }

    /// Names the operation.
    var operation: String { get throws { try text(0) } }

    func value(_ index: Int) throws -> JSONValue {
        guard index < elements.count else { throw VectorFault.malformed("a step has no element \(index)") }
        return elements[index]
    }

    func text(_ index: Int) throws -> String {
        guard let text = try value(index).stringValue else {
            throw VectorFault.malformed("element \(index) of a step is not text")
        }
        return text
    }

    func integer(_ index: Int) throws -> Int {
        guard let integer = try value(index).integerValue else {
            throw VectorFault.malformed("element \(index) of a step is not an integer")
        }
        return integer
    }

    func decimal(_ index: Int) throws -> Decimal { try Decimal(text(index)) }

    func symbol(_ index: Int, _ symbols: inout SymbolTable) throws -> SymbolID {
        try symbols.internVector(text(index))
    }
}

extension VectorComponents {
    /// The results of `steps` in order. A rejected step is an object with its error class.
    static func steps(of input: JSONValue, _ evaluate: (VectorStep) throws -> JSONValue) throws -> JSONValue {
        var results: [JSONValue] = []
        for value in try input.array("steps") {
            do {
                results.append(try evaluate(VectorStep(value)))
            } catch VectorFault.rejected(let kind) {
                results.append(.object(JSONObject([("error", .text(kind))])))
            }
        }
        return .array(results)
    }
}

extension SymbolTable {
    /// A vector has few symbols: a full table means that the vector is no vector.
    mutating func internVector(_ text: String) throws -> SymbolID {
        guard let symbol = intern(text: text) else { throw VectorFault.malformed("too many symbols") }
        return symbol
    }
}
