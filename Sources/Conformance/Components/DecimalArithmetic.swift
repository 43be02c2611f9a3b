// The exact decimals, operation by operation.

import DecimalArithmetic
import Domain

extension VectorComponents {
    static let decimal = VectorComponent("decimal") { input in
        switch try input.text("op") {
        case "add": .decimal(try input.decimal("a") + input.decimal("b"))
        case "sub": .decimal(try input.decimal("a") - input.decimal("b"))
        case "mul": .decimal(try input.decimal("a") * input.decimal("b"))
        case "div": .decimal(try input.decimal("a") / input.decimal("b"))
        case "mod": .decimal(try input.decimal("a").remainder(dividingBy: input.decimal("b")))
        case "min": .decimal(try Decimal.minimum(input.decimal("a"), input.decimal("b")))
        case "max": .decimal(try Decimal.maximum(input.decimal("a"), input.decimal("b")))
        case "cmp": .integer(try input.decimal("a").compare(input.decimal("b")))
        case "cmp_float": .integer(try input.decimal("a").compare(toDouble: input.double("b")))
        case "quantize": .decimal(try quantized(input))
        case "sum": .decimal(try sum(input))
        case "from_float_repr": .decimal(Decimal(shortest: try input.double("a")))
        case "from_float_exact": .decimal(Decimal(exactly: try input.double("a")))
        case "pow10neg": .decimal(Decimal.powerOfTen(minus: try input.integer("a")))
        case let operation: try unary(operation, input.decimal("a"))
        }
    }

    private static func unary(_ operation: String, _ value: Decimal) throws -> JSONValue {
        switch operation {
        case "str": .decimal(value)
        case "plus": .decimal(try value.plus())
        case "neg": .decimal(try -value)
        case "abs": .decimal(try value.magnitude())
        case "normalize": .decimal(try value.normalized())
        case "to_integral": .decimal(try value.roundedToIntegral())
        case "bool": .bool(value.isSet)
        case "int": try integer(value.truncatedIntegerText, value.truncatedInt)
        case "round0": try integer(value.roundedIntegerText, value.roundedInt)
        case "to_float": doubleDocument(value.doubleValue)
        default: throw VectorFault.malformed("'\(operation)' is no operation on decimals")
        }
    }

    /// The text of any length, provided that the conversion to Int agrees with it.
    private static func integer(
        _ text: () throws(DecimalError) -> String, _ conversion: () throws(DecimalError) -> Int
    ) throws -> JSONValue {
        let spelled: String
        var converted: Int?
        do throws(DecimalError) {
            spelled = try text()
            do throws(DecimalError) { converted = try conversion() } catch .integerOverflow { converted = nil }
        } catch .overflow {
            // Not the decimal condition: an infinity has no integer value.
            throw VectorFault.rejected("OverflowError")
        }
        guard converted == Int(spelled) else {
            throw VectorFault.rejected("IntegerConversionsDisagree \(spelled)")
        }
        return .text(spelled)
    }

    private static func quantized(_ input: JSONValue) throws -> Decimal {
        let rounding: DecimalRounding =
            switch input["rounding"]?.stringValue {
            case "ROUND_DOWN": .down
            case "ROUND_HALF_EVEN", nil: .halfEven
            case let name?: throw VectorFault.malformed("'\(name)' is no rounding of this program")
            }
        return try input.decimal("a").quantized(like: input.decimal("exp"), rounding: rounding)
    }

    private static func sum(_ input: JSONValue) throws -> Decimal {
        let values = try input.array("a").map { try $0.asDecimal("a") }
        guard let start = input["start"], !start.isNull else { return try Decimal.sum(values) }
        return try Decimal.sum(values, start: start.asDecimal("start"))
    }
}
