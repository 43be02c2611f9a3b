// Reads what the policy components have in common: feature maps, gate results, books, options.

import DecimalArithmetic
import Domain
import Policies

enum PolicyInputs {
    /// A configuration with the overrides of the vector's `config`.
    static func options<Options: OverridableOptions>(
        _ input: JSONValue, default options: Options
    ) throws -> Options {
        var options = options
        try options.apply(input.member("config").objectValue ?? JSONObject())
        return options
    }

    static func features(_ map: JSONValue) throws -> PolicyFeatures {
        guard let mid = map["mid_price"], !mid.isNull else { throw VectorFault.rejected("KeyError") }
        return PolicyFeatures(
            midPrice: try map.decimal("mid_price"),
            thinL1: try map["thin_l1"].map { _ in try map.decimal("thin_l1") },
            spreadBps: map["spread_bps"]?.integerValue, natrBps: map["natr_bps"]?.integerValue,
            netReturnBps: map["net_return_bps"]?.integerValue, rangeScore: map["range_score"]?.integerValue,
            warmupBars: map["warmup_bars"]?.integerValue,
            namesTick: map["ts"] != nil && map["symbol"] != nil)
    }

    static func toxicity(_ result: JSONValue) throws -> (word: ToxicityWord, evidence: ToxicityEvidence?) {
        if result.isNull { return (.absent, nil) }
        guard let allowed = try result.member("allowed").boolValue else {
            throw VectorFault.malformed("'allowed' is not a boolean")
        }
        if allowed { return (.allowed, nil) }
        let reason = try result.text("reason")
        let evidence = ToxicityEvidence(reason: reason, details: try result.member("details"))
        return (reason == "PRICE_IMPACT_HIGH" ? .blockedByPriceImpact : .blocked, evidence)
    }

    static func book(_ features: JSONValue) throws -> BookImpact? {
        if features.isNull { return nil }
        return BookImpact(
            timeMs: try features.integer("ts_ms"),
            buyImpactBps: try features.integer("impact_buy_topN_bps"),
            sellImpactBps: try features.integer("impact_sell_topN_bps"),
            buyDepthInsufficient: try features.integer("impact_buy_topN_insufficient_depth") == 1,
            sellDepthInsufficient: try features.integer("impact_sell_topN_insufficient_depth") == 1)
    }

    /// The error class under which the reference reports a refusal.
    static func fault(_ error: PolicyError) -> VectorFault {
        switch error {
        case .range(let violation):
            .rejected(violation.quantity == .drawdownBudgetRatio ? "ValueError" : "SizingError")
        // Integers divide by zero here: steps and intervals.
        case .decimal(.divisionByZero): .rejected("ZeroDivisionError")
        case .decimal: .rejected("InvalidOperation")
        }
    }

    /// A symbol of the vector in the component's own table.
    static func symbol(_ name: String, _ symbols: inout SymbolTable) throws -> SymbolID {
        guard let symbol = symbols.intern(text: name) else { throw VectorFault.malformed("too many symbols") }
        return symbol
    }
}
