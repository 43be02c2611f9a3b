// A regime decision with the evidence that its rule looked at, for reports and logs. Cold path.

import Domain

/// The toxicity gate's block as it is quoted in a decision.
public struct ToxicityEvidence: Sendable {
    public var reason: String
    public var details: JSONValue

    public init(reason: String, details: JSONValue) {
        self.reason = reason
        self.details = details
    }
}

extension JSONValue {
    /// The four members of a decision: regime, reason, confidence, features_used.
    /// - Parameters:
    ///   - features: what `decision` was made from.
    ///   - toxicity: the block that made the regime TOXIC.
    public static func document(
        _ decision: RegimeDecision, features: RegimeFeatures?, config: RegimeConfig, toxicity: ToxicityEvidence?
    ) -> JSONValue {
        .object(
            JSONObject([
                ("regime", .text(decision.regime.rawValue)),
                ("reason", .text(decision.reason.rawValue)),
                ("confidence", .integer(decision.confidence)),
                ("features_used", .object(JSONObject(evidence(decision, features, config, toxicity)))),
            ]))
    }

    private static func evidence(
        _ decision: RegimeDecision, _ features: RegimeFeatures?, _ config: RegimeConfig, _ toxicity: ToxicityEvidence?
    ) -> [(String, JSONValue)] {
        switch decision.reason {
        case .killSwitch: return [("kill_switch_active", .bool(true))]
        case .spreadSpike, .priceImpact:
            return [
                ("toxicity_blocked", .bool(true)),
                ("toxicity_reason", toxicity.map { .text($0.reason) } ?? .null),
                ("toxicity_details", toxicity?.details ?? .null),
            ]
        default: break
        }
        guard let features else { return [("has_features", .bool(false))] }
        return evidence(decision.reason, features, config)
    }

    private static func evidence(
        _ reason: RegimeReason, _ features: RegimeFeatures, _ config: RegimeConfig
    ) -> [(String, JSONValue)] {
        switch reason {
        case .thinLiquidity: [("thin_l1", .decimal(features.thinL1)), ("threshold", .decimal(config.thinL1Min))]
        case .wideSpread: [("spread_bps", .integer(features.spreadBps)), ("threshold", .integer(config.spreadBpsMax))]
        case .highVolatility: [("natr_bps", .integer(features.natrBps)), ("threshold", .integer(config.natrBpsMax))]
        case .trendDetected:
            [
                ("net_return_bps", .integer(features.netReturnBps)), ("range_score", .integer(features.rangeScore)),
                ("trend_threshold", .integer(config.trendReturnBps)),
                ("range_threshold", .integer(config.trendRangeScoreMax)),
            ]
        case .standard, .warmup, .killSwitch, .spreadSpike, .priceImpact:
            [
                ("natr_bps", .integer(features.natrBps)), ("spread_bps", .integer(features.spreadBps)),
                ("thin_l1", .decimal(features.thinL1)), ("range_score", .integer(features.rangeScore)),
                ("net_return_bps", .integer(features.netReturnBps)), ("is_warmed_up", .bool(features.isWarmedUp)),
            ]
        }
    }
}
