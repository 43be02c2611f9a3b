import Domain
import Engine

extension VectorComponents {
    static let ledger = VectorComponent("ledger") { input in
        var symbols = SymbolTable()
        var ledger = Ledger()
        let results = try steps(of: input) { step in
            switch try step.operation {
            case "fill":
                let fill = try step.value(1).vectorFill(&symbols)
                try ledger.apply(fill)
                guard case .object(var members) = JSONValue.document(ledger.position(fill.symbol)) else {
                    preconditionFailure("a position is an object")
                }
                members.set("total_realized_pnl", .decimal(ledger.totalRealizedPnl))
                return .object(members)
            case "pnl":
                let time = EventTime(milliseconds: try step.integer(1))
                let symbol = try step.symbol(2, &symbols)
                return .document(try ledger.snapshot(symbol, price: step.decimal(3), at: time), symbols)
            default: throw VectorFault.malformed("an unknown step")
            }
        }
        return .object(
            JSONObject([
                ("steps", results), ("final", .document(ledger, symbols)),
                ("nonzero_symbols", .array(ledger.openSymbols.map { .text(symbols.text($0)) })),
            ]))
    }
}
