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
        guard let (count, oldest) = window(symbol, nowMs) else { return calm(spreadBps, 0) }
        guard let changeBps = try excessiveChangeBps(from: oldest.midPrice, to: midPrice) else {
            return calm(spreadBps, count)
        }
        return .block(
            .priceImpactHigh,
            .priceImpact(
                PriceImpact(
                    changeBps: DoubleMath.round2(changeBps), limitBps: limits.priceImpactBpsMax,
                    oldestPrice: oldest.midPrice, currentPrice: midPrice,
                    windowMs: nowMs.saturatingSubtract(oldest.timeMs))))
    }

    /// Whether `check` would allow, without its evidence.
    @inline(__always)
    public mutating func isCalm(
        _ symbol: SymbolID, spreadBps: Double, midPrice: Decimal, nowMs: Int
    ) throws(DecimalError) -> Bool {
        if spreadBps > limits.spreadBpsMax.value { return false }
        guard let (_, oldest) = window(symbol, nowMs) else { return true }
        return try excessiveChangeBps(from: oldest.midPrice, to: midPrice) == nil
    }

    /// Drops what is too old; how many prices are left and the oldest of them, nil when there is none.
    @inline(__always)
    private mutating func window(_ symbol: SymbolID, _ nowMs: Int) -> (count: Int, oldest: Price)? {
        guard let position = windows.position(of: symbol) else { return nil }
        let windowStartMs = nowMs.saturatingSubtract(limits.lookbackMs)
        while !windows[at: position].isEmpty, windows[at: position].first.timeMs < windowStartMs {
            windows[at: position].removeFirst()
        }
        if windows[at: position].isEmpty { return nil }
        return (windows[at: position].count, windows[at: position].first)
    }

    /// How far the price moved, in basis points, when that is too far.
    ///
    /// The estimate's error is below 10⁻¹¹ basis points: both prices are the nearest doubles.
    @inline(__always)
    private func excessiveChangeBps(from oldest: Decimal, to midPrice: Decimal) throws(DecimalError) -> Double? {
        guard try oldest.isGreater(than: .zero) else { return nil }
        let base = oldest.doubleValue
        let estimateBps = abs(midPrice.doubleValue - base) / base * 10_000
        if base > Self.priceMin, estimateBps < limits.priceImpactBpsMax.value - Self.nearBps { return nil }
        let changeBps = abs(try ((midPrice - oldest) / oldest).doubleValue * 10_000)
        return changeBps > limits.priceImpactBpsMax.value ? changeBps : nil
    }

    private static var nearBps: Double { 1e-6 }
    /// Below it a double may have fewer digits.
    private static var priceMin: Double { 1e-290 }

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
