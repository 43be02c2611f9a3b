// Limits notional per symbol and in total, and the loss of the day: gating specification, section 4.
// v1 records what is ordered and, unless fills are recorded too, never takes anything back.

import DecimalArithmetic
import Domain

/// Limits in quote currency.
public struct RiskLimits: Sendable {
    public var notionalPerSymbolMax = Decimal(5000)
    public var notionalTotalMax = Decimal(20_000)
    /// Positive: the loss beyond which no order passes.
    public var dailyLossLimit = Decimal(500)

    public init() {}
}

public struct RiskGate: Sendable {
    public let limits: RiskLimits
    public private(set) var realizedPnl = Decimal.zero
    public private(set) var unrealizedPnl = Decimal.zero

    private var notionals = SymbolMap<Decimal>()
    /// The sum of `notionals`; nil after a change.
    private var knownTotal: Decimal? = .zero

    public init(_ limits: RiskLimits = RiskLimits()) { self.limits = limits }

    /// Whether an order of `notional` (any sign) may go out; records nothing. The loss is judged before
    /// the symbol, the symbol before the total, and each limit itself is still allowed.
    /// O(1), or O(symbols) after a change.
    public mutating func check(_ symbol: SymbolID, notional: Decimal) throws(DecimalError) -> GatingResult {
        let pnl = try totalPnl
        if try pnl.isLess(than: -limits.dailyLossLimit) {
            return .block(
                .dailyLossLimitExceeded, .dailyLoss(DailyLoss(totalPnl: pnl, limit: limits.dailyLossLimit)))
        }
        let current = self.notional(of: symbol)
        let symbolNotional = try current + notional
        if try symbolNotional.isGreater(than: limits.notionalPerSymbolMax) {
            return Self.breach(.symbol, current, notional, symbolNotional, limits.notionalPerSymbolMax)
        }
        let currentTotal = try refreshedTotal()
        let totalNotional = try currentTotal + notional
        if try totalNotional.isGreater(than: limits.notionalTotalMax) {
            return Self.breach(.total, currentTotal, notional, totalNotional, limits.notionalTotalMax)
        }
        return .allow(.notionalUse(NotionalUse(symbolNotional: symbolNotional, totalNotional: totalNotional)))
    }

    /// What `check` allows with; nil when it would block, without saying why.
    @inline(__always)
    public mutating func use(_ symbol: SymbolID, notional: Decimal) throws(DecimalError) -> NotionalUse? {
        if try totalPnl.isLess(than: -limits.dailyLossLimit) { return nil }
        let symbolNotional = try self.notional(of: symbol) + notional
        if try symbolNotional.isGreater(than: limits.notionalPerSymbolMax) { return nil }
        let totalNotional = try refreshedTotal() + notional
        if try totalNotional.isGreater(than: limits.notionalTotalMax) { return nil }
        return NotionalUse(symbolNotional: symbolNotional, totalNotional: totalNotional)
    }

    /// Notes an order that went out.
    @inline(__always)
    public mutating func recordOrder(_ symbol: SymbolID, notional: Decimal) throws(DecimalError) {
        notionals.set(try self.notional(of: symbol) + notional, for: symbol)
        knownTotal = nil
    }

    /// Notes a fill: what it changes in notional and in realised profit. A notional of 0 or less is forgotten.
    public mutating func recordFill(
        _ symbol: SymbolID, notionalDelta: Decimal, pnlDelta: Decimal
    ) throws(DecimalError) {
        let notional = try self.notional(of: symbol) + notionalDelta
        let realized = try realizedPnl + pnlDelta
        if try notional.isGreater(than: .zero) {
            notionals.set(notional, for: symbol)
        } else {
            notionals.remove(symbol)
        }
        realizedPnl = realized
        knownTotal = nil
    }

    /// Replaces the unrealised profit of the whole portfolio.
    public mutating func updateUnrealizedPnl(_ pnl: Decimal) { unrealizedPnl = pnl }

    public mutating func reset() {
        notionals.removeAll()
        knownTotal = .zero
        realizedPnl = .zero
        unrealizedPnl = .zero
    }

    /// 0 for a symbol without orders.
    @inline(__always)
    public func notional(of symbol: SymbolID) -> Decimal { notionals[symbol] ?? .zero }

    public var totalPnl: Decimal {
        @inline(__always)
        get throws(DecimalError) { try realizedPnl + unrealizedPnl }
    }

    public var totalNotional: Decimal {
        get throws(DecimalError) {
            // In order of first appearance: beyond 28 digits the order of a sum shows.
            var total = Decimal.zero
            for position in 0..<notionals.count { total = try total + notionals[at: position] }
            return total
        }
    }

    private mutating func refreshedTotal() throws(DecimalError) -> Decimal {
        if let knownTotal { return knownTotal }
        let total = try totalNotional
        knownTotal = total
        return total
    }

    private static func breach(
        _ scope: NotionalScope, _ current: Decimal, _ proposed: Decimal, _ newTotal: Decimal, _ limit: Decimal
    ) -> GatingResult {
        .block(
            .maxNotionalExceeded,
            .notionalBreach(
                NotionalBreach(scope: scope, current: current, proposed: proposed, newTotal: newTotal, limit: limit)))
    }
}
