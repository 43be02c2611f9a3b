// Everything that the feature engine knows about a symbol after one tick: features specification, section 5.
// Fixed size, no references.

import DecimalArithmetic
import Domain

public struct FeatureSnapshot: Sendable, BitwiseCopyable {
    /// Of the tick, as it came.
    public var time: EventTime
    /// Of the tick, as it came (not its identity).
    public var symbol: SymbolID
    public var midPrice: Decimal
    public var l1: L1Features
    public var indicators: BarIndicators
    /// Completed bars held; stops growing at the configured maximum.
    public var warmupBars: Int

    @inline(__always)
    public init(
        time: EventTime, symbol: SymbolID, midPrice: Decimal, l1: L1Features, indicators: BarIndicators, warmupBars: Int
    ) {
        self.time = time
        self.symbol = symbol
        self.midPrice = midPrice
        self.l1 = l1
        self.indicators = indicators
        self.warmupBars = warmupBars
    }

    /// Bars that count as warm, whatever the configured periods are (v1).
    public static let warmBars = 15

    public var isWarmedUp: Bool { warmupBars >= Self.warmBars }

    /// What policies get to see.
    public var policyInputs: PolicyInputs { PolicyInputs(self) }
}
