// Groups of paper options whose checked form needs more than their values: a policy's limits, or the
// symbol table of a run.

import DecimalArithmetic
import Domain
import Features
import Risk

/// The parameters of Top-K v0.
public struct TopKOptions: Sendable, Equatable {
    /// Symbols to select.
    public var k = 3
    /// Mid prices per symbol.
    public var windowSize = 10

    public init() {}
}

/// The parameters of the feature engine as given: v1 accepts any while the engine is off.
public struct FeatureOptions: Sendable, Equatable {
    public var barIntervalMs = 60_000
    public var atrPeriod = 14
    public var rangeHorizon = 14
    public var barsMax = 1000

    public init() {}

    public func configuration() throws(ParameterError) -> FeatureConfiguration {
        try FeatureConfiguration(
            barIntervalMs: barIntervalMs, atrPeriod: atrPeriod, rangeHorizon: rangeHorizon, barsMax: barsMax)
    }
}

/// The parameters of drawdown guard v1 with symbols by name.
public struct DrawdownBudgetOptions: Sendable {
    /// Fraction of the starting equity, above 0 and at most 1.
    public var portfolioLimit = DrawdownBudgets().portfolioLimit
    /// Loss in USD, in the order in which they were given.
    public var bySymbol: [(symbol: String, budget: Decimal)] = []

    public init() {}

    /// The guard's own form; names unknown to the table are added to it.
    /// - Throws: when the symbol table is full.
    public func budgets(_ symbols: inout SymbolTable) throws(ParameterError) -> DrawdownBudgets {
        var budgets = DrawdownBudgets()
        budgets.portfolioLimit = portfolioLimit
        for entry in bySymbol {
            guard let symbol = symbols.intern(text: entry.symbol) else {
                throw ParameterError("symbol_dd_budgets", "names more symbols than a run can have")
            }
            budgets.bySymbol.set(entry.budget, for: symbol)
        }
        return budgets
    }
}
