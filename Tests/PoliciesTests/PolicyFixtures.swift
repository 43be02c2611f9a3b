// The base case of the specification's tables (policies, section 3.8) and short forms for plans.

import struct DecimalArithmetic.Decimal
import Domain
import Policies
import XCTest

/// A decimal literal of a test; a bad one is a bug of the test.
func dec(_ text: String) -> Decimal {
    do { return try Decimal(text) } catch { preconditionFailure("'\(text)' is no decimal") }
}

func tickFeatures(_ change: (inout PolicyFeatures) -> Void = { _ in }) -> PolicyFeatures {
    var features = PolicyFeatures(
        midPrice: dec("100"), thinL1: dec("10"), spreadBps: 5, natrBps: 100, netReturnBps: 0, rangeScore: 10,
        warmupBars: 20, namesTick: true)
    change(&features)
    return features
}

func adaptive(_ change: (inout AdaptiveGridConfig) -> Void = { _ in }) throws -> AdaptiveGridPolicy {
    var config = AdaptiveGridConfig()
    change(&config)
    return try AdaptiveGridPolicy(config)
}

func impact(buy: Int = 0, sell: Int = 0, thinBuy: Bool = false, thinSell: Bool = false) -> BookImpact {
    BookImpact(
        timeMs: 0, buyImpactBps: buy, sellImpactBps: sell, buyDepthInsufficient: thinBuy,
        sellDepthInsufficient: thinSell)
}

extension GridPlan {
    /// `regime spacing width up/down [sizes] reset reasons`, as a row of the specification's tables.
    var row: String {
        let amounts: String
        switch sizes {
        case .uniform(let size, let count): amounts = count == 0 ? "[]" : "\(size) x\(count)"
        case .listed(let list): amounts = list.map(\.description).joined(separator: "; ")
        }
        let codes = (0..<reasons.count).map { reasons[$0].rawValue }.joined(separator: ", ")
        return "\(regime.rawValue) \(spacingBps.value) \(widthBps.value) \(levelsUp)/\(levelsDown) "
            + "\(amounts) \(reset.rawValue) \(codes)"
    }
}
