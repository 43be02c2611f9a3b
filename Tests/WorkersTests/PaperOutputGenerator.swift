// Arbitrary paper outputs, deterministic: every case of every type that the settlement carries.

import struct DecimalArithmetic.Decimal
import Domain
import Engine
import Features
import Risk
import TestSupport

struct PaperOutputGenerator {
    let base = OutputGenerator()

    private func points(_ random: inout SeededGenerator) -> BasisPoints {
        Bool.random(using: &random)
            ? BasisPoints(Double(Int.random(in: -500...500, using: &random)), isInteger: true)
            : BasisPoints(Double(Int.random(in: -50_000...50_000, using: &random)) / 128)
    }

    private func integer(_ random: inout SeededGenerator) -> Int {
        [0, -1, Int.min, Int.max, Int(truncatingIfNeeded: random.next())].randomElement(using: &random)!
    }

    private func number(_ random: inout SeededGenerator) -> Double {
        [0, -0.0, 5, 12.25, 1e300, -1e-5].randomElement(using: &random)!
    }

    private func rateUse(_ random: inout SeededGenerator) -> RateUse {
        RateUse(currentCount: integer(&random), perMinuteMax: integer(&random))
    }

    private func notionalUse(_ random: inout SeededGenerator) -> NotionalUse {
        NotionalUse(symbolNotional: base.decimal(&random), totalNotional: base.decimal(&random))
    }

    private func killSwitch(_ random: inout SeededGenerator) -> KillSwitchState<DrawdownTrip> {
        let trip = DrawdownTrip(
            equity: base.decimal(&random), highWaterMark: base.decimal(&random), drawdownPct: number(&random),
            thresholdPct: points(&random))
        let reason = KillSwitchReason.allCases.randomElement(using: &random)!
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return KillSwitchState()
        case 1: return KillSwitchState(KillSwitchTrip(reason: reason, timeMs: integer(&random), details: nil))
        default: return KillSwitchState(KillSwitchTrip(reason: reason, timeMs: integer(&random), details: trip))
        }
    }

    static let detailsCount = 12

    /// The details of kind `kind`, from 0; nil is one of them.
    func details(_ kind: Int, _ random: inout SeededGenerator) -> GateDetails? {
        switch kind {
        case 0: nil
        case 1: .cooldown(Cooldown(elapsedMs: integer(&random), cooldownMs: integer(&random)))
        case 2: .rateLimited(rateUse(&random), windowStartMs: integer(&random))
        case 3: .rateUse(rateUse(&random))
        case 4: .dailyLoss(DailyLoss(totalPnl: base.decimal(&random), limit: base.decimal(&random)))
        case 5:
            .notionalBreach(
                NotionalBreach(
                    scope: NotionalScope.allCases.randomElement(using: &random)!, current: base.decimal(&random),
                    proposed: base.decimal(&random), newTotal: base.decimal(&random), limit: base.decimal(&random)))
        case 6: .notionalUse(notionalUse(&random))
        case 7: .spreadSpike(spreadBps: points(&random), limitBps: points(&random), excessBps: points(&random))
        case 8:
            .priceImpact(
                PriceImpact(
                    changeBps: number(&random), limitBps: points(&random), oldestPrice: base.decimal(&random),
                    currentPrice: base.decimal(&random), windowMs: integer(&random)))
        case 9: .calm(spreadBps: points(&random), limitBps: points(&random), pricesInWindow: integer(&random))
        case 10: .allGates(rateUse(&random), notionalUse(&random))
        default: .killSwitch(killSwitch(&random))
        }
    }

    func gating(_ random: inout SeededGenerator) -> GatingResult {
        let details = details(Int.random(in: 0..<Self.detailsCount, using: &random), &random)
        let reason = GateReason.allCases.randomElement(using: &random)!
        return reason == .pass ? .allow(details) : .block(reason, details)
    }

    private func features(_ tick: TickOutput, _ midPrice: Decimal, _ random: inout SeededGenerator) -> FeatureSnapshot {
        var indicators = BarIndicators()
        if Bool.random(using: &random) { indicators.atr = base.decimal(&random) }
        indicators.natrBps = integer(&random)
        indicators.sumAbsReturnsBps = integer(&random)
        indicators.netReturnBps = integer(&random)
        indicators.rangeScore = integer(&random)
        return FeatureSnapshot(
            time: tick.time, symbol: tick.symbol, midPrice: midPrice,
            l1: L1Features(
                spreadBps: integer(&random), imbalanceBps: integer(&random), thinQuantity: base.decimal(&random)),
            indicators: indicators, warmupBars: integer(&random))
    }

    private func drawdownCheck(_ random: inout SeededGenerator) -> DrawdownCheck {
        let trigger = DrawdownTrigger(equity: base.decimal(&random), drawdownPct: number(&random))
        let details: [DrawdownCheck.Details?] = [nil, .triggeredNow(trigger), .previouslyTriggered(trigger)]
        return DrawdownCheck(
            equity: base.decimal(&random), highWaterMark: base.decimal(&random), drawdownPct: number(&random),
            thresholdPct: points(&random), details: details.randomElement(using: &random)!)
    }

    private func guardDecision(_ random: inout SeededGenerator) -> GuardDecision {
        var details: GuardDecision.Details?
        if Bool.random(using: &random) {
            let breach = GuardDecision.Breach(
                budget: Bool.random(using: &random) ? base.decimal(&random) : nil, loss: base.decimal(&random))
            details = GuardDecision.Details(
                portfolioDrawdown: base.decimal(&random), portfolioLimit: base.decimal(&random),
                symbol: Bool.random(using: &random) ? base.symbol(&random) : nil,
                breach: Bool.random(using: &random) ? breach : nil)
        }
        return GuardDecision(
            allowed: Bool.random(using: &random), reason: GuardReason.allCases.randomElement(using: &random)!,
            state: GuardState.allCases.randomElement(using: &random)!, details: details)
    }

    func fill(_ tick: TickOutput, _ origin: FillOrigin, _ random: inout SeededGenerator) -> Fill {
        Fill(
            time: tick.time, symbol: tick.symbol, side: OrderSide.allCases.randomElement(using: &random)!,
            price: base.decimal(&random), quantity: base.decimal(&random), origin: origin)
    }

    /// A complete output of one of the three kinds of tick, with the mid price that its features name.
    func output(_ random: inout SeededGenerator) -> (output: PaperOutput, midPrice: Decimal) {
        var output = PaperOutput()
        output.tick = base.decision(&random)
        let midPrice = base.decimal(&random)
        if output.tick.plan != nil, Bool.random(using: &random) {
            output.tick.actions = []
            output.tick.events = []
        }
        for index in output.tick.actions.indices {
            output.fills.append(fill(output.tick, .action(index: index), &random))
        }
        for _ in 0..<(output.fills.isEmpty ? 0 : Int.random(in: 0..<4, using: &random)) {
            let source = output.fills.indices.randomElement(using: &random)!
            output.cycleIntents.append(
                CycleIntent(
                    type: CycleIntentType.allCases.randomElement(using: &random)!,
                    side: OrderSide.allCases.randomElement(using: &random)!, price: base.decimal(&random),
                    quantity: base.decimal(&random), source: output.fills[source], sourceIndex: source))
        }
        output.gating = gating(&random)
        if Bool.random(using: &random) { output.features = features(output.tick, midPrice, &random) }
        if Bool.random(using: &random) { output.drawdownCheck = drawdownCheck(&random) }
        if Bool.random(using: &random) { output.drawdownGuardDecision = guardDecision(&random) }
        if Bool.random(using: &random) {
            output.pnl = PnLSnapshot(
                time: output.tick.time, symbol: output.tick.symbol, realizedPnl: base.decimal(&random),
                unrealizedPnl: base.decimal(&random), totalPnl: base.decimal(&random))
        }
        output.blockedByGating = Bool.random(using: &random)
        output.blockedByDrawdownGuard = Bool.random(using: &random)
        output.killSwitchTriggered = Bool.random(using: &random)
        output.notInTopK = Bool.random(using: &random)
        if Bool.random(using: &random) { output.topKRank = Int.random(in: 1...9, using: &random) }
        return (output, midPrice)
    }
}
