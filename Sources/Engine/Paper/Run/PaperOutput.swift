// The output of the paper pipeline for one snapshot: paper specification, section 14.

import DecimalArithmetic
import Domain
import Features
import Risk

/// One tick's output. The arrays are reused from tick to tick.
public struct PaperOutput: Sendable {
    /// Filter, plan, actions and events, as in replay.
    public var tick = TickOutput()
    public var gating = GatingResult.allow()
    public var blockedByGating = false
    public var fills: [Fill] = []
    public var pnl: PnLSnapshot?

    // Outside the digest view.
    public var drawdownCheck: DrawdownCheck?
    public var killSwitchTriggered = false
    public var cycleIntents: [CycleIntent] = []
    public var features: FeatureSnapshot?
    /// The symbol was not selected by Top-K v1: nothing was decided.
    public var notInTopK = false
    /// From 1; nil without Top-K v1.
    public var topKRank: Int?
    public var blockedByDrawdownGuard = false
    public var drawdownGuardDecision: GuardDecision?

    public init() {}

    /// Makes ready for the next tick without giving up capacity.
    @inline(__always)
    public mutating func reset(time: EventTime, symbol: SymbolID) {
        tick.reset(time: time, symbol: symbol, filter: FilterDecision(.pass))
        gating = .allow()
        blockedByGating = false
        if !fills.isEmpty { fills.removeAll(keepingCapacity: true) }
        pnl = nil
        if drawdownCheck != nil { drawdownCheck = nil }
        killSwitchTriggered = false
        if !cycleIntents.isEmpty { cycleIntents.removeAll(keepingCapacity: true) }
        features = nil
        notInTopK = false
        topKRank = nil
        blockedByDrawdownGuard = false
        if drawdownGuardDecision != nil { drawdownGuardDecision = nil }
    }
}
