// What an order of the reference quantity would cost in the current book: the part of the L2
// features that decisions read. The policy's L2 gate and the order engine's L2 guard share it.
// Features specification, section 6.

public struct BookImpact: Sendable, Equatable, BitwiseCopyable {
    /// Exchange time of the book.
    public var timeMs: Int
    /// Slippage of a market BUY against the best ask.
    public var buyImpactBps: Int
    /// Slippage of a market SELL against the best bid.
    public var sellImpactBps: Int
    /// The asks cannot fill the reference quantity.
    public var buyDepthInsufficient: Bool
    /// The bids cannot fill the reference quantity.
    public var sellDepthInsufficient: Bool

    public init(
        timeMs: Int, buyImpactBps: Int, sellImpactBps: Int, buyDepthInsufficient: Bool, sellDepthInsufficient: Bool
    ) {
        self.timeMs = timeMs
        self.buyImpactBps = buyImpactBps
        self.sellImpactBps = sellImpactBps
        self.buyDepthInsufficient = buyDepthInsufficient
        self.sellDepthInsufficient = sellDepthInsufficient
    }
}
