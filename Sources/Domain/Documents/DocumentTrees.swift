// The same documents as trees, in the insertion order of the domain specification: for pretty
// `--out` files and for the conformance tool. Not for the event path.

import DecimalArithmetic

extension JSONValue {
    public static func decimal(_ value: Decimal) -> JSONValue { .text(value.description) }

    public static func name(_ name: some StableName) -> JSONValue { .text(name.rawValue) }

    public static func points(_ points: BasisPoints) -> JSONValue {
        points.isInteger ? .integer(Int(points.value)) : .double(points.value)
    }

    /// The time as it prints: absent as null.
    public static func time(_ time: EventTime, _ symbols: borrowing SymbolTable) -> JSONValue {
        switch time.kind {
        case .milliseconds: .integer(Int(time.payload))
        case .double: .double(time.doubleValue)
        case .boolean: .bool(time.payload != 0)
        case .null, .absent: .null
        case .text: .string(symbols.name(SymbolID(UInt32(time.payload))))
        }
    }

    /// The symbol as it came: nearly always text.
    public static func symbol(_ symbol: SymbolID, _ symbols: borrowing SymbolTable) -> JSONValue {
        let literal = symbols.literal(symbol)
        // A literal that this table made parses.
        return (try? JSONParser.parse(literal)) ?? .string(literal)
    }

    public static func orderID(_ id: OrderID, _ symbols: borrowing SymbolTable) -> JSONValue {
        var text = ByteBuffer(capacity: 64)
        text.append(id, symbols)
        return .string(Array(text.bytes))
    }

    public static func document(_ plan: GridPlan) -> JSONValue {
        let sizes: [Decimal] =
            switch plan.sizes {
            case .uniform(let size, let count): Array(repeating: size, count: count)
            case .listed(let list): list
            }
        return .object(
            JSONObject([
                ("mode", .name(plan.mode)),
                ("center_price", .decimal(plan.centerPrice)),
                ("spacing_bps", .points(plan.spacingBps)),
                ("levels_up", .integer(plan.levelsUp)),
                ("levels_down", .integer(plan.levelsDown)),
                ("size_schedule", .array(sizes.map { .decimal($0) })),
                ("skew_bps", .points(plan.skewBps)),
                ("regime", .name(plan.regime)),
                ("width_bps", .points(plan.widthBps)),
                ("reset_action", .name(plan.reset)),
                ("reason_codes", .array((0..<plan.reasons.count).map { .name(plan.reasons[$0]) })),
            ]))
    }

    public static func document(
        _ action: ExecutionAction, symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) -> JSONValue {
        switch action {
        case .place(let key, let price, let quantity, let reason):
            .object(
                JSONObject([
                    ("action_type", .name(ActionType.place)), ("order_id", .null),
                    ("symbol", .symbol(symbol, symbols)), ("side", .name(key.side)),
                    ("price", price.isSet ? .decimal(price) : .null),
                    ("quantity", quantity.isSet ? .decimal(quantity) : .null),
                    ("level_id", .integer(Int(key.level))), ("reason", .name(reason)),
                ]))
        case .cancel(let id, let reason):
            .object(
                JSONObject([
                    ("action_type", .name(ActionType.cancel)), ("order_id", .orderID(id, symbols)),
                    ("symbol", .symbol(symbol, symbols)), ("side", .null), ("price", .null),
                    ("quantity", .null), ("level_id", .integer(0)), ("reason", .name(reason)),
                ]))
        }
    }

    public static func document(
        _ event: ExecutionEvent, at time: EventTime, symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) -> JSONValue {
        var type = "ORDER_SKIPPED"
        var details: [(String, JSONValue)]
        switch event {
        case .summary(let kind, let placed, let cancelled, let reset):
            type = kind.rawValue
            switch kind {
            case .reconcile:
                details = [
                    ("placed_count", .integer(placed)), ("cancelled_count", .integer(cancelled)),
                    ("reset_action", .name(reset)),
                ]
            case .hardReset:
                details = [("cancelled_count", .integer(cancelled)), ("placed_count", .integer(placed))]
            case .cancelAllPause, .cancelAllEmergency:
                details = [("cancelled_count", .integer(cancelled))]
            }
        case .guardSkipped(let reason, let key, let price, let quantity):
            details = [
                ("reason", .name(reason)), ("level_id", .integer(Int(key.level))), ("side", .name(key.side)),
                ("price", .decimal(price)), ("quantity", .decimal(quantity)),
            ]
        case .quantitySkipped(let key, let original, let rounded):
            details = [
                ("reason", .name(SkipReason.quantityBelowMinimum)), ("level_id", .integer(Int(key.level))),
                ("side", .name(key.side)), ("original_qty", .decimal(original)), ("rounded_qty", .decimal(rounded)),
            ]
        }
        return .object(
            JSONObject([
                ("ts", .time(time, symbols)), ("event_type", .text(type)),
                ("symbol", .symbol(symbol, symbols)), ("details", .object(JSONObject(details))),
            ]))
    }
}
