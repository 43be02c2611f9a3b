// What the strategy shows of its risk: gates, kill switch, account, positions. One writer, plain stores; anyone may
// read at any time. Amounts are doubles: they are for people and alerts, the exact ones stand in the records.

import CGrinder

@frozen
public struct RiskBoard: @unchecked Sendable {
    @usableFromInline let words: UnsafeMutablePointer<UInt64>

    init(block: UnsafeMutablePointer<gr_worker_counters_t>) { words = gr_worker_risk_words(block) }

    /// Positions that are listed; there may be more.
    public static var positionsMax: Int { Int(GR_RISK_POSITIONS_MAX) }
    /// Room for codes: gates, reasons for which one may block, reasons of the kill switch.
    public static var gatesMax: Int { 4 }
    public static var reasonsMax: Int { 16 }
    public static var tripReasonsMax: Int { 4 }

    /// One symbol's standing. Quantity in base, the rest in quote currency.
    @frozen
    public struct Position: Equatable, Sendable {
        /// Index of the symbol, as on the rings.
        public var symbol: UInt32
        public var quantity: Double
        public var entryPrice: Double
        public var realizedPnL: Double
        public var unrealizedPnL: Double
        public var openOrders: Int

        @inlinable
        public init(
            symbol: UInt32, quantity: Double = 0, entryPrice: Double = 0, realizedPnL: Double = 0,
            unrealizedPnL: Double = 0, openOrders: Int = 0
        ) {
            self.symbol = symbol
            self.quantity = quantity
            self.entryPrice = entryPrice
            self.realizedPnL = realizedPnL
            self.unrealizedPnL = unrealizedPnL
            self.openOrders = openOrders
        }
    }

    @inlinable @inline(__always)
    func count(at index: Int) -> UInt64 { gr_load_relaxed_u64(words + index) }

    @inlinable @inline(__always)
    func set(_ value: UInt64, at index: Int) { gr_store_relaxed_u64(words + index, value) }

    @inlinable @inline(__always)
    func amount(at index: Int) -> Double { Double(bitPattern: count(at: index)) }

    @inlinable @inline(__always)
    func set(_ value: Double, at index: Int) { set(value.bitPattern, at: index) }
}

// MARK: - Gates and kill switch

extension RiskBoard {
    /// Gates and reasons are given by their codes.
    @inlinable @inline(__always)
    public func setAllowed(_ count: Int, gate: Int) { set(UInt64(count), at: Int(GR_RISK_ALLOWED) + gate) }

    @inlinable @inline(__always)
    public func setBlocked(_ count: Int, gate: Int, reason: Int) {
        set(UInt64(count), at: Int(GR_RISK_BLOCKED) + gate * Self.reasonsMax + reason)
    }

    public func allowed(gate: Int) -> Int { Int(count(at: Int(GR_RISK_ALLOWED) + gate)) }

    public func blocked(gate: Int, reason: Int) -> Int {
        Int(count(at: Int(GR_RISK_BLOCKED) + gate * Self.reasonsMax + reason))
    }

    /// The reason's code for which the strategy's own kill switch is latched; nil: it is not.
    public var latch: Int? {
        get {
            let word = count(at: Int(GR_RISK_LATCH))
            return word == 0 ? nil : Int(word) - 1
        }
        nonmutating set { set(UInt64((newValue ?? -1) + 1), at: Int(GR_RISK_LATCH)) }
    }

    /// How often that kill switch was tripped.
    public func setTrips(_ count: Int, reason: Int) { set(UInt64(count), at: Int(GR_RISK_TRIPS) + reason) }
    public func trips(reason: Int) -> Int { Int(count(at: Int(GR_RISK_TRIPS) + reason)) }
}

// MARK: - Account

extension RiskBoard {
    /// The account as a whole, quote currency and percent.
    @frozen
    public struct Account: Equatable, Sendable {
        public var equity = 0.0
        public var highWaterMark = 0.0
        public var drawdownPct = 0.0
        /// 0: no limit.
        public var drawdownLimitPct = 0.0
        public var realizedPnL = 0.0
        public var unrealizedPnL = 0.0
        public var openOrders = 0

        @inlinable public init() {}
    }

    /// nil as long as nothing was shown.
    public var account: Account? {
        guard count(at: Int(GR_RISK_HAS_ACCOUNT)) != 0 else { return nil }
        var account = Account()
        account.equity = amount(at: Int(GR_RISK_EQUITY))
        account.highWaterMark = amount(at: Int(GR_RISK_HIGH_WATER_MARK))
        account.drawdownPct = amount(at: Int(GR_RISK_DRAWDOWN_PCT))
        account.drawdownLimitPct = amount(at: Int(GR_RISK_LIMIT_PCT))
        account.realizedPnL = amount(at: Int(GR_RISK_REALIZED))
        account.unrealizedPnL = amount(at: Int(GR_RISK_UNREALIZED))
        account.openOrders = Int(count(at: Int(GR_RISK_OPEN_ORDERS)))
        return account
    }

    @inlinable @inline(__always)
    public func show(_ account: Account) {
        set(account.equity, at: Int(GR_RISK_EQUITY))
        set(account.highWaterMark, at: Int(GR_RISK_HIGH_WATER_MARK))
        set(account.drawdownPct, at: Int(GR_RISK_DRAWDOWN_PCT))
        set(account.drawdownLimitPct, at: Int(GR_RISK_LIMIT_PCT))
        set(account.realizedPnL, at: Int(GR_RISK_REALIZED))
        set(account.unrealizedPnL, at: Int(GR_RISK_UNREALIZED))
        set(UInt64(account.openOrders), at: Int(GR_RISK_OPEN_ORDERS))
        set(UInt64(1), at: Int(GR_RISK_HAS_ACCOUNT))
    }

    /// Those that fit, in the order in which they were shown first.
    public var positions: [Position] {
        let shown = min(Int(count(at: Int(GR_RISK_POSITIONS))), Self.positionsMax)
        return (0..<shown).map { index in
            let first = Int(GR_RISK_POSITION) + index * Int(GR_RISK_POSITION_WORDS)
            return Position(
                symbol: UInt32(truncatingIfNeeded: count(at: first)), quantity: amount(at: first + 1),
                entryPrice: amount(at: first + 2), realizedPnL: amount(at: first + 3),
                unrealizedPnL: amount(at: first + 4), openOrders: Int(count(at: first + 5)))
        }
    }

    /// Shows the position in place `index`, from 0 and without gaps; beyond the room nothing is shown.
    @inlinable @inline(__always)
    public func show(_ position: Position, at index: Int) {
        guard index < Self.positionsMax else { return }
        let first = Int(GR_RISK_POSITION) + index * Int(GR_RISK_POSITION_WORDS)
        set(UInt64(position.symbol), at: first)
        set(position.quantity, at: first + 1)
        set(position.entryPrice, at: first + 2)
        set(position.realizedPnL, at: first + 3)
        set(position.unrealizedPnL, at: first + 4)
        set(UInt64(position.openOrders), at: first + 5)
        if UInt64(index) >= count(at: Int(GR_RISK_POSITIONS)) { set(UInt64(index + 1), at: Int(GR_RISK_POSITIONS)) }
    }
}
