// Where orders go. The stub keeps them in memory and numbers them: execution specification, section 8.

import DecimalArithmetic
import Domain

public protocol OrderPort {
    /// Takes an order and names it, or says why it must not leave.
    mutating func place(
        _ key: LevelKey, price: Decimal, quantity: Decimal, symbol: SymbolID, at time: EventTime
    ) -> PortReply
    /// Whether the order was resting and is now cancelled.
    mutating func cancel(_ id: OrderID) -> Bool
    /// Cancels whatever rests; how many orders that were.
    mutating func cancelAll() -> Int
}

/// What a port makes of a placement.
public enum PortReply: Sendable, Equatable {
    case placed(OrderID)
    /// Nothing left this process.
    case refused(SendRefusal)
}

/// Why an order must not leave, whatever was decided: the state of the instance forbids it.
public enum SendRefusal: String, StableName {
    case notArmed = "NOT_ARMED"
    case wrongMode = "MODE_NOT_LIVE_TRADE"
    case killSwitchActive = "KILL_SWITCH_ACTIVE"
    case operatorOverride = "OPERATOR_OVERRIDE"
    case leaseExpired = "lease_expired"
    case fenceStale = "fence_stale"
    public static var caseCount: Int { 6 }
}

/// The in-memory port of replay and paper. Numbers orders from 1, across all symbols.
public struct StubPort: OrderPort, Sendable {
    private var lastNumber = 0
    private var resting: [Int: OrderRecord] = [:]

    public init() {}

    public mutating func place(
        _ key: LevelKey, price: Decimal, quantity: Decimal, symbol: SymbolID, at time: EventTime
    ) -> PortReply {
        .placed(accept(key, price: price, quantity: quantity, symbol: symbol, at: time))
    }

    /// Takes an order and numbers it; this port refuses none.
    public mutating func accept(
        _ key: LevelKey, price: Decimal, quantity: Decimal, symbol: SymbolID, at time: EventTime
    ) -> OrderID {
        lastNumber += 1
        let id = OrderID(symbol: symbol, time: time, level: key.level, side: key.side, number: lastNumber)
        resting[lastNumber] = OrderRecord(id: id, price: price, quantity: quantity, state: .open, placedTick: 0)
        return id
    }

    public mutating func cancel(_ id: OrderID) -> Bool { resting.removeValue(forKey: id.number) != nil }

    public mutating func cancelAll() -> Int {
        defer { resting.removeAll() }
        return resting.count
    }

    /// A new order at the place of an old one, which is cancelled if it still rests; nil when this
    /// port never issued `id`.
    public mutating func replace(_ id: OrderID, price: Decimal, quantity: Decimal, at time: EventTime) -> OrderID? {
        guard 1...max(lastNumber, 1) ~= id.number, lastNumber > 0 else { return nil }
        _ = cancel(id)
        let key = LevelKey(side: id.side, level: id.level)
        return accept(key, price: price, quantity: quantity, symbol: id.symbol, at: time)
    }

    /// The resting orders of a symbol in order of placement.
    public func openOrders(_ symbol: SymbolID) -> [OrderRecord] {
        resting.values.filter { $0.id.symbol == symbol }.sorted { $0.id.number < $1.id.number }
    }
}
