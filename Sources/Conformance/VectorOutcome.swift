// What a vector asks for and what a component makes of it, in comparable form.

import DecimalArithmetic
import Domain
import OrderEngine
import Policies

/// An output in canonical text, or the class of an error.
enum VectorOutcome: Equatable {
    case output(String)
    case error(String)

    /// As failure lines print it.
    var text: String {
        switch self {
        case .output(let text): text
        case .error(let name): "error \(name)"
        }
    }

    /// What the vector records.
    init(recordedIn vector: JSONValue) throws(VectorFault) {
        switch (vector["out"], vector["error"]) {
        case (let output?, nil): self = .output(output.canonicalText)
        case (nil, .string(let name)?): self = .error(String(decoding: name, as: UTF8.self))
        default: throw .malformed("a vector has either 'out' or a text 'error'")
        }
    }

    /// What `component` makes of `input`. Throws what is no answer: not implemented, malformed, unclassified.
    init(_ component: VectorComponent, _ input: JSONValue) throws {
        do {
            self = .output(try component.evaluate(input).canonicalText)
        } catch {
            guard let name = Self.className(of: error) else { throw error }
            self = .error(name)
        }
    }

    /// The name that vectors give to an error; nil when it is no verdict on the input.
    static func className(of error: any Error) -> String? {
        switch error {
        case VectorFault.rejected(let name): name
        case let error as DecimalError: className(error)
        case OrderEngineError.decimal(let error): className(error)
        case OrderEngineError.emptySizeSchedule: "IndexError"
        case is ParameterError: "ValueError"
        default: nil
        }
    }

    private static func className(_ error: DecimalError) -> String {
        switch error {
        case .syntax, .invalidOperation: "InvalidOperation"
        case .divisionByZero: "DivisionByZero"
        case .overflow: "Overflow"
        case .integerOverflow: "OverflowError"
        case .notANumber: "ValueError"
        case .longCoefficientTableFull: "LongCoefficientTableFull"
        }
    }
}
