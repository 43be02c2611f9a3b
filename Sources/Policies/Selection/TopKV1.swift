// Picks the k symbols that suit a grid best: lively but going nowhere, liquid, not toxic. Gates first,
// then an integer score. Policies specification, section 9. Pure; called between passes, not per tick.
//
// v1 quirk that is kept: several candidates with the same symbol share selection and rank.

import DecimalArithmetic
import Domain

public struct TopKV1: Sendable {
    public let config: TopKV1Config

    public init(_ config: TopKV1Config = TopKV1Config()) throws(ParameterError) {
        guard config.k >= 0 else { throw ParameterError("k", "must not be negative") }
        self.config = config
    }

    /// Scores and ranks the candidates. O(n log n).
    /// - Throws: for a quantity that is not a number and for scores beyond 64 bits.
    public func select(
        _ candidates: [TopKCandidate], _ symbols: borrowing SymbolTable
    ) throws(DecimalError) -> TopKV1Selection {
        var scores: [TopKV1Score] = []
        for candidate in candidates { scores.append(try score(candidate)) }
        var eligible = scores.filter(\.gatesFailed.isEmpty)
        let excluded = scores.count - eligible.count
        eligible.sort { $0.score != $1.score ? $0.score > $1.score : symbols.precedes($0.symbol, $1.symbol) }
        let selected = eligible.prefix(config.k).map(\.symbol)
        for index in scores.indices {
            // Among equal symbols the last place counts.
            guard let position = selected.lastIndex(of: scores[index].symbol) else { continue }
            scores[index].rank = position + 1
        }
        return TopKV1Selection(
            k: config.k, selected: selected, scores: Self.inOutputOrder(scores, symbols), gateExcluded: excluded)
    }

    /// The selected by rank, then the rest by name; candidates of one symbol keep their order.
    private static func inOutputOrder(_ scores: [TopKV1Score], _ symbols: borrowing SymbolTable) -> [TopKV1Score] {
        let order = scores.indices.sorted { left, right in
            let (a, b) = (scores[left], scores[right])
            if a.isSelected != b.isSelected { return a.isSelected }
            if a.rank != b.rank { return a.rank < b.rank }
            return a.symbol != b.symbol ? symbols.precedes(a.symbol, b.symbol) : left < right
        }
        return order.map { scores[$0] }
    }

    /// One candidate's gates and, when it passes all of them, its score.
    func score(_ candidate: TopKCandidate) throws(DecimalError) -> TopKV1Score {
        var score = TopKV1Score(symbol: candidate.symbol)
        score.gatesFailed = try failedGates(candidate)
        guard score.gatesFailed.isEmpty else { return score }
        score.rangeComponent = try IntegerMath.percentage(candidate.rangeScore, config.rangeWeight)
        let depth = try Self.depthDigits(candidate.thinL1)
        score.liquidityComponent = try IntegerMath.percentage(
            IntegerMath.product(depth, config.liquidityScale), config.liquidityWeight)
        score.toxicityPenalty = candidate.isToxic ? try IntegerMath.product(config.toxicityWeight, 100) : 0
        let trend = try IntegerMath.magnitude(candidate.netReturnBps)
        score.trendPenalty = try IntegerMath.percentage(trend, config.trendWeight)
        let gain = try IntegerMath.sum(score.rangeComponent, score.liquidityComponent)
        score.score = try IntegerMath.difference(
            IntegerMath.difference(gain, score.toxicityPenalty), score.trendPenalty)
        return score
    }

    /// Every gate is asked; a candidate is told all its failures.
    private func failedGates(_ candidate: TopKCandidate) throws(DecimalError) -> TopKGates {
        var failed = TopKGates()
        if config.excludesToxic, candidate.isToxic { failed.insert(TopKGates(.toxicityBlocked)) }
        if candidate.spreadBps > config.spreadBpsMax { failed.insert(TopKGates(.spreadTooWide)) }
        if try candidate.thinL1.isLess(than: config.thinL1Min) { failed.insert(TopKGates(.thinBook)) }
        if candidate.warmupBars < config.warmupBarsMin { failed.insert(TopKGates(.warmupInsufficient)) }
        return failed
    }

    /// Digits of trunc(quantity) + 1, less one; 0 when that is not positive.
    static func depthDigits(_ quantity: Decimal) throws(DecimalError) -> Int {
        if try !quantity.isGreater(than: .zero) { return 0 }
        let whole = try quantity.truncatedIntegerText()
        // Only 9…9 gains a digit by adding one.
        return whole.utf8.allSatisfy { $0 == UInt8(ascii: "9") } ? whole.utf8.count : whole.utf8.count - 1
    }
}
