import Domain
import Risk

extension VectorComponents {
    static let toxicity = VectorComponent("toxicity") { input in
        let config = try input.member("config")
        var limits = ToxicityLimits()
        limits.spreadBpsMax = config["max_spread_bps"].flatMap(basisPoints) ?? limits.spreadBpsMax
        limits.priceImpactBpsMax = config["max_price_impact_bps"].flatMap(basisPoints) ?? limits.priceImpactBpsMax
        limits.lookbackMs = config["lookback_window_ms"]?.integerValue ?? limits.lookbackMs
        var gate = ToxicityGate(limits)
        var symbols = SymbolTable()
        return try steps(of: input) { step in
            let timeMs = try step.integer(1)
            let symbol = try step.symbol(2, &symbols)
            switch try step.operation {
            case "record":
                gate.recordPrice(symbol, midPrice: try step.decimal(3), atMs: timeMs)
                return .null
            case "check":
                guard let spreadBps = basisPoints(try step.value(3)) else {
                    throw VectorFault.malformed("a spread is not a number")
                }
                let result = try gate.check(
                    symbol, spreadBps: spreadBps, midPrice: step.decimal(4), nowMs: timeMs)
                return gatingDocument(result, adding: "prices_in_window", gate.pricesInWindow(symbol))
            default: throw VectorFault.malformed("an unknown step")
            }
        }
    }

    /// A number that remembers whether it was an integer.
    static func basisPoints(_ value: JSONValue) -> BasisPoints? {
        value.doubleValue.map { BasisPoints($0, isInteger: value.integerValue != nil) }
    }
}
