// Which symbols the trading pass trades: the state of a selection pass and its result. Paper
// specification, section 5.

import Domain
import Policies

/// The selection pass met an event that v1 does not tolerate; there is no result.
public struct PaperRunError: Error, Sendable, CustomStringConvertible {
    public var description: String
}

/// Where a symbol stands in the trading pass.
enum PaperPlace: Equatable {
    /// - Parameter rank: from 1; nil without Top-K v1.
    case traded(rank: Int?)
    /// Only watched: Top-K v1 did not select it.
    case watched
    /// Without output: Top-K v0 did not select it.
    case passedOver
}

struct PaperSelection: Sendable {
    /// nil when the selection goes by features.
    var byVolatility: TopKV0?
    var byFeatures: TopKV1?
    private(set) var volatilityResult: TopKV0Selection?
    private(set) var featureResult: TopKV1Selection?
    /// Of the selected symbols, from 1.
    private var ranks = SymbolMap<Int>()

    init(_ options: PaperOptions) throws {
        if options.selectsByFeatures {
            byFeatures = try TopKV1(options.topKV1 ?? TopKV1Config())
        } else {
            byVolatility = try TopKV0(k: options.topK.k, windowSize: options.topK.windowSize)
        }
    }

    @inline(__always)
    func place(of symbol: SymbolID) -> PaperPlace {
        guard let rank = ranks[symbol] else { return byFeatures == nil ? .passedOver : .watched }
        return .traded(rank: byFeatures == nil ? nil : rank)
    }

    mutating func finish(_ selection: TopKV0Selection) {
        volatilityResult = selection
        rank(selection.selected)
    }

    mutating func finish(_ selection: TopKV1Selection) {
        featureResult = selection
        rank(selection.selected)
    }

    private mutating func rank(_ selected: [SymbolID]) {
        for (index, symbol) in selected.enumerated() { ranks.set(index + 1, for: symbol) }
    }
}
