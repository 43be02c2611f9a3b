// What would follow a fill in a grid cycle: a take-profit on the other side and, if adds are allowed, a
// replenishment on the same side. Paper specification, section 12. Stateless; intents are only reported.

import DecimalArithmetic
import Domain

public enum CycleIntentType: String, StableName {
    case takeProfit = "TP"
    case replenish = "REPLENISH"
    public static var caseCount: Int { 2 }
}

public struct CycleIntent: Sendable {
    public var type: CycleIntentType
    public var side: OrderSide
    public var price: Decimal
    public var quantity: Decimal
    /// The fill that asks for it, and its place among those of its tick.
    public var source: Fill
    public var sourceIndex: Int

    public init(
        type: CycleIntentType, side: OrderSide, price: Decimal, quantity: Decimal, source: Fill, sourceIndex: Int
    ) {
        self.type = type
        self.side = side
        self.price = price
        self.quantity = quantity
        self.source = source
        self.sourceIndex = sourceIndex
    }
}

/// What one call generated; the intents went into the caller's array.
public struct CycleCounts: Sendable, Equatable {
    public var fillsProcessed = 0
    public var takeProfits = 0
    public var replenishments = 0

    public init() {}
}

public struct CycleEngine: Sendable {
    public let pricePrecision: Int
    public let quantityPrecision: Int
    private let takeProfitUp: Decimal
    private let takeProfitDown: Decimal
    private let replenishUp: Decimal
    private let replenishDown: Decimal

    /// - Parameters:
    ///   - step: distance of the take-profit, a fraction of the price.
    ///   - replenishOffset: distance of the replenishment; nil means the step.
    ///   - pricePrecision: decimals that prices are truncated to; `quantityPrecision` likewise.
    public init(
        step: Decimal = Decimal(coefficient: 1, exponent: -3), replenishOffset: Decimal? = nil,
        pricePrecision: Int = 2, quantityPrecision: Int = 3
    ) throws(DecimalError) {
        let offset = replenishOffset ?? step
        takeProfitUp = try .one + step
        takeProfitDown = try .one - step
        replenishUp = try .one + offset
        replenishDown = try .one - offset
        self.pricePrecision = pricePrecision
        self.quantityPrecision = quantityPrecision
    }

    /// Appends the intents of `fills` in order. O(fills).
    public func process(
        _ fills: borrowing [Fill], addsAllowed: Bool, into intents: inout [CycleIntent]
    ) throws(DecimalError) -> CycleCounts {
        var counts = CycleCounts()
        for index in fills.indices {
            let fill = fills[index]
            let quantity = try fill.quantity.quantized(exponent: -max(quantityPrecision, 0), rounding: .down)
            let isBuy = fill.side == .buy
            intents.append(
                CycleIntent(
                    type: .takeProfit, side: isBuy ? .sell : .buy,
                    price: try truncated(fill.price, times: isBuy ? takeProfitUp : takeProfitDown),
                    quantity: quantity, source: fill, sourceIndex: index))
            counts.takeProfits += 1
            if addsAllowed {
                intents.append(
                    CycleIntent(
                        type: .replenish, side: fill.side,
                        price: try truncated(fill.price, times: isBuy ? replenishDown : replenishUp),
                        quantity: quantity, source: fill, sourceIndex: index))
                counts.replenishments += 1
            }
            counts.fillsProcessed += 1
        }
        return counts
    }

    private func truncated(_ price: Decimal, times factor: Decimal) throws(DecimalError) -> Decimal {
        try (price * factor).quantized(exponent: -max(pricePrecision, 0), rounding: .down)
    }
}
