// Doubles: their shortest text, and the few computations whose last bit reaches a digest.

import DecimalArithmetic
import Domain

extension VectorComponents {
    static let floatRepr = VectorComponent("float_repr") { input in
        switch try input.text("op") {
        case "repr": try shortest(input)
        case "spacing_factor":
            .members([
                ("up", .decimal(DoubleMath.spacingFactorUp(bps: try input.double("bps")))),
                ("down", .decimal(DoubleMath.spacingFactorDown(bps: try input.double("bps")))),
            ])
        case "round2": .members([("repr", repr(DoubleMath.round2(try input.double("x"))))])
        case "mul": .members([("repr", repr(try input.double("a") * input.double("b")))])
        case "sqrt100": .members([("int", .integer(DoubleMath.sqrt100(try notNegative(input, "n"))))])
        case "pow": try power(input)
        case "dec_ratio": try spread(bid: input.decimal("bid"), ask: input.decimal("ask"))
        case "impact_bps": try impact(old: input.decimal("old"), new: input.decimal("new"))
        case let operation: throw VectorFault.malformed("'\(operation)' is no operation on doubles")
        }
    }

    /// `{repr, bits}` of a double.
    static func doubleDocument(_ value: Double) -> JSONValue {
        .members([("repr", repr(value)), ("bits", .text(bits(value)))])
    }

    private static func shortest(_ input: JSONValue) throws -> JSONValue {
        guard let bits = UInt64(try input.text("bits"), radix: 16) else {
            throw VectorFault.malformed("'bits' is not hexadecimal")
        }
        let value = Double(bitPattern: bits)
        return .members([
            ("repr", repr(value)), ("json", .text(DoubleText.text(value))),
            ("decimal_of_repr", .decimal(Decimal(shortest: value))),
        ])
    }

    private static func power(_ input: JSONValue) throws -> JSONValue {
        guard let exponent = Double(try input.text("exp")) else { throw VectorFault.malformed("'exp' is not a number") }
        let value = DoubleMath.pow(try input.double("base"), exponent)
        return .members([("repr", repr(value)), ("decimal", .decimal(Decimal(shortest: value)))])
    }

    private static func spread(bid: Decimal, ask: Decimal) throws -> JSONValue {
        let quote = try Quote(bid: bid, ask: ask)
        let spreadBps = try quote.spreadBps
        guard let whole = Int(exactly: spreadBps.rounded(.towardZero)) else { throw DecimalError.integerOverflow }
        return .members([
            ("mid", .decimal(quote.midPrice)), ("spread_bps", repr(spreadBps)),
            ("bits", .text(bits(spreadBps))), ("int", .integer(whole)),
        ])
    }

    private static func impact(old: Decimal, new: Decimal) throws -> JSONValue {
        // The ratio becomes a double before it is scaled.
        let change = try ((new - old).magnitude() / old).doubleValue * 10_000
        return .members([("repr", repr(change)), ("round2", repr(DoubleMath.round2(change)))])
    }

    private static func notNegative(_ input: JSONValue, _ name: String) throws -> Int {
        let value = try input.integer(name)
        guard value >= 0 else { throw VectorFault.rejected("ValueError") }
        return value
    }

    /// The reference's text of a double spells what is not finite in lower case, unlike JSON.
    private static func repr(_ value: Double) -> JSONValue {
        if value.isNaN { return .text("nan") }
        if value.isInfinite { return .text(value < 0 ? "-inf" : "inf") }
        return .text(DoubleText.text(value))
    }

    /// Big-endian hexadecimal of the binary64.
    private static func bits(_ value: Double) -> String {
        withUnsafeBytes(of: value.bitPattern.bigEndian) { Hexadecimal.text($0) }
    }
}
