import DecimalArithmetic
import Domain
import Engine

extension VectorComponents {
    static let fills = VectorComponent("fills") { input in
        switch try input.text("op") {
        case "simulate": try simulate(input)
        case "pending": try pending(input)
        default: throw VectorFault.malformed("an unknown operation")
        }
    }

    /// The vectors' actions are documents: they may carry an order id, and a price of zero as text, which no
    /// action of the engine does. Hence action by action instead of `ImmediateFills.simulate`, which the tests cover.
    private static func simulate(_ input: JSONValue) throws -> JSONValue {
        var symbols = SymbolTable()
        let symbol = try symbols.internVector(input.text("symbol"))
        let time = EventTime(milliseconds: try input.integer("ts"))
        let midPrice = try input.member("mid_price").isNull ? nil : input.decimal("mid_price")
        let model = ImmediateFills(FillMode(name: try input.text("fill_mode")))
        var documents: [JSONValue] = []
        for (index, action) in try input.array("actions").enumerated() where try action.text("action_type") == "PLACE" {
            guard try !action.member("price").isNull, try !action.member("quantity").isNull else {
                throw VectorFault.rejected("InvalidOperation")
            }
            let side = try action.orderSide("side")
            let limit = try action.decimal("price")
            guard try model.isFilled(side, limit: limit, midPrice: midPrice) else { continue }
            let id = try action.member("order_id").isNull ? nil : symbols.internVector(action.text("order_id"))
            let fill = Fill(
                time: time, symbol: symbol, side: side, price: limit, quantity: try action.decimal("quantity"),
                origin: id.map { .named($0) } ?? .action(index: index))
            documents.append(.document(fill, symbols))
        }
        return .array(documents)
    }

    /// The level of an id is the order's place in the vector, which finds the id as the vector writes it.
    private static func pending(_ input: JSONValue) throws -> JSONValue {
        var symbols = SymbolTable()
        let orders = try input.array("orders")
        let records = try orders.map { try orderRecord($0, &symbols) }
        var model = PendingFills(afterTicks: try input.integer("fill_after_ticks"))
        var fills: [Fill] = []
        try model.simulate(
            records, tick: input.integer("current_tick"), at: EventTime(milliseconds: input.integer("ts")),
            midPrice: input.decimal("mid_price"), symbols, into: &fills)
        var documents: [JSONValue] = []
        var filledIDs: [JSONValue] = []
        for var fill in fills {
            guard case .order(let id) = fill.origin,
                let text = orders.first(where: { level(of: $0) == Int(id.level) })?["order_id"]?.stringValue
            else { throw VectorFault.malformed("a fill without its order") }
            fill.origin = .named(try symbols.internVector(text))
            documents.append(.document(fill, symbols))
            filledIDs.append(.text(text))
        }
        return .object(JSONObject([("fills", .array(documents)), ("filled_order_ids", .array(filledIDs))]))
    }

    private static func orderRecord(_ order: JSONValue, _ symbols: inout SymbolTable) throws -> OrderRecord {
        let parts = try idParts(order)
        guard parts.count == 5, let timeMs = Int(parts[1]), let level = Int32(parts[2]), let number = Int(parts[4])
        else { throw VectorFault.malformed("an order id of another form") }
        let id = OrderID(
            symbol: try symbols.internVector(order.text("symbol")), time: EventTime(milliseconds: timeMs), level: level,
            side: try order.orderSide("side"), number: number)
        return OrderRecord(
            id: id, price: try order.decimal("price"), quantity: try order.decimal("quantity"), state: .open,
            placedTick: try order.integer("placed_tick"))
    }

    private static func level(of order: JSONValue) -> Int? { (try? idParts(order)).flatMap { Int($0[2]) } }

    private static func idParts(_ order: JSONValue) throws -> [Substring] {
        try order.text("order_id").split(separator: ":", omittingEmptySubsequences: false)
    }
}
