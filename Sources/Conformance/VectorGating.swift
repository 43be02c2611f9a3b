// Gating results as vectors write them: with a count of the gate's window beside them.

import Domain
import Risk

extension VectorComponents {
    /// - Precondition: the gate prints no symbol.
    static func gatingDocument(_ result: GatingResult, adding name: String, _ count: Int) -> JSONValue {
        var symbols = SymbolTable()
        guard let symbol = symbols.intern(text: ""),
            case .object(var members) = JSONValue.document(result, symbol: symbol, symbols)
        else { preconditionFailure("a gating result is an object") }
        members.set(name, .integer(count))
        return .object(members)
    }
}
