// Positions and profit by average cost: paper specification, section 11. The exponents of the results are
// data (digests see them), so every formula keeps the reference's order of operations.

import DecimalArithmetic
import Domain

/// One symbol's position.
public struct Position: Sendable, BitwiseCopyable {
    /// Base asset; negative when short.
    public var quantity = Decimal.zero
    /// Quote per base; 0 when flat.
    public var averageEntryPrice = Decimal.zero
    /// Quote.
    public var realizedPnl = Decimal.zero

    public init() {}

    /// Profit if the position were closed at `price`.
    @inline(__always)
    public func unrealizedPnl(at price: Decimal) throws(DecimalError) -> Decimal {
        quantity.isZero ? .zero : try (price - averageEntryPrice) * quantity
    }
}

/// Profit of one symbol at one price.
public struct PnLSnapshot: Sendable, BitwiseCopyable {
    public var time: EventTime
    public var symbol: SymbolID
    public var realizedPnl: Decimal
    public var unrealizedPnl: Decimal
    public var totalPnl: Decimal

    public init(time: EventTime, symbol: SymbolID, realizedPnl: Decimal, unrealizedPnl: Decimal, totalPnl: Decimal) {
        self.time = time
        self.symbol = symbol
        self.realizedPnl = realizedPnl
        self.unrealizedPnl = unrealizedPnl
        self.totalPnl = totalPnl
    }
}

public struct Ledger: Sendable {
    /// In order of first fill; a flat position stays and keeps what it realised.
    public private(set) var positions = SymbolMap<Position>()
    /// Over all symbols.
    public private(set) var totalRealizedPnl = Decimal.zero

    public init() {}

    /// Books one fill. O(1); on an error nothing changed.
    public mutating func apply(_ fill: Fill) throws(DecimalError) {
        let delta = fill.side == .buy ? fill.quantity : try -fill.quantity
        var position = positions[fill.symbol] ?? Position()
        let old = position.quantity
        position.quantity = try old + delta
        if old.isZero {
            position.averageEntryPrice = fill.price
        } else if !delta.isZero, delta.isSignMinus == old.isSignMinus {
            position.averageEntryPrice = try Self.average(
                position.averageEntryPrice, old, with: fill.price, delta, total: position.quantity)
        } else {
            let realized = try Self.realized(
                fill.price, position.averageEntryPrice, Decimal.minimum(old.magnitude(), delta.magnitude()),
                isLong: !old.isSignMinus)
            position.realizedPnl = try position.realizedPnl + realized
            let total = try totalRealizedPnl + realized
            if position.quantity.isZero {
                position.averageEntryPrice = .zero
            } else if position.quantity.isSignMinus != old.isSignMinus {
                position.averageEntryPrice = fill.price
            }
            totalRealizedPnl = total
        }
        positions.set(position, for: fill.symbol)
    }

    /// A symbol without fills has the empty position.
    @inline(__always)
    public func position(_ symbol: SymbolID) -> Position { positions[symbol] ?? Position() }

    @inline(__always)
    public func snapshot(_ symbol: SymbolID, price: Decimal, at time: EventTime) throws(DecimalError) -> PnLSnapshot {
        let position = position(symbol)
        let unrealized = try position.unrealizedPnl(at: price)
        return PnLSnapshot(
            time: time, symbol: symbol, realizedPnl: position.realizedPnl, unrealizedPnl: unrealized,
            totalPnl: try position.realizedPnl + unrealized)
    }

    /// The symbols with an open position, in order of first fill.
    public var openSymbols: [SymbolID] { positions.symbols.filter { !position($0).quantity.isZero } }

    private static func average(
        _ averagePrice: Decimal, _ old: Decimal, with price: Decimal, _ delta: Decimal, total: Decimal
    ) throws(DecimalError) -> Decimal {
        try (averagePrice * old.magnitude() + price * delta.magnitude()) / total.magnitude()
    }

    /// (price − average) × closed quantity × ±1.
    private static func realized(
        _ price: Decimal, _ averagePrice: Decimal, _ closed: Decimal, isLong: Bool
    ) throws(DecimalError) -> Decimal {
        try (price - averagePrice) * closed * (isLong ? .one : Decimal(-1))
    }
}
