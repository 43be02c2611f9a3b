// Blocks the side of a grid whose orders would meet a thin or expensive book: policies specification,
// section 3.4. "Buy side" means the levels below the centre. The gate checks no timestamp.

import Domain

struct L2Gate: Sendable {
    var impactBpsLimit: Int

    struct Verdict: Sendable, BitwiseCopyable {
        var blocksBuy = false
        var blocksSell = false
        /// Why, in the order in which the rules are asked: both depths, then both impacts.
        var reasons = PlanReasons()
    }

    /// A side is blocked by one reason at most: missing depth hides a high impact.
    func verdict(_ book: BookImpact) -> Verdict {
        var verdict = Verdict()
        if book.buyDepthInsufficient {
            verdict.blocksBuy = true
            verdict.reasons.append(.l2InsufficientDepthBuy)
        }
        if book.sellDepthInsufficient {
            verdict.blocksSell = true
            verdict.reasons.append(.l2InsufficientDepthSell)
        }
        if !verdict.blocksBuy, book.buyImpactBps >= impactBpsLimit {
            verdict.blocksBuy = true
            verdict.reasons.append(.l2ImpactBuyHigh)
        }
        if !verdict.blocksSell, book.sellImpactBps >= impactBpsLimit {
            verdict.blocksSell = true
            verdict.reasons.append(.l2ImpactSellHigh)
        }
        return verdict
    }
}

extension GridPlan {
    /// Takes the levels of the blocked sides away. Both sides: everything is cancelled (HARD).
    mutating func apply(_ verdict: L2Gate.Verdict) {
        for index in 0..<verdict.reasons.count { reasons.append(verdict.reasons[index]) }
        if verdict.blocksBuy, verdict.blocksSell {
            levelsUp = 0
            levelsDown = 0
            reset = .hard
        } else if verdict.blocksBuy {
            levelsDown = 0
            reasons.append(.l2BlockBuy)
        } else if verdict.blocksSell {
            levelsUp = 0
            reasons.append(.l2BlockSell)
        }
    }
}
