// One ML signal: what a model said about a symbol at a time. ML specification, section 1.
// The predicted regime need not be the most probable one.

import Domain

public enum SignalRegime: String, StableName {
    case low = "LOW"
    case mid = "MID"
    case high = "HIGH"
    public static var caseCount: Int { 3 }
}

/// The values that a signal adds to the policy's inputs, in this order.
public enum SignalFeature: String, StableName {
    case probabilityLowBps = "ml_regime_prob_low_bps"
    case probabilityMidBps = "ml_regime_prob_mid_bps"
    case probabilityHighBps = "ml_regime_prob_high_bps"
    case spacingMultiplierX1000 = "ml_spacing_multiplier_x1000"
    /// LOW 0, MID 1, HIGH 2.
    case predictedRegimeOrdinal = "ml_predicted_regime_ord"
    public static var caseCount: Int { 5 }
}

public struct MLSignal: Sendable, BitwiseCopyable {
    /// At least 0.
    public var timeMs: SignalNumber
    public var symbol: SymbolID
    /// Each an integer of at least 0; together 10000.
    public var probabilityLowBps: SignalNumber
    public var probabilityMidBps: SignalNumber
    public var probabilityHighBps: SignalNumber
    public var predictedRegime: SignalRegime
    /// Above 0; 1000 means unchanged.
    public var spacingMultiplierX1000: SignalNumber

    public static let probabilityTotalBps = 10_000

    public func value(of feature: SignalFeature) -> SignalNumber {
        switch feature {
        case .probabilityLowBps: probabilityLowBps
        case .probabilityMidBps: probabilityMidBps
        case .probabilityHighBps: probabilityHighBps
        case .spacingMultiplierX1000: spacingMultiplierX1000
        case .predictedRegimeOrdinal: .integer(Int(predictedRegime.code))
        }
    }

    /// The policy inputs as an object.
    public var features: JSONValue {
        .object(JSONObject(SignalFeature.allCases.map { ($0.rawValue, value(of: $0).document) }))
    }

    /// The signal as its file has it. Probabilities in the order LOW, MID, HIGH.
    public func document(_ symbols: borrowing SymbolTable) -> JSONValue {
        .object(
            JSONObject([
                ("ts_ms", timeMs.document), ("symbol", .symbol(symbol, symbols)),
                (
                    "regime_probs_bps",
                    .object(
                        JSONObject([
                            (SignalRegime.low.rawValue, probabilityLowBps.document),
                            (SignalRegime.mid.rawValue, probabilityMidBps.document),
                            (SignalRegime.high.rawValue, probabilityHighBps.document),
                        ]))
                ),
                ("predicted_regime", .name(predictedRegime)),
                ("spacing_multiplier_x1000", spacingMultiplierX1000.document),
            ]))
    }
}
