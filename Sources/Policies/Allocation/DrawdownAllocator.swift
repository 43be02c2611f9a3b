// Splits the portfolio's drawdown budget among symbols: less for the risky, nothing below the minimum,
// what rounding leaves stays unallocated. Policies specification, section 7. Pure; called when the set
// of symbols changes, not per tick. No v1 pipeline uses it.

import DecimalArithmetic
import Domain

public struct DrawdownAllocator: Sendable {
    public let config: AllocatorConfig

    /// Takes any configuration; `allocate` refuses one that it cannot work with. To refuse it here, this would have
    /// to be a throwing function that ends in a large copy, which is miscompiled (see ThrowingTailCallTests).
    public init(_ config: AllocatorConfig = AllocatorConfig()) { self.config = config }

    /// - Parameters:
    ///   - equity: quote units, above 0.
    ///   - portfolioBudget: share of the equity that may be lost, in (0, 1].
    /// - Complexity: O(n log n).
    public func allocate(
        equity: Decimal, portfolioBudget: Decimal, _ candidates: [AllocationCandidate],
        _ symbols: borrowing SymbolTable
    ) throws(AllocationError) -> AllocationResult {
        try config.validate()
        for candidate in candidates {
            if symbols.name(candidate.symbol).isEmpty { throw .emptySymbol }
            try AllocationError.require(.weight, .notNegative, candidate.weight)
        }
        try AllocationError.require(.equity, .positive, equity)
        try AllocationError.require(.portfolioDrawdownBudget, .positive, portfolioBudget)
        try AllocationError.require(.portfolioDrawdownBudget, .atMostOne, portfolioBudget)
        if candidates.isEmpty { throw .noCandidates }
        let sorted = candidates.sorted { symbols.precedes($0.symbol, $1.symbol) }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where earlier.symbol == later.symbol {
            throw .duplicateSymbols
        }
        let total = try AllocationError.lifting { () throws(DecimalError) in try equity * portfolioBudget }
        let enabled = sorted.filter(\.isEnabled)
        if enabled.isEmpty { return AllocationResult(residualUsd: total, portfolioBudgetUsd: total) }
        let shares = try AllocationError.lifting { () throws(DecimalError) in try self.shares(enabled) }
        guard let shares else { throw .noWeight }
        return try AllocationError.lifting { () throws(DecimalError) in
            var result = AllocationResult(residualUsd: total, portfolioBudgetUsd: total)
            for (candidate, share) in zip(enabled, shares) {
                let budget = try self.budget(total * share)
                result.totalAllocatedUsd = try result.totalAllocatedUsd + budget
                result.allocations.append(
                    Allocation(symbol: candidate.symbol, budgetUsd: budget, fraction: try budget / equity))
            }
            result.residualUsd = try total - result.totalAllocatedUsd
            return result
        }
    }

    /// Each candidate's part of 1: its weight over its tier's factor. nil when nobody has any weight.
    private func shares(_ candidates: [AllocationCandidate]) throws(DecimalError) -> [Decimal]? {
        var shares: [Decimal] = []
        for candidate in candidates { shares.append(try candidate.weight / config.factors.factor(candidate.tier)) }
        let sum = try Decimal.sum(shares)
        guard try sum.isGreater(than: .zero) else { return nil }
        for index in shares.indices { shares[index] = try shares[index] / sum }
        return shares
    }

    /// Truncated to the configured decimals; what is below the minimum is not allocated at all.
    private func budget(_ exact: Decimal) throws(DecimalError) -> Decimal {
        let budget = try exact.quantized(exponent: -config.budgetPrecision, rounding: .down)
        return try budget.isLess(than: config.budgetUsdMin) ? .zero : budget
    }
}
