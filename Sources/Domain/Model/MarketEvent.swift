// One market event after parsing: the input of the engine. Fixed size, no references, so that a
// fixture is one flat array and a ring record holds the same fields.

import DecimalArithmetic

/// The fields of a snapshot in the order in which they are read; the first that fails names the rejection.
public enum SnapshotField: String, StableName {
    case ts = "ts"
    case symbol = "symbol"
    case bidPrice = "bid_price"
    case askPrice = "ask_price"
    case bidQuantity = "bid_qty"
    case askQuantity = "ask_qty"
    case lastPrice = "last_price"
    case lastQuantity = "last_qty"
    public static var caseCount: Int { 8 }
}

/// Why one event yields no output while the run goes on.
public enum EventFault: String, StableName {
    case missingField = "MISSING_FIELD"
    case wrongType = "WRONG_TYPE"
    case badDecimal = "BAD_DECIMAL"
    case decimalOperation = "DECIMAL_OPERATION"
    case decimalDivision = "DECIMAL_DIVISION_BY_ZERO"
    case decimalOverflow = "DECIMAL_OVERFLOW"
    case notANumber = "NOT_A_NUMBER"
    case tooLong = "DECIMAL_TOO_LONG"
    case negativeEquity = "NEGATIVE_EQUITY"
    case outOfRange = "OUT_OF_RANGE"
    public static var caseCount: Int { 10 }

    public init(_ error: DecimalError) {
        self =
            switch error {
            case .syntax: .badDecimal
            case .invalidOperation: .decimalOperation
            case .divisionByZero: .decimalDivision
            case .overflow, .integerOverflow: .decimalOverflow
            case .notANumber: .notANumber
            case .longCoefficientTableFull: .tooLong
            }
    }

    /// What a person reads about it.
    public func explanation(field: SnapshotField?) -> String {
        let name = field.map { "'\($0.rawValue)'" } ?? "a value"
        return switch self {
        case .missingField: "missing key \(name)"
        case .wrongType: "\(name) has a type that cannot be used here"
        case .badDecimal: "\(name) is not a decimal number"
        case .decimalOperation: "a computation with these values is invalid (not a number, infinite, or more than 28 digits)"
        case .decimalDivision: "division by zero"
        case .decimalOverflow: "a computation with these values overflows"
        case .notANumber: "a computation needs a number and found NaN"
        case .negativeEquity: "the equity is negative, which the drawdown guard cannot measure"
        case .tooLong: "\(name) is one of too many numbers with more than 38 digits"
        case .outOfRange: "a decision was asked for with a value outside its range"
        }
    }
}

public struct MarketEvent: Sendable, BitwiseCopyable {
    public enum Kind: UInt8, Sendable, BitwiseCopyable {
        /// Best bid and ask of one symbol.
        case snapshot
        /// A record of a type that no pipeline uses; it only counts.
        case unhandled
        /// A book snapshot; its text is `depthRecords[depthRecord]` of its fixture.
        case depth
        /// A snapshot that could not be read: `fault` and `field` say why.
        case rejected
    }

    public var kind: Kind
    public var fault: EventFault
    public var field: SnapshotField
    public var symbol: SymbolID
    public var depthRecord: UInt32
    public var time: EventTime
    public var bidPrice: Decimal
    public var askPrice: Decimal
    public var bidQuantity: Decimal
    public var askQuantity: Decimal

    public init(kind: Kind, time: EventTime, symbol: SymbolID = SymbolID(0)) {
        self.kind = kind
        self.time = time
        self.symbol = symbol
        depthRecord = 0
        fault = .missingField
        field = .ts
        bidPrice = .zero
        askPrice = .zero
        bidQuantity = .zero
        askQuantity = .zero
    }

    /// A snapshot that could not be read.
    public static func rejected(_ fault: EventFault, _ field: SnapshotField, at time: EventTime) -> MarketEvent {
        var event = MarketEvent(kind: .rejected, time: time)
        event.fault = fault
        event.field = field
        return event
    }
}
