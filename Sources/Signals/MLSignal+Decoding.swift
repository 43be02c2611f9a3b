// Reads and validates one signal: ML specification, section 1.2. The first failure wins, in the order of
// the specification: members, key set, entries, sum, regime, spacing, time.

import Domain

/// Why a signal is not one.
public enum SignalError: Error, Equatable, Sendable {
    /// The category `missing_field`.
    case missingField(SignalField)
    /// The category `wrong_type`.
    case wrongType(SignalField)
    /// The category `signal_validation_error`.
    case invalid(SignalField)
    /// The symbol table is full.
    case tooManySymbols
}

/// The members of a signal in the order in which they are read.
public enum SignalField: String, StableName {
    case timeMs = "ts_ms"
    case symbol = "symbol"
    case probabilities = "regime_probs_bps"
    case predictedRegime = "predicted_regime"
    case spacingMultiplier = "spacing_multiplier_x1000"
    public static var caseCount: Int { 5 }
}

extension MLSignal {
    /// - Parameter symbols: takes the signal's symbol once the signal is known to be valid.
    public init(_ value: JSONValue, _ symbols: inout SymbolTable) throws(SignalError) {
        guard let object = value.objectValue else { throw .wrongType(.timeMs) }
        let time = try Self.member(object, .timeMs)
        let symbolValue = try Self.member(object, .symbol)
        let probabilities = try Self.member(object, .probabilities)
        let regime = try Self.member(object, .predictedRegime)
        let spacing = try Self.member(object, .spacingMultiplier)

        (probabilityLowBps, probabilityMidBps, probabilityHighBps) = try Self.probabilities(probabilities)
        predictedRegime = try Self.regime(regime)
        spacingMultiplierX1000 = try Self.number(spacing, .spacingMultiplier)
        guard .integer(0) < spacingMultiplierX1000 else { throw .invalid(.spacingMultiplier) }
        timeMs = try Self.number(time, .timeMs)
        guard !(timeMs < .integer(0)) else { throw .invalid(.timeMs) }
        symbol = try Self.symbol(symbolValue, &symbols)
    }

    private static func member(_ object: JSONObject, _ field: SignalField) throws(SignalError) -> JSONValue {
        guard let value = object[field.rawValue] else { throw .missingField(field) }
        return value
    }

    private static func probabilities(
        _ value: JSONValue
    ) throws(SignalError) -> (SignalNumber, SignalNumber, SignalNumber) {
        guard let object = value.objectValue else { throw .wrongType(.probabilities) }
        guard object.members.count == SignalRegime.caseCount, let low = object[SignalRegime.low.rawValue],
            let mid = object[SignalRegime.mid.rawValue], let high = object[SignalRegime.high.rawValue]
        else { throw .invalid(.probabilities) }
        let entries = (try probability(low), try probability(mid), try probability(high))
        // None is above the total, so that the sum cannot overflow.
        guard entries.0.bps + entries.1.bps + entries.2.bps == probabilityTotalBps else {
            throw .invalid(.probabilities)
        }
        return (entries.0.number, entries.1.number, entries.2.number)
    }

    private static func probability(_ value: JSONValue) throws(SignalError) -> (number: SignalNumber, bps: Int) {
        guard let number = SignalNumber(value), let bps = number.integer, 0...probabilityTotalBps ~= bps else {
            throw .invalid(.probabilities)
        }
        return (number, bps)
    }

    private static func regime(_ value: JSONValue) throws(SignalError) -> SignalRegime {
        switch value {
        case .array, .object: throw .wrongType(.predictedRegime)
        default:
            guard let regime = value.stringValue.flatMap(SignalRegime.init(rawValue:)) else {
                throw .invalid(.predictedRegime)
            }
            return regime
        }
    }

    private static func number(_ value: JSONValue, _ field: SignalField) throws(SignalError) -> SignalNumber {
        if let number = SignalNumber(value) { return number }
        switch value {
        case .bigInteger, .double: throw .invalid(field)
        default: throw .wrongType(field)
        }
    }

    private static func symbol(_ value: JSONValue, _ symbols: inout SymbolTable) throws(SignalError) -> SymbolID {
        let symbol: SymbolID?
        switch value {
        case .string(let text): symbol = text.withUnsafeBufferPointer { symbols.intern($0) }
        case .array, .object: throw .wrongType(.symbol)
        default: symbol = symbols.intern(bare: value)
        }
        guard let symbol else { throw .tooManySymbols }
        return symbols.identity(symbol)
    }
}
