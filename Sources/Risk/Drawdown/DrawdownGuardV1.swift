// Drawdown guard v1: once the portfolio or one symbol lost its budget, no order may add risk until an
// operator resets. Gating specification, section 9. The guard is a value: a copy of it is a snapshot.
//
// Invariants: the only way out of DRAWDOWN is `reset`; `triggerReason` and `breachedSymbols` stay as they
// were when the guard latched; a refused update changes nothing.

import DecimalArithmetic
import Domain

public struct DrawdownBudgets: Sendable {
    /// Fraction of the starting equity, above 0 and at most 1.
    public var portfolioLimit = Decimal(coefficient: 20, exponent: -2)
    /// Loss in USD at which a symbol counts as breached; 0 breaches as soon as the symbol reports any loss, 0 too.
    public var bySymbol = SymbolMap<Decimal>()

    public init() {}
}

public struct DrawdownGuardV1: Sendable {
    public let budgets: DrawdownBudgets
    public private(set) var state = GuardState.normal
    /// Why the guard latched; nil in the normal state.
    public private(set) var triggerReason: GuardReason?
    /// Fraction of the starting equity that is lost, at least 0; refreshed while latched too.
    public private(set) var portfolioDrawdown = Decimal.zero
    /// The losses of the last update, in its order.
    public private(set) var symbolLosses = SymbolMap<Decimal>()
    /// The symbols that made the guard latch, in the order of the losses.
    public private(set) var breachedSymbols: [SymbolID] = []

    public init(_ budgets: DrawdownBudgets = DrawdownBudgets()) throws(DrawdownGuardError) {
        self.budgets = budgets
        let limit = budgets.portfolioLimit
        if try !Self.positive(limit) { throw .limitNotPositive(limit) }
        if try Self.isAboveOne(limit) { throw .limitAboveOne(limit) }
        for position in 0..<budgets.bySymbol.count where try Self.negative(budgets.bySymbol[at: position]) {
            throw .budgetNegative(budgets.bySymbol.symbols[position], budgets.bySymbol[at: position])
        }
    }

    public var isDrawdown: Bool { state == .drawdown }

    /// Takes equity and losses of a tick. The portfolio is judged first; only if it holds are the symbols.
    /// O(losses) without allocation for known symbols.
    /// - Parameters:
    ///   - equityCurrent: at least 0.
    ///   - equityStart: above 0.
    ///   - symbolLosses: losses as positive numbers, in the order in which they are to be judged.
    public mutating func update(
        equityCurrent: Decimal, equityStart: Decimal, symbolLosses: borrowing SymbolMap<Decimal>
    ) throws(DrawdownGuardError) {
        try Self.validate(equityCurrent, equityStart, symbolLosses)
        let drawdown = try Self.drawdown(equityCurrent, equityStart)
        self.symbolLosses.assign(symbolLosses)
        portfolioDrawdown = drawdown
        guard state == .normal else { return }
        // No comparison below can fail: what cannot be ordered was refused above or in `init`.
        do throws(DecimalError) {
            if try !drawdown.isLess(than: budgets.portfolioLimit) { return latch(.portfolioBreach) }
            for position in 0..<symbolLosses.count {
                let symbol = symbolLosses.symbols[position]
                guard let budget = budgets.bySymbol[symbol] else { continue }
                if try !symbolLosses[at: position].isLess(than: budget) { breachedSymbols.append(symbol) }
            }
        } catch {
            throw .decimal(error)
        }
        if !breachedSymbols.isEmpty { latch(.symbolBreach) }
    }

    /// Whether an order with this intent may go out. One breached symbol blocks all.
    /// - Parameter symbol: nil when the order names none, or names it with an empty text.
    public func allow(_ intent: RiskIntent, symbol: SymbolID? = nil) -> GuardDecision {
        switch (intent, state) {
        case (.cancel, _): GuardDecision(allowed: true, reason: .cancelAlwaysAllowed, state: state)
        case (_, .normal): GuardDecision(allowed: true, reason: .normalState, state: state)
        case (.reduceRisk, .drawdown): GuardDecision(allowed: true, reason: .reduceRiskAllowed, state: state)
        case (.increaseRisk, .drawdown):
            GuardDecision(
                allowed: false, reason: triggerReason ?? .portfolioBreach, state: state,
                details: GuardDecision.Details(
                    portfolioDrawdown: portfolioDrawdown, portfolioLimit: budgets.portfolioLimit, symbol: symbol,
                    breach: symbol.flatMap { breach(of: $0) }))
        }
    }

    /// Back to the normal state with everything forgotten.
    public mutating func reset() {
        state = .normal
        triggerReason = nil
        portfolioDrawdown = .zero
        symbolLosses.removeAll()
        breachedSymbols.removeAll(keepingCapacity: true)
    }

    private mutating func latch(_ reason: GuardReason) {
        state = .drawdown
        triggerReason = reason
    }

    private func breach(of symbol: SymbolID) -> GuardDecision.Breach? {
        guard breachedSymbols.contains(symbol) else { return nil }
        let budget = budgets.bySymbol[symbol].flatMap { $0.isZero ? nil : $0 }
        return GuardDecision.Breach(budget: budget, loss: symbolLosses[symbol] ?? .zero)
    }

    private static func validate(
        _ equityCurrent: Decimal, _ equityStart: Decimal, _ losses: borrowing SymbolMap<Decimal>
    ) throws(DrawdownGuardError) {
        if try !positive(equityStart) { throw .equityStartNotPositive(equityStart) }
        if try negative(equityCurrent) { throw .equityCurrentNegative(equityCurrent) }
        for position in 0..<losses.count where try negative(losses[at: position]) {
            throw .lossNegative(losses.symbols[position], losses[at: position])
        }
    }

    private static func drawdown(
        _ equityCurrent: Decimal, _ equityStart: Decimal
    ) throws(DrawdownGuardError) -> Decimal {
        do throws(DecimalError) {
            let fraction = try (equityStart - equityCurrent) / equityStart
            return try fraction.isLess(than: .zero) ? .zero : fraction
        } catch {
            throw .decimal(error)
        }
    }

    private static func positive(_ value: Decimal) throws(DrawdownGuardError) -> Bool {
        do throws(DecimalError) { return try value.isGreater(than: .zero) } catch { throw .decimal(error) }
    }

    private static func isAboveOne(_ value: Decimal) throws(DrawdownGuardError) -> Bool {
        do throws(DecimalError) { return try value.isGreater(than: .one) } catch { throw .decimal(error) }
    }

    private static func negative(_ value: Decimal) throws(DrawdownGuardError) -> Bool {
        do throws(DecimalError) { return try value.isLess(than: .zero) } catch { throw .decimal(error) }
    }
}
