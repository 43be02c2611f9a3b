// Purpose: evaluate one conformance vector of the `decimal` and `float_repr` files: operation name and operands in,
// canonical outcome out. Reusable by a command line tool: needs the decimal module only, no Foundation, no JSON.
// Invariant: an outcome is the text of the recorded result, or the name of the recorded error class.

import DecimalArithmetic

/// Input of one vector, already decoded from JSON.
struct DecimalVector {
    /// Operand text, or the doubles of the conversions, or the list of a sum.
    enum Operand {
        case none
        case text(String)
        case number(Double)
        case list([String])
    }

    var operation: String
    var a: Operand = .none
    var b: Operand = .none
    /// Quantize pattern.
    var pattern: String = ""
    /// `ROUND_DOWN` or `ROUND_HALF_EVEN`; empty means the default.
    var rounding: String = ""
    /// Start of a sum; nil means the integer 0.
    var start: String?
}

/// What a vector yields, comparable to what the file records.
enum DecimalVectorOutcome: Equatable {
    /// Result text; integers and booleans are spelled as in JSON.
    case value(String)
    /// Result of `to_float`: shortest text and big-endian hex bits.
    case double(repr: String, bits: String)
    /// Error class name.
    case error(String)
}

extension DecimalVector {
    /// Evaluates the vector. Unknown operations yield the error class `UnknownOperation`.
    func evaluate() -> DecimalVectorOutcome {
        do throws(DecimalError) {
            return try evaluateThrowing()
        } catch {
            return .error(DecimalVector.className(of: error))
        }
    }

    private static func className(of error: DecimalError) -> String {
        switch error {
        case .syntax, .invalidOperation: "InvalidOperation"
        case .divisionByZero: "DivisionByZero"
        case .overflow: "Overflow"
        case .integerOverflow: "IntegerOverflow"
        case .notANumber: "ValueError"
        case .longCoefficientTableFull: "LongCoefficientTableFull"
        }
    }

    private func evaluateThrowing() throws(DecimalError) -> DecimalVectorOutcome {
        switch operation {
        case "add": return text(try left() + right())
        case "sub": return text(try left() - right())
        case "mul": return text(try left() * right())
        case "div": return text(try left() / right())
        case "mod": return text(try left().remainder(dividingBy: right()))
        case "min": return text(try Decimal.minimum(left(), right()))
        case "max": return text(try Decimal.maximum(left(), right()))
        case "cmp": return .value(String(try left().compare(right())))
        case "cmp_float": return .value(String(try left().compare(toDouble: number(b))))
        case "quantize": return text(try quantized())
        case "sum": return text(try sum())
        case "from_float_repr": return text(Decimal(shortest: number(a)))
        case "from_float_exact": return text(Decimal(exactly: number(a)))
        case "pow10neg": return text(Decimal.powerOfTen(minus: Int(number(a))))
        default: return try evaluateUnary()
        }
    }

    private func evaluateUnary() throws(DecimalError) -> DecimalVectorOutcome {
        let value = try left()
        switch operation {
        case "str": return text(value)
        case "plus": return text(try value.plus())
        case "neg": return text(try -value)
        case "abs": return text(try value.magnitude())
        case "normalize": return text(try value.normalized())
        case "to_integral": return text(try value.roundedToIntegral())
        case "bool": return .value(value.isSet ? "true" : "false")
        case "int": return integer(value, text: try value.truncatedIntegerText(), int: value.truncatedInt)
        case "round0": return integer(value, text: try value.roundedIntegerText(), int: value.roundedInt)
        case "to_float":
            let double = value.doubleValue
            return .double(repr: DecimalVector.pythonRepr(double), bits: DecimalVector.hexBits(double))
        default: return .error("UnknownOperation")
        }
    }

    /// The unlimited text, provided the Int conversion agrees with it wherever Int suffices.
    private func integer(
        _ value: Decimal, text: String, int: () throws(DecimalError) -> Int
    ) -> DecimalVectorOutcome {
        let expected = Int(text).map(String.init) ?? "IntegerOverflow"
        var actual: String
        do throws(DecimalError) {
            actual = String(try int())
        } catch {
            actual = DecimalVector.className(of: error)
        }
        return expected == actual ? .value(text) : .error("integer conversions disagree: \(text) and \(actual)")
    }

    private func text(_ value: Decimal) -> DecimalVectorOutcome { .value(value.description) }
    private func left() throws(DecimalError) -> Decimal { try decimal(a) }
    private func right() throws(DecimalError) -> Decimal { try decimal(b) }

    private func decimal(_ operand: Operand) throws(DecimalError) -> Decimal {
        switch operand {
        case .text(let text): return try Decimal(text)
        case .number(let value): return Decimal(exactly: value)
        case .none, .list: throw .syntax
        }
    }

    private func number(_ operand: Operand) -> Double {
        if case .number(let value) = operand { return value }
        return .nan
    }

    private func quantized() throws(DecimalError) -> Decimal {
        try left().quantized(
            like: Decimal(pattern), rounding: rounding == "ROUND_DOWN" ? .down : .halfEven)
    }

    private func sum() throws(DecimalError) -> Decimal {
        guard case .list(let texts) = a else { throw .syntax }
        var values: [Decimal] = []
        for text in texts { values.append(try Decimal(text)) }
        guard let start else { return try Decimal.sum(values) }
        return try Decimal.sum(values, start: Decimal(start))
    }

    /// `repr` spells non-finite doubles in lower case, unlike JSON.
    private static func pythonRepr(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        return DoubleText.text(value)
    }

    static func hexBits(_ value: Double) -> String {
        let hex = String(value.bitPattern, radix: 16)
        return String(repeating: "0", count: 16 - hex.count) + hex
    }
}
