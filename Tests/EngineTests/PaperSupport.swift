import struct DecimalArithmetic.Decimal
import Domain
import Engine
import XCTest

/// A decimal that a test writes down.
func decimal(_ text: String) -> Decimal {
    guard let value = try? Decimal(text) else { preconditionFailure("'\(text)' is no decimal") }
    return value
}

/// Symbols as a test names them.
struct Symbols {
    private(set) var table = SymbolTable()

    mutating func callAsFunction(_ name: String) -> SymbolID {
        guard let symbol = table.intern(text: name) else { preconditionFailure("the symbol table is full") }
        return symbol
    }
}

extension Fill {
    init(_ symbol: SymbolID, _ side: OrderSide, _ quantity: String, _ price: String, timeMs: Int = 1) {
        self.init(
            time: EventTime(milliseconds: timeMs), symbol: symbol, side: side, price: decimal(price),
            quantity: decimal(quantity), origin: .named(symbol))
    }

    /// The order id as text.
    func id(_ symbols: Symbols) -> String {
        var buffer = ByteBuffer()
        buffer.appendOrderID(of: self, symbols.table)
        return buffer.string
    }
}

/// Options as a test writes them down.
extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
