import Domain
import Signals

extension VectorComponents {
    static let mlSignal = VectorComponent("ml_signal") { input in
        switch try input.text("op") {
        case "validate": try validate(input.member("signal"))
        case "lookup": try lookUp(input)
        default: throw VectorFault.malformed("an unknown operation")
        }
    }

    private static func validate(_ signal: JSONValue) throws -> JSONValue {
        var symbols = SymbolTable()
        do throws(SignalError) {
            return try MLSignal(signal, &symbols).features
        } catch {
            throw VectorFault.rejected(rejection(error))
        }
    }

    private static func rejection(_ error: SignalError) -> String {
        switch error {
        case .missingField: "KeyError"
        case .wrongType: "TypeError"
        case .invalid, .tooManySymbols: "MlSignalValidationError"
        }
    }

    private static func lookUp(_ input: JSONValue) throws -> JSONValue {
        var symbols = SymbolTable()
        let file = try input.member("file")
        let table: SignalTable
        do throws(SignalFileError) {
            table = try SignalTable(file, &symbols)
        } catch {
            throw VectorFault.rejected("ValueError")
        }
        var kept = JSONObject()
        for position in 0..<table.bySymbol.count {
            let times = table.bySymbol[at: position].map(\.timeMs.document)
            kept.set(symbols.name(table.bySymbol.symbols[position]), .array(times))
        }
        var hits: [JSONValue] = []
        for query in try input.array("queries") {
            let step = try VectorStep(query)
            let signal = table.signal(try step.symbol(0, &symbols), atMs: try step.integer(1))
            hits.append(signal?.timeMs.document ?? .null)
        }
        return .object(JSONObject([("kept", .object(kept)), ("hits", .array(hits))]))
    }
}
