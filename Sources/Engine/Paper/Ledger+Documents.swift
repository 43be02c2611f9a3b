// Positions and profit as documents: paper specification, sections 11 and 13.

import DecimalArithmetic
import Domain

extension ByteBuffer {
    public mutating func appendCanonical(_ snapshot: borrowing PnLSnapshot, _ symbols: borrowing SymbolTable) {
        append("{\"realized_pnl\":")
        appendQuoted(snapshot.realizedPnl)
        append(",\"symbol\":")
        appendLiteral(snapshot.symbol, symbols)
        append(",\"total_pnl\":")
        appendQuoted(snapshot.totalPnl)
        append(",\"ts\":")
        appendJSON(snapshot.time, symbols)
        append(",\"unrealized_pnl\":")
        appendQuoted(snapshot.unrealizedPnl)
        append(UInt8(ascii: "}"))
    }
}

extension JSONValue {
    public static func document(_ snapshot: PnLSnapshot, _ symbols: borrowing SymbolTable) -> JSONValue {
        .object(
            JSONObject([
                ("ts", .time(snapshot.time, symbols)), ("symbol", .symbol(snapshot.symbol, symbols)),
                ("realized_pnl", .decimal(snapshot.realizedPnl)),
                ("unrealized_pnl", .decimal(snapshot.unrealizedPnl)), ("total_pnl", .decimal(snapshot.totalPnl)),
            ]))
    }

    public static func document(_ position: Position) -> JSONValue { .object(members(position)) }

    /// A position as a run's result reports it, with what it is worth at `price`.
    public static func document(_ position: Position, unrealizedPnl: Decimal) -> JSONValue {
        var members = members(position)
        members.set("unrealized_pnl", .decimal(unrealizedPnl))
        return .object(members)
    }

    /// The whole ledger, flat positions included.
    public static func document(_ ledger: Ledger, _ symbols: borrowing SymbolTable) -> JSONValue {
        var positions = JSONObject()
        for position in 0..<ledger.positions.count {
            positions.set(symbols.name(ledger.positions.symbols[position]), document(ledger.positions[at: position]))
        }
        return .object(
            JSONObject([
                ("positions", .object(positions)), ("total_realized_pnl", .decimal(ledger.totalRealizedPnl)),
            ]))
    }

    private static func members(_ position: Position) -> JSONObject {
        JSONObject([
            ("quantity", .decimal(position.quantity)), ("avg_entry_price", .decimal(position.averageEntryPrice)),
            ("realized_pnl", .decimal(position.realizedPnl)),
        ])
    }
}
