// Why a text is no book snapshot. The faults stand in the order in which they are looked for: domain
// specification, section 9; the first that applies is the one reported.

import DecimalArithmetic
import Domain

/// The members of the record, in the order in which presence and types are checked.
public enum L2Field: String, StableName {
    case type = "type"
    case version = "v"
    case timeMs = "ts_ms"
    case symbol = "symbol"
    case venue = "venue"
    case depth = "depth"
    case bids = "bids"
    case asks = "asks"
    case meta = "meta"
    public static var caseCount: Int { 9 }
}

public enum L2Fault: String, StableName {
    case invalidJSON = "L2_INVALID_JSON"
    case notAnObject = "L2_NOT_AN_OBJECT"
    case unexpectedType = "L2_UNEXPECTED_TYPE"
    case unsupportedVersion = "L2_UNSUPPORTED_VERSION"
    case missingField = "L2_MISSING_FIELD"
    case wrongType = "L2_WRONG_TYPE"
    /// A level is not an array of exactly two.
    case malformedLevel = "L2_MALFORMED_LEVEL"
    case priceNotText = "L2_PRICE_NOT_TEXT"
    case quantityNotText = "L2_QTY_NOT_TEXT"
    case invalidDecimal = "L2_INVALID_DECIMAL"
    case depthMismatch = "L2_DEPTH_MISMATCH"
    case pricesNotOrdered = "L2_PRICES_NOT_ORDERED"
    case quantityNotPositive = "L2_QTY_NOT_POSITIVE"
    /// Best bid at or above best ask.
    case crossedBook = "L2_CROSSED_BOOK"
    /// An integer beyond 64 bits, which the reference would take.
    case integerTooLarge = "L2_INTEGER_TOO_LARGE"
    /// The symbol table is full.
    case tooManySymbols = "L2_TOO_MANY_SYMBOLS"
    public static var caseCount: Int { 16 }
}

public enum L2ParseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Category l2-parse. `level` counts from 0; of two unordered levels it is the first.
    case invalid(L2Fault, L2Field?, level: Int?)
    /// Category decimal-op: a NaN met a comparison. The reference lets it escape un-wrapped.
    case decimal(DecimalError)

    static func invalid(_ fault: L2Fault, _ field: L2Field? = nil) -> L2ParseError { .invalid(fault, field, level: nil) }

    public var description: String {
        switch self {
        case .decimal(let error): "L2 snapshot: a comparison of prices or quantities failed (\(error))"
        case .invalid(let fault, let field, let level):
            "L2 snapshot: \(fault.rawValue)" + (field.map { " in '\($0.rawValue)'" } ?? "")
                + (level.map { "[\($0)]" } ?? "")
        }
    }
}
