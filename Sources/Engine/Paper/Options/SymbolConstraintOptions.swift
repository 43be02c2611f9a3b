// Quantity constraints by symbol: as options, and where they come from when a run starts. Execution
// specification, sections 6 and 11 (the provider without network).

import DecimalArithmetic
import Domain
import OrderEngine
import Policies

enum SymbolConstraintOptions {
    /// Symbol to `{step_size, min_qty}`; both are needed, and count by their text, numbers included.
    static func read(_ value: JSONValue) throws(ParameterError) -> [String: QuantityConstraint] {
        var constraints: [String: QuantityConstraint] = [:]
        for member in try OptionValue.object(value, "symbol_constraints").members {
            let symbol = String(decoding: member.key, as: UTF8.self)
            constraints[symbol] = QuantityConstraint(
                step: try decimal(member.value, symbol, "step_size"),
                minimum: try decimal(member.value, symbol, "min_qty"))
        }
        return constraints
    }

    private static func decimal(
        _ entry: JSONValue, _ symbol: String, _ name: String
    ) throws(ParameterError) -> Decimal {
        let path = "symbol_constraints.\(symbol).\(name)"
        switch entry[name] {
        case nil: throw ParameterError(path, "is missing")
        case .integer(let number): return Decimal(number)
        case .double(let number): return try OptionValue.decimal(.text(JSONValue.double(number).canonicalText), path)
        case .some(let value): return try OptionValue.decimal(value, path)
        }
    }

    /// The constraints by rising symbol.
    static func document(_ constraints: [String: QuantityConstraint]) -> JSONValue {
        let entries = constraints.sorted { $0.key < $1.key }
        return .object(
            JSONObject(
                entries.map { symbol, constraint in
                    let members = [("step_size", constraint.step), ("min_qty", constraint.minimum)]
                    return (symbol, .object(JSONObject(members.map { ($0, .decimal($1)) })))
                }))
    }
}

/// The constraints of a run and what was wrong with their source.
public struct ConstraintSource: Sendable {
    /// By symbol; nil when constraints are off or have no source.
    public let constraints: [String: QuantityConstraint]?
    /// Why the cache, or a symbol of it, could not be used: for the log, one line each.
    public let warnings: [String]
}

extension PaperOptions {
    /// The constraints that orders of this run obey. Reads the cache file when it is needed; one that cannot
    /// be used leaves no symbol constrained and is reported in the warnings: also where v1 would fail every order
    /// with a type error (`symbols: null`).
    public func constraintSource() -> ConstraintSource {
        guard constraintsEnabled else { return ConstraintSource(constraints: nil, warnings: []) }
        if let symbolConstraints { return ConstraintSource(constraints: symbolConstraints, warnings: []) }
        guard let constraintCachePath else { return ConstraintSource(constraints: nil, warnings: []) }
        return ConstraintSource(cache: constraintCachePath)
    }
}

extension ConstraintSource {
    fileprivate init(cache path: String) {
        do {
            let information = try ExchangeInfo(JSONFile.read(path))
            constraints = information.constraints
            warnings = information.skipped.map { "\(path): \($0) has no usable LOT_SIZE and is not constrained" }
        } catch let error as FixtureError {
            constraints = [:]
            warnings = ["\(error)"]
        } catch {
            constraints = [:]
            warnings = ["\(path): \(error)"]
        }
    }
}
