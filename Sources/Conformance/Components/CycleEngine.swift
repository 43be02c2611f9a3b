import DecimalArithmetic
import Domain
import Engine

extension VectorComponents {
    static let cycleEngine = VectorComponent("cycle_engine") { input in
        let config = try input.member("config")
        let defaults = try CycleEngine()
        let engine = try CycleEngine(
            step: config.decimal("step_pct", or: Decimal("0.001")),
            replenishOffset: config["replenish_offset_pct"] == nil ? nil : config.decimal("replenish_offset_pct"),
            pricePrecision: config["price_precision"]?.integerValue ?? defaults.pricePrecision,
            quantityPrecision: config["quantity_precision"]?.integerValue ?? defaults.quantityPrecision)
        var symbols = SymbolTable()
        let fills = try input.array("fills").map { try $0.vectorFill(&symbols) }
        var intents: [CycleIntent] = []
        let addsAllowed = try input.member("adds_allowed").isTruthy
        let counts = try engine.process(fills, addsAllowed: addsAllowed, into: &intents)
        return .object(
            JSONObject([
                ("intents", .array(intents.map { .document($0, symbols) })),
                ("fills_processed", .integer(counts.fillsProcessed)),
                ("tps_generated", .integer(counts.takeProfits)),
                ("replenishments_generated", .integer(counts.replenishments)),
            ]))
    }
}
