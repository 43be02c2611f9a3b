import Domain
import Engine
import Risk

extension VectorComponents {
    static let flatten = VectorComponent("flatten") { input in
        var symbols = SymbolTable()
        let isGuarded = try input.member("dd_guard").isTruthy
        var account = PaperAccount(drawdownGuardV1: isGuarded ? try DrawdownGuardV1() : nil)
        return try steps(of: input) { step in
            switch try step.operation {
            case "fill":
                try account.apply([step.value(1).vectorFill(&symbols)])
                return .null
            case "flatten":
                let symbol = try step.symbol(1, &symbols)
                let time = EventTime(milliseconds: try step.integer(3))
                return .document(try account.flatten(symbol, price: step.decimal(2), at: time), symbols)
            case "reset_dd_guard": return .document(account.resetDrawdownGuardV1())
            default: throw VectorFault.malformed("an unknown step")
            }
        }
    }
}
