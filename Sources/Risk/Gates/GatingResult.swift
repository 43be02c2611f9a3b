// What a gate answers: gating specification, section 2.1. Plain values; the documents are in
// `GatingResult+Canonical.swift` and `GatingResult+Tree.swift`.

import DecimalArithmetic
import Domain

public struct GatingResult: Sendable {
    public let reason: GateReason
    public let details: GateDetails?

    /// An order may pass.
    public static func allow(_ details: GateDetails? = nil) -> GatingResult {
        GatingResult(reason: .pass, details: details)
    }

    /// An order may not pass.
    /// - Precondition: `reason` is not `pass`.
    public static func block(_ reason: GateReason, _ details: GateDetails? = nil) -> GatingResult {
        precondition(reason != .pass, "a block needs a reason")
        return GatingResult(reason: reason, details: details)
    }

    @inline(__always)
    public var allowed: Bool { reason == .pass }
}

/// The evidence behind an answer. The symbol is not repeated here: it is the one that was asked about.
public enum GateDetails: Sendable {
    /// Rate limiter: the last order is too recent.
    case cooldown(Cooldown)
    /// Rate limiter: too many orders since `windowStartMs`.
    case rateLimited(RateUse, windowStartMs: Int)
    case rateUse(RateUse)
    /// Risk gate.
    case dailyLoss(DailyLoss)
    case notionalBreach(NotionalBreach)
    case notionalUse(NotionalUse)
    /// Toxicity gate: the spread and what is too much of it.
    case spreadSpike(spreadBps: BasisPoints, limitBps: BasisPoints, excessBps: BasisPoints)
    case priceImpact(PriceImpact)
    case calm(spreadBps: BasisPoints, limitBps: BasisPoints, pricesInWindow: Int)
    /// All gates passed; the toxicity gate leaves no trace.
    case allGates(RateUse, NotionalUse)
    /// The kill switch is latched: no gate was asked.
    case killSwitch(KillSwitchState<DrawdownTrip>)
}

public struct Cooldown: Sendable, Equatable, BitwiseCopyable {
    /// Since the last order; negative when time went back.
    public var elapsedMs: Int
    public var cooldownMs: Int
    public var remainingMs: Int { cooldownMs.saturatingSubtract(elapsedMs) }

    public init(elapsedMs: Int, cooldownMs: Int) {
        self.elapsedMs = elapsedMs
        self.cooldownMs = cooldownMs
    }
}

public struct RateUse: Sendable, Equatable, BitwiseCopyable {
    /// Orders in the window.
    public var currentCount: Int
    public var perMinuteMax: Int

    public init(currentCount: Int, perMinuteMax: Int) {
        self.currentCount = currentCount
        self.perMinuteMax = perMinuteMax
    }
}

/// Realised and unrealised profit and loss, and the loss at which orders stop.
public struct DailyLoss: Sendable, BitwiseCopyable {
    public var totalPnl: Decimal
    /// Positive.
    public var limit: Decimal

    public init(totalPnl: Decimal, limit: Decimal) {
        self.totalPnl = totalPnl
        self.limit = limit
    }
}

public enum NotionalScope: String, StableName {
    case symbol = "symbol"
    case total = "total"
    public static var caseCount: Int { 2 }
}

/// A notional that would grow beyond its limit. All values in quote currency.
public struct NotionalBreach: Sendable, BitwiseCopyable {
    public var scope: NotionalScope
    public var current: Decimal
    public var proposed: Decimal
    public var newTotal: Decimal
    public var limit: Decimal

    public init(scope: NotionalScope, current: Decimal, proposed: Decimal, newTotal: Decimal, limit: Decimal) {
        self.scope = scope
        self.current = current
        self.proposed = proposed
        self.newTotal = newTotal
        self.limit = limit
    }
}

/// Notionals as they would be with the order that was asked about.
public struct NotionalUse: Sendable, BitwiseCopyable {
    public var symbolNotional: Decimal
    public var totalNotional: Decimal

    public init(symbolNotional: Decimal, totalNotional: Decimal) {
        self.symbolNotional = symbolNotional
        self.totalNotional = totalNotional
    }
}

/// How far the price moved from the oldest one in the window.
public struct PriceImpact: Sendable, BitwiseCopyable {
    /// Rounded to two decimals, for the report; the decision used the exact value.
    public var changeBps: Double
    public var limitBps: BasisPoints
    public var oldestPrice: Decimal
    public var currentPrice: Decimal
    /// Age of the oldest price; negative when time went back.
    public var windowMs: Int

    public init(changeBps: Double, limitBps: BasisPoints, oldestPrice: Decimal, currentPrice: Decimal, windowMs: Int) {
        self.changeBps = changeBps
        self.limitBps = limitBps
        self.oldestPrice = oldestPrice
        self.currentPrice = currentPrice
        self.windowMs = windowMs
    }
}
