// The feature state of one symbol.

import DecimalArithmetic
import Domain

struct SymbolFeatures: Sendable {
    /// Under which the state is kept.
    let identity: SymbolID
    private var builder: BarBuilder
    private(set) var history: BarHistory
    /// Of the completed bars; a failure stays until other bars complete.
    private var indicators: Result<BarIndicators, DecimalError> = .success(BarIndicators())
    /// The features of the last tick that had any.
    private(set) var latest: FeatureSnapshot?

    init(_ identity: SymbolID, _ configuration: FeatureConfiguration) {
        self.identity = identity
        builder = BarBuilder(intervalMs: configuration.barIntervalMs)
        history = BarHistory(barsMax: configuration.barsMax)
    }

    /// Takes one tick. What it did to the bars stays when the features then fail, as in the reference.
    @inline(__always)
    mutating func step(
        _ event: borrowing MarketEvent, _ quote: Quote, atMs timeMs: Int, _ configuration: FeatureConfiguration
    ) throws(DecimalError) -> FeatureSnapshot {
        if let completed = try builder.add(quote.midPrice, atMs: timeMs) {
            history.append(completed)
            indicators = evaluate(configuration)
        }
        let features = FeatureSnapshot(
            time: event.time, symbol: event.symbol, midPrice: quote.midPrice,
            l1: try L1Features(
                bidQuantity: event.bidQuantity, askQuantity: event.askQuantity,
                spreadBps: quote.truncatableSpreadBps),
            indicators: try indicators.get(), warmupBars: history.count)
        latest = features
        return features
    }

    private func evaluate(_ configuration: FeatureConfiguration) -> Result<BarIndicators, DecimalError> {
        Result { () throws(DecimalError) in
            try BarIndicators(
                history, atrPeriod: configuration.atrPeriod, rangeHorizon: configuration.rangeHorizon)
        }
    }
}
