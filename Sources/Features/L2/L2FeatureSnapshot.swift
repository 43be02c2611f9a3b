// The features of one book snapshot, with where and when it was taken: features specification, section 6.
//
// For the order engine: `OrderEngine.BookImpact` is the part of this that its L2 guard looks at. Both targets
// are on the same floor, so whoever feeds the guard (the engine, one floor up) maps field by field:
//   BookImpact(timeMs: timeMs.value, buyImpactBps: book.buyImpactBps, sellImpactBps: book.sellImpactBps,
//              buyDepthInsufficient: book.buyDepthInsufficient, sellDepthInsufficient: book.sellDepthInsufficient)

import DecimalArithmetic
import Domain

public struct L2FeatureSnapshot: Sendable, BitwiseCopyable {
    public var timeMs: BookInteger
    public var symbol: SymbolID
    public var venue: SymbolID
    public var depth: BookInteger
    public var book: BookFeatures
    /// Base-asset quantity of the impacts.
    public var quantityReference: Decimal

    public init(
        timeMs: BookInteger, symbol: SymbolID, venue: SymbolID, depth: BookInteger, book: BookFeatures,
        quantityReference: Decimal
    ) {
        self.timeMs = timeMs
        self.symbol = symbol
        self.venue = venue
        self.depth = depth
        self.book = book
        self.quantityReference = quantityReference
    }
}

/// Computes L2 features, keeping its working memory from book to book.
public struct L2FeatureCalculator: Sendable {
    public let quantityReference: Decimal
    private var scratch: [Decimal] = []

    public init(quantityReference: Decimal = MarketImpact.quantityReference) {
        self.quantityReference = quantityReference
    }

    /// The features of a book. O(levels); throws like ``BookFeatures``.
    public mutating func features(of snapshot: borrowing L2Snapshot) throws(DecimalError) -> L2FeatureSnapshot {
        L2FeatureSnapshot(
            timeMs: snapshot.timeMs, symbol: snapshot.symbol, venue: snapshot.venue, depth: snapshot.depth,
            book: try features(bids: snapshot.bids.span, asks: snapshot.asks.span),
            quantityReference: quantityReference)
    }

    /// What the levels of a ring record say.
    public mutating func features(of record: borrowing BookRecord) throws(DecimalError) -> BookFeatures {
        let used = 0..<record.depth
        return try features(bids: record.bids.span.extracting(used), asks: record.asks.span.extracting(used))
    }

    private mutating func features(
        bids: Span<BookLevel>, asks: Span<BookLevel>
    ) throws(DecimalError) -> BookFeatures {
        try BookFeatures(bids: bids, asks: asks, quantityReference: quantityReference, scratch: &scratch)
    }
}
