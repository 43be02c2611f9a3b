import Domain
import Risk

extension VectorComponents {
    static let drawdownGuard = VectorComponent("drawdown_guard") { input in
        guard let limit = basisPoints(try input.member("max_drawdown_pct")) else {
            throw VectorFault.malformed("max_drawdown_pct is not a number")
        }
        let capital = try input.decimal("initial_capital")
        var drawdownGuard = try rejecting { try DrawdownGuard(initialCapital: capital, drawdownPctMax: limit) }
        return try steps(of: input) { step in
            switch try step.operation {
            case "update": return .document(try drawdownGuard.update(equity: step.decimal(1)))
            case "reset":
                let capital = try step.value(1).isNull ? nil : step.decimal(1)
                try rejecting { try drawdownGuard.reset(capital: capital) }
                return .object(JSONObject([("high_water_mark", .decimal(drawdownGuard.highWaterMark))]))
            default: throw VectorFault.malformed("an unknown step")
            }
        }
    }

    private static func rejecting<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch is DrawdownGuardParameterError { throw VectorFault.rejected("ValueError") }
    }
}
