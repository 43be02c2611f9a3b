import DecimalArithmetic
import Domain
import Policies

extension VectorComponents {
    static let regime = VectorComponent("regime") { input in
        let map = try input.member("features")
        let features: RegimeFeatures? =
            try map.isNull
            ? nil
            : RegimeFeatures(
                thinL1: map.decimal("thin_l1"), spreadBps: map.integer("spread_bps"),
                natrBps: map.integer("natr_bps"), netReturnBps: map.integer("net_return_bps"),
                rangeScore: map.integer("range_score"), warmupBars: map.integer("warmup_bars"))
        let toxicity = try PolicyInputs.toxicity(input.member("toxicity"))
        let config = try PolicyInputs.options(input, default: RegimeConfig())
        let decision = try RegimeClassifier(config).classify(
            features, killSwitchActive: input.member("kill_switch_active").isTruthy, toxicity: toxicity.word)
        return .document(decision, features: features, config: config, toxicity: toxicity.evidence)
    }
}
