// The static grid policy and the conversion of quote notional to base quantity.

import DecimalArithmetic
import Domain
import Policies

extension VectorComponents {
    static let staticPolicy = VectorComponent("static_policy") { input in
        switch try input.text("op") {
        case "evaluate": try evaluate(input)
        case "notional_to_qty":
            .decimal(
                try NotionalConversion.quantity(
                    notional: input.decimal("notional"), price: input.decimal("price"),
                    precision: try input.integerIfPresent("precision") ?? 8))
        case let operation: throw VectorFault.malformed("'\(operation)' is no operation of the static policy")
        }
    }

    private static func evaluate(_ input: JSONValue) throws -> JSONValue {
        let policy = try StaticGridPolicy(
            spacingBps: input["spacing_bps"].map { try $0.asBasisPoints("spacing_bps") } ?? BasisPoints(10),
            levels: input.integerIfPresent("levels") ?? 5,
            sizePerLevel: input["size_per_level"].map { try $0.asDecimal("size_per_level") } ?? Decimal(100))
        guard let midPrice = input["mid_price"], !midPrice.isNull else { throw VectorFault.rejected("KeyError") }
        return .document(policy.plan(midPrice: try midPrice.asDecimal("mid_price")))
    }
}
