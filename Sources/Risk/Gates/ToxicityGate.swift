// Refuses to trade into a jump: a wide spread, or a price far from the oldest one in the window. Gating
// specification, section 5. A window without a positive oldest price says nothing (it fails open).

import DecimalArithmetic
import Domain

public struct ToxicityLimits: Sendable {
    public var spreadBpsMax = BasisPoints(50)
    public var priceImpactBpsMax = BasisPoints(500)
    public var lookbackMs = 5000

    public init() {}
}

public struct ToxicityGate: Sendable {
    public let limits: ToxicityLimits
    /// Prices kept per symbol; one more drops the oldest.
    public static let pricesMax = 100

    struct Price: Sendable, BitwiseCopyable {
        var timeMs: Int
        var midPrice: Decimal
    }
    private var windows = SymbolMap<TimeWindow<Price>>()

    public init(_ limits: ToxicityLimits = ToxicityLimits()) { self.limits = limits }

    /// Notes a price. Amortised O(1).
    @inline(__always)
    public mutating func recordPrice(_ symbol: SymbolID, midPrice: Decimal, atMs timeMs: Int) {
        let position = windows.position(of: symbol, or: TimeWindow())
        if windows[at: position].count == Self.pricesMax { windows[at: position].removeFirst() }
        windows[at: position].append(Price(timeMs: timeMs, midPrice: midPrice))
    }

    /// Whether the market is calm enough; records no price. The spread is judged first and then leaves the
    /// window as it is. Amortised O(1).
    @inline(__always)
    public mutating func check(
        _ symbol: SymbolID, spreadBps: BasisPoints, midPrice: Decimal, nowMs: Int
    ) throws(DecimalError) -> GatingResult {
        if spreadBps.value > limits.spreadBpsMax.value {
            return .block(
                .spreadSpike,
                .spreadSpike(
                    spreadBps: spreadBps, limitBps: limits.spreadBpsMax, excessBps: excess(of: spreadBps)))
        }
        guard let position = windows.position(of: symbol) else { return calm(spreadBps, 0) }
        let windowStartMs = nowMs.saturatingSubtract(limits.lookbackMs)
        while !windows[at: position].isEmpty, windows[at: position].first.timeMs < windowStartMs {
            windows[at: position].removeFirst()
        }
        let count = windows[at: position].count
        guard count > 0 else { return calm(spreadBps, 0) }
        let oldest = windows[at: position].first
        guard try oldest.midPrice.isGreater(than: .zero) else { return calm(spreadBps, count) }
        let change = try (midPrice - oldest.midPrice) / oldest.midPrice
        let changeBps = abs(change.doubleValue * 10_000)
        guard changeBps > limits.priceImpactBpsMax.value else { return calm(spreadBps, count) }
        return .block(
            .priceImpactHigh,
            .priceImpact(
                PriceImpact(
                    changeBps: DoubleMath.round2(changeBps), limitBps: limits.priceImpactBpsMax,
                    oldestPrice: oldest.midPrice, currentPrice: midPrice,
                    windowMs: nowMs.saturatingSubtract(oldest.timeMs))))
    }

    /// Prices kept for a symbol, old ones included.
    public func pricesInWindow(_ symbol: SymbolID) -> Int {
        windows.position(of: symbol).map { windows[at: $0].count } ?? 0
    }

    /// Forgets all prices.
    public mutating func reset() { windows.removeAll() }

    /// A difference of two integers prints as an integer, any other as a double.
    private func excess(of spreadBps: BasisPoints) -> BasisPoints {
        BasisPoints(
            spreadBps.value - limits.spreadBpsMax.value,
            isInteger: spreadBps.isInteger && limits.spreadBpsMax.isInteger)
    }

    @inline(__always)
    private func calm(_ spreadBps: BasisPoints, _ count: Int) -> GatingResult {
        .allow(.calm(spreadBps: spreadBps, limitBps: limits.spreadBpsMax, pricesInWindow: count))
    }
}
