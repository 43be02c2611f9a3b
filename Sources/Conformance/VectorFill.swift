// Fills as vectors write them: with an order id that is free text.

import DecimalArithmetic
import Domain
import Engine

extension JSONValue {
    func vectorFill(_ symbols: inout SymbolTable) throws -> Fill {
        Fill(
            time: EventTime(milliseconds: try integer("ts")), symbol: try symbols.internVector(text("symbol")),
            side: try orderSide("side"), price: try decimal("price"), quantity: try decimal("quantity"),
            origin: .named(try symbols.internVector(text("order_id"))))
    }

    func orderSide(_ name: String) throws -> OrderSide {
        guard let side = OrderSide(rawValue: try text(name)) else { throw VectorFault.malformed("an unknown side") }
        return side
    }
}
