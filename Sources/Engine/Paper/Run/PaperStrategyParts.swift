// The parts of a paper engine that its options switch on: made once, before the first tick.

import DecimalArithmetic
import Domain
import Features
import OrderEngine
import Policies
import Risk

/// Which policy decides, and with what spacing.
struct PaperPolicy: Sendable {
    private let options: PaperOptions
    private let base: StaticGridPolicy
    private let adaptive: AdaptiveGridPolicy?
    /// The static policy of the last spacing that was not the base one.
    private var scaled: (spacingBps: Double, policy: StaticGridPolicy)?

    init(_ options: PaperOptions) throws {
        self.options = options
        base = try Self.grid(options.spacingBps, options)
        adaptive = options.adaptivePolicyEnabled ? try AdaptiveGridPolicy(options.adaptiveInEffect) : nil
    }

    var isAdaptive: Bool { adaptive != nil }

    /// The adaptive plan; nil when the static policy decides.
    @inline(__always)
    func plan(_ features: PolicyFeatures, _ conditions: PolicyConditions) throws -> GridPlan? {
        try adaptive?.plan(features, conditions)
    }

    /// The static plan at the controller's spacing; nil multiplier without a controller.
    @inline(__always)
    mutating func plan(midPrice: Decimal, spacingMultiplier: Double?) throws -> GridPlan {
        guard let spacingMultiplier else { return base.plan(midPrice: midPrice) }
        let spacingBps = options.spacingBps.value * spacingMultiplier
        if spacingBps == options.spacingBps.value { return base.plan(midPrice: midPrice) }
        if let scaled, scaled.spacingBps == spacingBps { return scaled.policy.plan(midPrice: midPrice) }
        let policy = try Self.grid(BasisPoints(spacingBps), options)
        scaled = (spacingBps, policy)
        return policy.plan(midPrice: midPrice)
    }

    private static func grid(_ spacingBps: BasisPoints, _ options: PaperOptions) throws(ParameterError) -> StaticGridPolicy {
        try StaticGridPolicy(spacingBps: spacingBps, levels: options.levels, sizePerLevel: options.sizePerLevel)
    }
}

/// The gates that stand before every plan: paper specification, step 14.
struct PaperGates: Sendable {
    var toxicity: ToxicityGate
    var limiter: RateLimiter
    var risk: RiskGate

    init(_ options: PaperOptions) {
        toxicity = ToxicityGate(options.toxicityLimits)
        limiter = RateLimiter(perMinuteMax: options.ordersPerMinuteMax, cooldownMs: options.cooldownMs)
        risk = RiskGate(options.riskLimits)
    }

    /// The first gate that blocks, or a pass with what the rate limiter and the risk gate measured.
    @inline(__always)
    mutating func check(
        _ symbol: SymbolID, spreadBps: Double, midPrice: Decimal, notional: Decimal, nowMs: Int
    ) throws(DecimalError) -> GatingResult {
        let calm = try toxicity.check(symbol, spreadBps: BasisPoints(spreadBps), midPrice: midPrice, nowMs: nowMs)
        if !calm.allowed { return calm }
        let rate = limiter.check(nowMs: nowMs)
        if !rate.allowed { return rate }
        let exposure = try risk.check(symbol, notional: notional)
        if !exposure.allowed { return exposure }
        guard case .rateUse(let rateUse) = rate.details, case .notionalUse(let notionalUse) = exposure.details else {
            preconditionFailure("a gate that passes says what it measured")
        }
        return .allow(.allGates(rateUse, notionalUse))
    }

    /// Accounts for the placements of a tick, whether or not the port took them (v1).
    mutating func record(
        _ actions: borrowing [ExecutionAction], symbol: SymbolID, atMs timeMs: Int, placed: inout Int
    ) throws(DecimalError) {
        for index in actions.indices {
            guard case .place(_, let price, let quantity, _) = actions[index] else { continue }
            limiter.recordOrder(atMs: timeMs)
            // A zero price or quantity counts as well: its exponent shows in the notional that is reported.
            try risk.recordOrder(symbol, notional: price * quantity)
            placed += 1
        }
    }

    mutating func reset() {
        toxicity.reset()
        limiter.reset()
        risk.reset()
    }
}
