// The account side of paper trading: ledger, last prices and the guards that watch equity. Paper
// specification, sections 8, 9 and 11. Which step calls what is the engine's business.

import DecimalArithmetic
import Domain
import Risk

public struct PaperAccount: Sendable {
    /// Equity before the first fill; the base of both guards.
    public let initialCapital: Decimal
    public private(set) var ledger = Ledger()
    /// In order of first appearance: sums run in it.
    public private(set) var lastPrices = SymbolMap<Decimal>()
    public private(set) var fillCount = 0
    /// nil when the kill switch is not enabled.
    public private(set) var drawdownGuard: DrawdownGuard?
    public private(set) var killSwitch = KillSwitch<DrawdownTrip>()
    /// nil when guard v1 is not enabled.
    public private(set) var drawdownGuardV1: DrawdownGuardV1?

    /// The losses of the current tick; kept for its storage.
    private var losses = SymbolMap<Decimal>()

    public init(
        initialCapital: Decimal = .tenThousand, drawdownGuard: DrawdownGuard? = nil,
        drawdownGuardV1: DrawdownGuardV1? = nil
    ) {
        self.initialCapital = initialCapital
        self.drawdownGuard = drawdownGuard
        self.drawdownGuardV1 = drawdownGuardV1
    }

    // MARK: - Prices and fills

    @inline(__always)
    public mutating func recordPrice(_ symbol: SymbolID, _ midPrice: Decimal) { lastPrices.set(midPrice, for: symbol) }

    /// Books fills in order.
    public mutating func apply(_ fills: borrowing [Fill]) throws(DecimalError) {
        for index in fills.indices { try ledger.apply(fills[index]) }
        fillCount += fills.count
    }

    // MARK: - Equity

    /// Initial capital plus all realised profit plus unrealised profit at the last prices.
    public var equity: Decimal {
        get throws(DecimalError) { try initialCapital + ledger.totalRealizedPnl + unrealizedPnl }
    }

    /// Unrealised profit at the last prices, flat positions adding a zero each.
    public var unrealizedPnl: Decimal {
        get throws(DecimalError) {
            var total = Decimal.zero
            for position in 0..<lastPrices.count {
                total = try total + ledger.position(lastPrices.symbols[position])
                    .unrealizedPnl(at: lastPrices[at: position])
            }
            return total
        }
    }

    // MARK: - Guards

    /// Section 8, after the fills of a tick: measures the drawdown and trips the kill switch when the guard has
    /// triggered. nil when the guard is not enabled. `tripped` only on the tick that latches the switch.
    public mutating func checkDrawdown(
        atMs timeMs: Int
    ) throws(DecimalError) -> (check: DrawdownCheck, tripped: Bool)? {
        guard drawdownGuard != nil else { return nil }
        let equity = try self.equity
        guard let check = try drawdownGuard?.update(equity: equity) else { return nil }
        let tripped = check.isTriggered && !killSwitch.isTriggered
        if tripped { killSwitch.trip(.drawdownLimit, atMs: timeMs, details: DrawdownTrip(check)) }
        return (check, tripped)
    }

    /// Section 9, before orders go out: updates guard v1 and asks it about an order that adds risk. nil when the
    /// guard is not enabled or the plan has no levels, because then it only cancels.
    public mutating func reviewRiskIncrease(
        _ symbol: SymbolID, plan: borrowing GridPlan
    ) throws(DrawdownGuardError) -> GuardDecision? {
        guard drawdownGuardV1 != nil else { return nil }
        let equity: Decimal
        do throws(DecimalError) {
            equity = try self.equity
            try collectLosses()
        } catch {
            throw .decimal(error)
        }
        try drawdownGuardV1?.update(equityCurrent: equity, equityStart: initialCapital, symbolLosses: losses)
        guard plan.levelsUp > 0 || plan.levelsDown > 0 else { return nil }
        return drawdownGuardV1?.allow(.increaseRisk, symbol: symbol)
    }

    /// Losses as positive numbers, for the symbols that lost, in the order of their last prices.
    private mutating func collectLosses() throws(DecimalError) {
        losses.removeAll()
        for position in 0..<lastPrices.count {
            let symbol = lastPrices.symbols[position]
            let held = ledger.position(symbol)
            let total = try held.realizedPnl + held.unrealizedPnl(at: lastPrices[at: position])
            if try total.isLess(than: .zero) { losses.set(try -total, for: symbol) }
        }
    }

    // MARK: - Resets

    /// Between the selection pass and the trading pass of Top-K v1: ledger, prices and fills, not the guards
    /// (section 5.2).
    public mutating func resetLedger() {
        ledger = Ledger()
        lastPrices.removeAll()
        fillCount = 0
    }

    /// Everything back to the start.
    public mutating func reset() {
        resetLedger()
        killSwitch.reset()
        drawdownGuardV1?.reset()
        // Without a new capital nothing can be refused; the initial capital was checked when the guard was made.
        do throws(DrawdownGuardParameterError) {
            try drawdownGuard?.reset()
        } catch {
            preconditionFailure("resetting a guard to its own capital cannot fail")
        }
    }
}

// MARK: - Operator hooks

extension PaperAccount {
    /// Closes a symbol's position at `price`: section 13. Open orders stay, the gates are not asked.
    public mutating func flatten(
        _ symbol: SymbolID, price: Decimal, at time: EventTime
    ) throws(DecimalError) -> FlattenResult {
        let before = ledger.position(symbol)
        if before.quantity.isZero { return FlattenResult(reason: .noPosition) }
        let decision = drawdownGuardV1?.allow(.reduceRisk, symbol: symbol)
        if let decision, !decision.allowed {
            return FlattenResult(reason: .reduceRiskBlocked, positionBefore: before, decision: decision)
        }
        let fill = Fill(
            time: time, symbol: symbol, side: before.quantity.isSignMinus ? .buy : .sell, price: price,
            quantity: try before.quantity.magnitude(), origin: .flatten)
        try ledger.apply(fill)
        fillCount += 1
        lastPrices.set(price, for: symbol)
        return FlattenResult(
            reason: .executed, positionBefore: before, positionAfter: ledger.position(symbol), fill: fill,
            decision: decision)
    }

    /// Takes guard v1 out of DRAWDOWN: section 13.
    public mutating func resetDrawdownGuardV1() -> GuardResetResult {
        guard let stateBefore = drawdownGuardV1?.state else { return GuardResetResult(stateBefore: nil) }
        drawdownGuardV1?.reset()
        return GuardResetResult(stateBefore: stateBefore)
    }
}
