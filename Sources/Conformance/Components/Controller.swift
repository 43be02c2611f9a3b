import DecimalArithmetic
import Domain
import Policies

extension VectorComponents {
    static let controller = VectorComponent("controller") { input in
        var symbols = SymbolTable()
        var controller = try AdaptiveController(PolicyInputs.options(input, default: ControllerConfig()))
        return .array(
            try input.array("steps").map { step in
                guard let parts = step.arrayValue, let operation = parts.first?.stringValue else {
                    throw VectorFault.malformed("a step is not an array that starts with text")
                }
                switch (operation, parts.count) {
                case ("record", 5):
                    guard let name = parts[2].stringValue, let mid = parts[3].stringValue,
                        let spreadBps = parts[4].doubleValue
                    else { throw VectorFault.malformed("a record step has the wrong types") }
                    let symbol = try PolicyInputs.symbol(name, &symbols)
                    try controller.record(symbol, midPrice: Decimal(mid), spreadBps: spreadBps)
                    return .null
                case ("decide", 2):
                    guard let name = parts[1].stringValue else { throw VectorFault.malformed("no symbol") }
                    return .object(try controller.decide(PolicyInputs.symbol(name, &symbols)).document)
                default: throw VectorFault.malformed("unknown step '\(operation)'")
                }
            })
    }
}
