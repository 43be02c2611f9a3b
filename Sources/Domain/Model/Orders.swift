// Orders, the actions that ask for them, and the events that the order engine reports.

import DecimalArithmetic

/// Names one order of a port. The text form is `<symbol>:<ts>:<level>:<SIDE>:<number>`; it is a
/// function of the tick and the level, never of a clock.
public struct OrderID: Sendable, Equatable, BitwiseCopyable {
    public var symbol: SymbolID
    public var time: EventTime
    public var level: Int32
    public var side: OrderSide
    /// Counts the orders of the port from 1.
    public var number: Int

    public init(symbol: SymbolID, time: EventTime, level: Int32, side: OrderSide, number: Int) {
        self.symbol = symbol
        self.time = time
        self.level = level
        self.side = side
        self.number = number
    }
}

extension ByteBuffer {
    /// The order id's text, without quotes.
    public mutating func append(_ id: OrderID, _ symbols: borrowing SymbolTable) {
        append(symbols.name(id.symbol))
        append(UInt8(ascii: ":"))
        appendPlain(id.time, symbols)
        append(UInt8(ascii: ":"))
        append(Int(id.level))
        append(UInt8(ascii: ":"))
        append(name: id.side)
        append(UInt8(ascii: ":"))
        append(id.number)
    }
}

/// An order as the engine keeps it.
public struct OrderRecord: Sendable, BitwiseCopyable {
    public var id: OrderID
    public var price: Decimal
    public var quantity: Decimal
    public var state: OrderState
    /// The symbol's tick counter when the order was placed.
    public var placedTick: Int

    public init(id: OrderID, price: Decimal, quantity: Decimal, state: OrderState, placedTick: Int) {
        self.id = id
        self.price = price
        self.quantity = quantity
        self.state = state
        self.placedTick = placedTick
    }

    /// Level and side: what the reconciler compares.
    public var key: LevelKey { LevelKey(side: id.side, level: id.level) }
}

/// A place in the grid.
public struct LevelKey: Hashable, Sendable, BitwiseCopyable {
    public var side: OrderSide
    public var level: Int32

    @inline(__always)
    public init(side: OrderSide, level: Int32) {
        self.side = side
        self.level = level
    }
}

/// One instruction to the port.
public enum ExecutionAction: Sendable {
    /// A new order; a zero price or quantity prints as null and places nothing.
    case place(LevelKey, price: Decimal, quantity: Decimal, ActionReason)
    case cancel(OrderID, ActionReason)
}

/// What the order engine reports about one evaluation.
public enum ExecutionEvent: Sendable {
    /// Exactly one per evaluation, counted before guards skip anything.
    case summary(SummaryKind, placed: Int, cancelled: Int, reset: ResetAction)
    /// The L2 guard refused a placement.
    case guardSkipped(SkipReason, LevelKey, price: Decimal, quantity: Decimal)
    /// The symbol's quantity constraints refused a placement.
    case quantitySkipped(LevelKey, original: Decimal, rounded: Decimal)
}
