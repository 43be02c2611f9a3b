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
    /// None or one: asked in place, where the payload of an optional would be copied for every question.
    private let adaptive: [AdaptiveGridPolicy]
    /// The static policy of the last spacing that was not the base one.
    private var scaled: (spacingBps: Double, policy: StaticGridPolicy)?

    init(_ options: PaperOptions) throws {
        self.options = options
        base = try Self.grid(options.spacingBps, options)
        adaptive = options.adaptivePolicyEnabled ? [try AdaptiveGridPolicy(options.adaptiveInEffect)] : []
    }

    var isAdaptive: Bool { !adaptive.isEmpty }

    /// The adaptive plan.
    /// - Precondition: the policy is adaptive.
    @inline(__always)
    func plan(_ features: PolicyFeatures, _ conditions: PolicyConditions) throws -> GridPlan {
        try adaptive.withUnsafeBufferPointer { try $0[0].plan(features, conditions) }
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
    /// What `check` came to so far.
    private(set) var metrics = GatingMetrics()

    init(_ options: PaperOptions) {
        toxicity = ToxicityGate(options.toxicityLimits)
        limiter = RateLimiter(perMinuteMax: options.ordersPerMinuteMax, cooldownMs: options.cooldownMs)
        risk = RiskGate(options.riskLimits)
    }

    /// The first gate that blocks, or a pass with what the rate limiter and the risk gate measured.
    /// A gate is asked for its evidence only when it blocks.
    /// - Parameter spreadBps: comparable with the limit of the toxicity gate.
    @inline(__always)
    mutating func check(
        _ symbol: SymbolID, _ quote: Quote, spreadBps: Double, notional: Decimal, nowMs: Int
    ) throws(DecimalError) -> GatingResult {
        guard try toxicity.isCalm(symbol, spreadBps: spreadBps, midPrice: quote.midPrice, nowMs: nowMs) else {
            return counted(
                .toxicityGate,
                try toxicity.check(
                    symbol, spreadBps: BasisPoints(quote.spreadBps), midPrice: quote.midPrice, nowMs: nowMs))
        }
        metrics.recordAllowed(.toxicityGate)
        guard let rate = limiter.use(nowMs: nowMs) else { return counted(.rateLimiter, limiter.check(nowMs: nowMs)) }
        metrics.recordAllowed(.rateLimiter)
        guard let exposure = try risk.use(symbol, notional: notional) else {
            return counted(.riskGate, try risk.check(symbol, notional: notional))
        }
        metrics.recordAllowed(.riskGate)
        return .allow(.allGates(rate, exposure))
    }

    /// What stands before and behind the gates is counted with the risk gate: a latched kill switch, guard v1.
    @inline(__always)
    mutating func countBlock(_ reason: GateReason) { metrics.recordBlocked(.riskGate, reason) }

    @inline(__always)
    private mutating func counted(_ gate: GateName, _ result: GatingResult) -> GatingResult {
        metrics.record(gate, result)
        return result
    }

    /// What the regime classifier hears of the toxicity gate.
    @inline(__always)
    mutating func toxicityWord(
        _ symbol: SymbolID, _ quote: Quote, spreadBps: Double, nowMs: Int
    ) throws(DecimalError) -> ToxicityWord {
        if try toxicity.isCalm(symbol, spreadBps: spreadBps, midPrice: quote.midPrice, nowMs: nowMs) { return .allowed }
        return ToxicityWord(
            try toxicity.check(
                symbol, spreadBps: BasisPoints(quote.spreadBps), midPrice: quote.midPrice, nowMs: nowMs))
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
        metrics.reset()
    }
}
