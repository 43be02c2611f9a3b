// Cycle intents as documents. The id is `cycle_<type>_<source fill id>_<side>_<price>`.

import DecimalArithmetic
import Domain

extension ByteBuffer {
    public mutating func appendCanonical(_ intent: borrowing CycleIntent, _ symbols: borrowing SymbolTable) {
        append("{\"intent_id\":")
        var start = beginJSONString()
        appendID(of: intent, symbols)
        endJSONString(from: start)
        append(",\"intent_type\":\"")
        append(name: intent.type)
        append("\",\"price\":")
        appendQuoted(intent.price)
        append(",\"quantity\":")
        appendQuoted(intent.quantity)
        append(",\"side\":\"")
        append(name: intent.side)
        append("\",\"source_fill_id\":")
        start = beginJSONString()
        appendOrderID(of: intent.source, symbols)
        endJSONString(from: start)
        append(",\"symbol\":")
        append(symbols.literal(intent.source.symbol))
        append(UInt8(ascii: "}"))
    }

    fileprivate mutating func appendID(of intent: borrowing CycleIntent, _ symbols: borrowing SymbolTable) {
        append("cycle_")
        append(name: intent.type)
        append(UInt8(ascii: "_"))
        appendOrderID(of: intent.source, symbols)
        append(UInt8(ascii: "_"))
        append(name: intent.side)
        append(UInt8(ascii: "_"))
        append(intent.price)
    }
}

extension JSONValue {
    public static func document(_ intent: CycleIntent, _ symbols: borrowing SymbolTable) -> JSONValue {
        var id = ByteBuffer(capacity: 96)
        id.appendID(of: intent, symbols)
        return .object(
            JSONObject([
                ("intent_type", .name(intent.type)), ("side", .name(intent.side)), ("price", .decimal(intent.price)),
                ("quantity", .decimal(intent.quantity)), ("symbol", .symbol(intent.source.symbol, symbols)),
                ("source_fill_id", .orderID(of: intent.source, symbols)), ("intent_id", .string(Array(id.bytes))),
            ]))
    }
}
