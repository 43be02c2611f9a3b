// Symbols in the order of their text: what ties in selections and allocations are broken by.

import Domain

extension SymbolTable {
    /// Whether `a` sorts before `b` by code point. Keys are WTF-8, whose byte order is code point order.
    func precedes(_ a: SymbolID, _ b: SymbolID) -> Bool {
        a != b && key(a).lexicographicallyPrecedes(key(b))
    }
}

extension SymbolTable {
    /// The names as JSON texts.
    func names(_ list: [SymbolID]) -> [JSONValue] {
        var names: [JSONValue] = []
        for symbol in list { names.append(.string(name(symbol))) }
        return names
    }
}
