// One fill of the paper pipeline and its documents: paper specification, section 10. The price is the
// order's limit price; there are no fees and no partial fills.

import DecimalArithmetic
import Domain

/// Where a fill's order id comes from. The text is put together only when it is written.
public enum FillOrigin: Sendable, Equatable, BitwiseCopyable {
    /// A PLACE action of this tick: its index among all actions of the tick.
    case action(index: Int)
    /// A resting order.
    case order(OrderID)
    /// The flatten hook.
    case flatten
    /// An id that came as text, interned in the symbol table.
    case named(SymbolID)
}

public struct Fill: Sendable, BitwiseCopyable {
    public var time: EventTime
    public var symbol: SymbolID
    public var side: OrderSide
    /// Quote per base.
    public var price: Decimal
    /// Base asset, not negative.
    public var quantity: Decimal
    public var origin: FillOrigin

    public init(
        time: EventTime, symbol: SymbolID, side: OrderSide, price: Decimal, quantity: Decimal, origin: FillOrigin
    ) {
        self.time = time
        self.symbol = symbol
        self.side = side
        self.price = price
        self.quantity = quantity
        self.origin = origin
    }
}

extension ByteBuffer {
    /// The fill's order id as plain text.
    public mutating func appendOrderID(of fill: borrowing Fill, _ symbols: borrowing SymbolTable) {
        switch fill.origin {
        case .order(let id): append(id, symbols)
        case .named(let text): append(symbols.name(text))
        case .action(let index):
            append("paper_")
            appendTimeAndSymbol(of: fill, symbols)
            append(index)
            append(UInt8(ascii: "_"))
            appendSideAndPrice(of: fill)
        case .flatten:
            append("flatten_")
            appendTimeAndSymbol(of: fill, symbols)
            appendSideAndPrice(of: fill)
        }
    }

    private mutating func appendTimeAndSymbol(of fill: borrowing Fill, _ symbols: borrowing SymbolTable) {
        appendPlain(fill.time, symbols)
        append(UInt8(ascii: "_"))
        append(symbols.name(fill.symbol))
        append(UInt8(ascii: "_"))
    }

    private mutating func appendSideAndPrice(of fill: borrowing Fill) {
        append(name: fill.side)
        append(UInt8(ascii: "_"))
        append(fill.price)
    }

    /// The fill in canonical form.
    public mutating func appendCanonical(_ fill: borrowing Fill, _ symbols: borrowing SymbolTable) {
        append("{\"order_id\":")
        let start = beginJSONString()
        appendOrderID(of: fill, symbols)
        endJSONString(from: start)
        append(",\"price\":")
        appendQuoted(fill.price)
        append(",\"quantity\":")
        appendQuoted(fill.quantity)
        append(",\"side\":\"")
        append(name: fill.side)
        append("\",\"symbol\":")
        append(symbols.literal(fill.symbol))
        append(",\"ts\":")
        appendJSON(fill.time, symbols)
        append(UInt8(ascii: "}"))
    }
}

extension JSONValue {
    public static func document(_ fill: Fill, _ symbols: borrowing SymbolTable) -> JSONValue {
        .object(
            JSONObject([
                ("ts", .time(fill.time, symbols)), ("symbol", .symbol(fill.symbol, symbols)),
                ("side", .name(fill.side)), ("price", .decimal(fill.price)), ("quantity", .decimal(fill.quantity)),
                ("order_id", .orderID(of: fill, symbols)),
            ]))
    }

    static func orderID(of fill: Fill, _ symbols: borrowing SymbolTable) -> JSONValue {
        var text = ByteBuffer(capacity: 64)
        text.appendOrderID(of: fill, symbols)
        return .string(Array(text.bytes))
    }
}
