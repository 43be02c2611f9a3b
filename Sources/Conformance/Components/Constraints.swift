// Quantity constraints: rounding to the step, and reading them from exchangeInfo.

import Domain
import OrderEngine

extension VectorComponents {
    static let constraints = VectorComponent("constraints") { input in
        switch try input.text("op") {
        case "floor_to_step":
            .decimal(try QuantityConstraint.floor(input.decimal("qty"), toStep: input.decimal("step")))
        case "parse_exchange_info": try parse(input.member("data"))
        case let operation: throw VectorFault.malformed("'\(operation)' is no operation on constraints")
        }
    }

    private static func parse(_ document: JSONValue) throws -> JSONValue {
        do throws(ExchangeInfoError) {
            let info = try ExchangeInfo(document)
            return .members(
                info.constraints.map { symbol, constraint in
                    (
                        symbol,
                        .members([("step_size", .decimal(constraint.step)), ("min_qty", .decimal(constraint.minimum))])
                    )
                })
        } catch {
            switch error {
            case .symbolsMissing: throw VectorFault.rejected("ConstraintParseError")
            case .notAList: throw VectorFault.rejected("TypeError")
            case .notAnObject: throw VectorFault.rejected("AttributeError")
            }
        }
    }
}
