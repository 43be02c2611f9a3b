// The adaptive grid: step, width and levels follow volatility and regime, blocked sides and a spent
// drawdown budget take levels away. Policies specification, section 3.
// Invariant: a plan is a function of the arguments and the configuration; nothing is remembered. With
// uniform sizes an evaluation does not allocate.
//
// v1 in the paper pipeline: features carry no timestamp and no symbol, so that the regime is RANGE
// unless the kill switch or the toxicity gate says otherwise.

import DecimalArithmetic
import Domain

public struct AdaptiveGridPolicy: Sendable {
    public let config: AdaptiveGridConfig
    private let classifier: RegimeClassifier
    private let math: AdaptiveMath
    private let gate: L2Gate?
    private let sizer: AutoSizer
    private let budget: RiskBudget?

    /// - Throws: for a configuration that the auto sizer cannot work with, even when it is switched off.
    public init(_ config: AdaptiveGridConfig = AdaptiveGridConfig()) throws(PolicyError) {
        self.config = config
        classifier = RegimeClassifier(config.regime)
        math = AdaptiveMath(config)
        gate = config.l2GatingEnabled ? L2Gate(impactBpsLimit: config.l2ImpactBpsLimit) : nil
        sizer = try AutoSizer(config.autoSizer, levelsMax: config.levelsMax)
        budget = config.riskBudget
    }

    /// Whether this policy has what it needs.
    public func isActive(_ features: PolicyFeatures) -> Bool { features.natrBps != nil }

    /// The plan for one tick. O(levels) with auto sizing, else O(1).
    public func plan(
        _ features: PolicyFeatures, _ conditions: PolicyConditions = PolicyConditions()
    ) throws(PolicyError) -> GridPlan {
        // An impossible ratio is refused before anything else, even for a tick that pauses.
        var scaling: DrawdownScaling?
        if let ratio = conditions.budgetRatio { scaling = try DrawdownScaling(ratio: ratio) }
        let regime = try PolicyError.lifting { () throws(DecimalError) in
            try classifier.classify(
                features.regimeFeatures, killSwitchActive: conditions.killSwitchActive, toxicity: conditions.toxicity
            ).regime
        }
        if regime.pausesGrid { return pausePlan(features, regime) }
        var plan = try PolicyError.lifting { () throws(DecimalError) in try grid(features, regime) }
        try resize(&plan)
        if let gate, let book = conditions.book {
            let levels = max(plan.levelsUp, plan.levelsDown)
            plan.apply(gate.verdict(book))
            if max(plan.levelsUp, plan.levelsDown) != levels { try resize(&plan) }
        }
        try scaling?.apply(to: &plan)
        return plan
    }

    /// No levels, and everything that rests is cancelled by the HARD reset; the mode stays BILATERAL (v1).
    private func pausePlan(_ features: PolicyFeatures, _ regime: Regime) -> GridPlan {
        GridPlan(
            mode: .bilateral, centerPrice: features.midPrice, spacingBps: BasisPoints(Double(config.stepBpsMin)),
            levelsUp: 0, levelsDown: 0, sizes: .empty, regime: regime.planRegime, reset: .hard,
            reasons: PlanReasons(regime.planReason))
    }

    /// The grid of a regime, without sizes.
    private func grid(_ features: PolicyFeatures, _ regime: Regime) throws(DecimalError) -> GridPlan {
        let natrBps = features.natrBps ?? 0
        let stepBps = try math.stepBps(natrBps: natrBps, regime)
        let widths = try math.widths(natrBps: natrBps, regime)
        var reasons = PlanReasons(regime.planReason)
        if (features.warmupBars ?? 0) < RegimeFeatures.warmupBarsMin { reasons.append(.warmupIncomplete) }
        if regime.isTrend { reasons.append(.asymmetricGrid) }
        return try GridPlan(
            mode: .bilateral, centerPrice: features.midPrice, spacingBps: BasisPoints(Double(stepBps)),
            levelsUp: math.levels(widthBps: widths.upBps, stepBps: stepBps),
            levelsDown: math.levels(widthBps: widths.downBps, stepBps: stepBps), sizes: .empty,
            regime: regime.planRegime, widthBps: BasisPoints(Double(widths.meanBps())), reasons: reasons)
    }

    /// Sizes for the deeper side. Auto sizing refuses a grid without levels (v1).
    private func resize(_ plan: inout GridPlan) throws(PolicyError) {
        let levels = max(plan.levelsUp, plan.levelsDown)
        guard let budget else {
            plan.sizes = .uniform(config.sizePerLevel, count: max(levels, 0))
            return
        }
        plan.sizes = try sizer.sizes(
            budget, GridShape(levels: levels, stepBps: plan.spacingBps.value), price: plan.centerPrice)
    }
}
