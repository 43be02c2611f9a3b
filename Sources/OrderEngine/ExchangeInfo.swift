// Quantity constraints out of an exchangeInfo document: execution specification, section 11,
// "Parsing". Only LOT_SIZE is read; a symbol without a usable LOT_SIZE has no constraint.

import DecimalArithmetic
import Domain

/// A document that is no exchangeInfo.
public enum ExchangeInfoError: Error, Equatable, Sendable, CustomStringConvertible {
    case symbolsMissing
    /// A list of the document is null or a scalar.
    case notAList(String)
    /// An element of a list is not an object.
    case notAnObject(String)

    public var description: String {
        switch self {
        case .symbolsMissing: "exchangeInfo missing 'symbols' key"
        case .notAList(let name): "'\(name)' is not a list"
        case .notAnObject(let name): "an element of '\(name)' is not an object"
        }
    }
}

public struct ExchangeInfo: Sendable {
    /// By symbol; of entries with the same symbol the last one counts.
    public private(set) var constraints: [String: QuantityConstraint] = [:]
    /// Symbols whose LOT_SIZE could not be read, in document order: worth a warning each.
    public private(set) var skipped: [String] = []

    /// Reads a document. O(size).
    public init(_ document: JSONValue) throws(ExchangeInfoError) {
        switch document {
        case .object, .array, .string: break
        default: throw .notAList("exchangeInfo")
        }
        guard let symbols = document["symbols"] else { throw .symbolsMissing }
        for entry in try Self.objects(symbols, "symbols") { try read(entry) }
    }

    private mutating func read(_ entry: JSONValue) throws(ExchangeInfoError) {
        guard let symbol = entry["symbol"]?.stringValue, !symbol.isEmpty else { return }
        guard let list = entry["filters"] else { return }
        let filters = try Self.objects(list, "filters")
        guard let lotSize = filters.first(where: { $0["filterType"]?.stringValue == "LOT_SIZE" }) else { return }
        guard let step = Self.decimal(lotSize["stepSize"]), let minimum = Self.decimal(lotSize["minQty"]) else {
            skipped.append(symbol)
            return
        }
        constraints[symbol] = QuantityConstraint(step: step, minimum: minimum)
    }

    private static func objects(_ value: JSONValue, _ name: String) throws(ExchangeInfoError) -> [JSONValue] {
        guard let elements = value.arrayValue else { throw .notAList(name) }
        for element in elements where element.objectValue == nil { throw .notAnObject(name) }
        return elements
    }

    /// The decimal of a value's text; nil when it has none, which the caller records as skipped.
    /// Numbers count by their shortest text; nothing else that is not text has one.
    private static func decimal(_ value: JSONValue?) -> Decimal? {
        switch value {
        case .string(let bytes): try? Decimal(String(decoding: bytes, as: UTF8.self))
        case .integer, .bigInteger, .double: value.flatMap { try? Decimal($0.canonicalText) }
        case .none, .null, .bool, .array, .object: nil
        }
    }
}
