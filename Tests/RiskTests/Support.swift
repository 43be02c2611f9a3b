import struct DecimalArithmetic.Decimal
import Domain
import Risk
import XCTest

/// A decimal that a test writes down.
func decimal(_ text: String) -> Decimal {
    guard let value = try? Decimal(text) else { preconditionFailure("'\(text)' is no decimal") }
    return value
}

/// Symbols A, B, … as a test names them.
struct Symbols {
    private(set) var table = SymbolTable()

    mutating func callAsFunction(_ name: String) -> SymbolID {
        guard let symbol = table.intern(text: name) else { preconditionFailure("the symbol table is full") }
        return symbol
    }

    func map(_ values: [(SymbolID, String)]) -> SymbolMap<Decimal> {
        var map = SymbolMap<Decimal>()
        for (symbol, text) in values { map.set(decimal(text), for: symbol) }
        return map
    }
}

extension GatingResult {
    /// `REASON {details}`: what the tables of the specification show.
    func text(_ symbol: SymbolID = SymbolID(0), _ symbols: Symbols? = nil) -> String {
        var fallback = Symbols()
        _ = fallback("A")
        let document = JSONValue.document(self, symbol: symbol, (symbols ?? fallback).table)
        return reason.rawValue + " " + (document["details"]?.canonicalText ?? "")
    }
}
