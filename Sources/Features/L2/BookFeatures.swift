// What a whole book says: features specification, section 6. Takes spans of levels, best first, so that a
// parsed snapshot and a ring record are computed on alike.

import DecimalArithmetic
import Domain

public struct BookFeatures: Sendable, BitwiseCopyable {
    /// Sums of the quantities.
    public var bidQuantity: Decimal
    public var askQuantity: Decimal
    /// (bid − ask) ÷ (bid + ask + 1E-8) of the sums, in basis points.
    public var imbalanceBps: Int
    /// How far from the best price the reference quantity fills on average.
    public var buyImpactBps: Int
    public var sellImpactBps: Int
    /// v1: set exactly when the impact equals the sentinel, a genuine 500 included.
    public var buyDepthInsufficient: Bool
    public var sellDepthInsufficient: Bool
    /// 1000 × largest quantity ÷ median quantity; 1000 below three levels.
    public var bidWallX1000: Int
    public var askWallX1000: Int

    /// - Parameters:
    ///   - quantityReference: base-asset quantity whose impact is measured, above 0.
    ///   - scratch: working memory, kept by the caller so that a steady state allocates nothing.
    ///
    /// O(levels). Throws `divisionByZero` or `invalidOperation` for a best price or a reference quantity of 0, and
    /// for values that are not finite or too large.
    public init(
        bids: Span<BookLevel>, asks: Span<BookLevel>, quantityReference: Decimal, scratch: inout [Decimal]
    ) throws(DecimalError) {
        bidQuantity = try Self.totalQuantity(bids)
        askQuantity = try Self.totalQuantity(asks)
        imbalanceBps = try Imbalance.ratio(bidQuantity, askQuantity).roundedBasisPoints()
        buyImpactBps = try MarketImpact.bps(.buy, of: quantityReference, against: asks)
        sellImpactBps = try MarketImpact.bps(.sell, of: quantityReference, against: bids)
        buyDepthInsufficient = buyImpactBps == MarketImpact.insufficientDepthBps
        sellDepthInsufficient = sellImpactBps == MarketImpact.insufficientDepthBps
        bidWallX1000 = try WallScore.x1000(bids, &scratch)
        askWallX1000 = try WallScore.x1000(asks, &scratch)
    }

    /// Features that were computed elsewhere.
    init(
        bidQuantity: Decimal, askQuantity: Decimal, imbalanceBps: Int, buyImpactBps: Int, sellImpactBps: Int,
        buyDepthInsufficient: Bool, sellDepthInsufficient: Bool, bidWallX1000: Int, askWallX1000: Int
    ) {
        self.bidQuantity = bidQuantity
        self.askQuantity = askQuantity
        self.imbalanceBps = imbalanceBps
        self.buyImpactBps = buyImpactBps
        self.sellImpactBps = sellImpactBps
        self.buyDepthInsufficient = buyDepthInsufficient
        self.sellDepthInsufficient = sellDepthInsufficient
        self.bidWallX1000 = bidWallX1000
        self.askWallX1000 = askWallX1000
    }

    private static func totalQuantity(_ levels: Span<BookLevel>) throws(DecimalError) -> Decimal {
        var total = Decimal.zero
        for index in levels.indices { total = try total + levels[index].quantity }
        return total
    }
}
