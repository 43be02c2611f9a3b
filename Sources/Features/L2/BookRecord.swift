// A book of fixed size without references: what a ring record of depth can hold.
//
// Not for: deeper books, or quantities of more than 38 digits, whose `Decimal` is a handle that means
// nothing in another process. Both are refused, never cut.

import DecimalArithmetic
import Domain

public struct BookRecord: Sendable, BitwiseCopyable {
    /// Levels per side, the deepest partial book that exchanges stream.
    public static let levelsMax = 20

    public let timeMs: Int
    public let symbol: SymbolID
    public let venue: SymbolID
    /// Levels in use, of both sides.
    public let depth: Int
    /// Best first; what lies past `depth` is zero.
    public let bids: InlineArray<20, BookLevel>
    /// Best first; what lies past `depth` is zero.
    public let asks: InlineArray<20, BookLevel>

    /// nil when the book does not fit.
    public init?(_ snapshot: borrowing L2Snapshot) {
        guard let bids = Self.levels(snapshot.bids), let asks = Self.levels(snapshot.asks) else { return nil }
        timeMs = snapshot.timeMs.value
        symbol = snapshot.symbol
        venue = snapshot.venue
        depth = snapshot.depth.value
        self.bids = bids
        self.asks = asks
    }

    private static func levels(_ source: [BookLevel]) -> InlineArray<20, BookLevel>? {
        guard source.count <= levelsMax else { return nil }
        var levels = InlineArray<20, BookLevel>(repeating: BookLevel(price: .zero, quantity: .zero))
        for index in source.indices {
            let level = source[index]
            guard !level.price.hasLongCoefficient, !level.quantity.hasLongCoefficient else { return nil }
            levels[index] = level
        }
        return levels
    }
}
