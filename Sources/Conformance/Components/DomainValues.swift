// Domain values out of the objects in which vectors state them.

import DecimalArithmetic
import Domain
import OrderEngine

extension GridPlan {
    /// A plan document as the pipelines print it.
    init(_ document: JSONValue) throws {
        self.init(
            mode: try document.name("mode"), centerPrice: try document.decimal("center_price"),
            spacingBps: try document.member("spacing_bps").asBasisPoints("spacing_bps"),
            levelsUp: try document.integer("levels_up"), levelsDown: try document.integer("levels_down"),
            sizes: .listed(try document.array("size_schedule").map { try $0.asDecimal("size_schedule") }),
            skewBps: try document.member("skew_bps").asBasisPoints("skew_bps"), regime: try document.name("regime"),
            widthBps: try document.member("width_bps").asBasisPoints("width_bps"),
            reset: try document.name("reset_action"))
        for code in try document.array("reason_codes") {
            guard let reason = code.stringValue.flatMap(PlanReason.init) else {
                throw VectorFault.malformed("\(code.canonicalText) is no reason of a plan")
            }
            reasons.append(reason)
        }
    }
}

extension BookImpact {
    /// The members of an L2 feature snapshot that the order engine looks at.
    init(_ features: JSONValue) throws {
        self.init(
            timeMs: try features.integer("ts_ms"),
            buyImpactBps: try features.integer("impact_buy_topN_bps"),
            sellImpactBps: try features.integer("impact_sell_topN_bps"),
            buyDepthInsufficient: try features.integer("impact_buy_topN_insufficient_depth") == 1,
            sellDepthInsufficient: try features.integer("impact_sell_topN_insufficient_depth") == 1)
    }
}

extension QuantityConstraint {
    /// `{symbol: {step_size, min_qty}}`; nil when absent or null.
    static func table(_ document: JSONValue?) throws -> [String: QuantityConstraint]? {
        guard let members = document?.objectValue?.members else { return nil }
        var table: [String: QuantityConstraint] = [:]
        for (symbol, entry) in members {
            table[String(decoding: symbol, as: UTF8.self)] = QuantityConstraint(
                step: try entry.decimal("step_size"), minimum: try entry.decimal("min_qty"))
        }
        return table
    }
}
