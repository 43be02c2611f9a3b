// The signal contract and the time-indexed table: ML specification, sections 1 and 2.

import Domain
import Foundation
import Signals
import TestSupport
import XCTest

final class MLSignalTests: XCTestCase {
    private let base =
        #"{"ts_ms":1500,"symbol":"BTCUSDT","regime_probs_bps":{"LOW":7000,"MID":2000,"HIGH":1000},"predicted_regime":"LOW","spacing_multiplier_x1000":800}"#

    func testFeaturesAndCanonicalText() throws {
        var symbols = SymbolTable()
        let signal = try MLSignal(JSONParser.parse(text: base), &symbols)
        XCTAssertEqual(
            signal.features.prettyText().filter { !$0.isWhitespace },
            #"{"ml_regime_prob_low_bps":7000,"ml_regime_prob_mid_bps":2000,"ml_regime_prob_high_bps":1000,"ml_spacing_multiplier_x1000":800,"ml_predicted_regime_ord":0}"#)
        XCTAssertEqual(
            signal.document(symbols).canonicalText,
            #"{"predicted_regime":"LOW","regime_probs_bps":{"HIGH":1000,"LOW":7000,"MID":2000},"spacing_multiplier_x1000":800,"symbol":"BTCUSDT","ts_ms":1500}"#)
        for (regime, ordinal) in [(SignalRegime.low, 0), (.mid, 1), (.high, 2)] {
            XCTAssertEqual(
                try decode(["LOW\",\"spacing": regime.rawValue + "\",\"spacing"]).value(of: .predictedRegimeOrdinal).integer,
                ordinal)
        }
    }

    func testStableNames() {
        XCTAssertEqual(SignalRegime.allCases.map(\.rawValue), ["LOW", "MID", "HIGH"])
        XCTAssertEqual(SignalRegime.caseCount, SignalRegime.allCases.count)
        XCTAssertEqual(SignalFeature.caseCount, SignalFeature.allCases.count)
        XCTAssertEqual(SignalField.caseCount, SignalField.allCases.count)
    }

    /// Each fault is the first in the order of the checks, although later ones are present too.
    func testEveryFault() {
        let faults: [([String: String], SignalError)] = [
            (["\"ts_ms\":1500,": ""], .missingField(.timeMs)), (["\"symbol\":\"BTCUSDT\",": ""], .missingField(.symbol)),
            (["regime_probs_bps": "x"], .missingField(.probabilities)),
            (["predicted_regime": "x"], .missingField(.predictedRegime)),
            (["spacing_multiplier_x1000": "x"], .missingField(.spacingMultiplier)),
            ([#"{"LOW":7000,"MID":2000,"HIGH":1000}"#: "null"], .wrongType(.probabilities)),
            ([#"{"LOW":7000,"MID":2000,"HIGH":1000}"#: "[7000,2000,1000]"], .wrongType(.probabilities)),
            ([#","HIGH":1000"#: ""], .invalid(.probabilities)), ([#""HIGH":1000"#: #""HIGH":1000,"X":0"#], .invalid(.probabilities)),
            (["\"MID\"": "\"mid\""], .invalid(.probabilities)), (["7000": "7000.0"], .invalid(.probabilities)),
            (["7000": "\"7000\""], .invalid(.probabilities)), (["7000": "11000", "2000": "-1000", ":1000}": ":0}"], .invalid(.probabilities)),
            ([":1000}": ":999}"], .invalid(.probabilities)), ([":1000}": ":1001}"], .invalid(.probabilities)),
            (["7000": "9223372036854775807"], .invalid(.probabilities)),
            ([":1000}": ":6}", "\"LOW\",": "\"X\",", "800": "0", "1500": "-1"], .invalid(.probabilities)),
            (["\"LOW\",": "\"low\",", "800": "0", "1500": "-1"], .invalid(.predictedRegime)),
            (["\"LOW\",": "null,"], .invalid(.predictedRegime)), (["\"LOW\",": "[\"LOW\"],"], .wrongType(.predictedRegime)),
            (["800": "0", "1500": "-1"], .invalid(.spacingMultiplier)), (["800": "-5"], .invalid(.spacingMultiplier)),
            (["800": "\"800\""], .wrongType(.spacingMultiplier)),
            (["800": "99999999999999999999"], .invalid(.spacingMultiplier)),
            (["1500": "-1"], .invalid(.timeMs)), (["1500": "\"1500\""], .wrongType(.timeMs)), (["1500": "null"], .wrongType(.timeMs)),
            (["1500": "NaN"], .invalid(.timeMs)), (["\"BTCUSDT\"": "[1]"], .wrongType(.symbol)),
        ]
        for (changes, fault) in faults {
            XCTAssertThrowsError(try decode(changes), "\(changes)") { XCTAssertEqual($0 as? SignalError, fault, "\(changes)") }
        }
    }

    /// The reference's own list: category of every case, canonical text of the valid ones.
    func testTheContractVectors() throws {
        let vectors = try JSONFile.read(SharedCorpus.shared("vectors/ml/signal_vectors.json"))
        let cases = try XCTUnwrap(vectors["contract"]?.arrayValue)
        XCTAssertGreaterThan(cases.count, 40)
        for item in cases {
            let name = item["name"]?.stringValue ?? "?"
            let expected = try XCTUnwrap(item["expect"])
            var symbols = SymbolTable()
            do throws(SignalError) {
                let signal = try MLSignal(item["input"] ?? .null, &symbols)
                XCTAssertEqual(signal.features.canonicalText, expected["policy_features"]?.canonicalText, name)
                XCTAssertEqual(signal.document(symbols).canonicalText, expected["canonical_json"]?.stringValue, name)
            } catch {
                XCTAssertEqual(error.category, expected["category"]?.stringValue, name)
            }
        }
    }

    private func decode(_ changes: [String: String]) throws -> MLSignal {
        var text = base
        for (old, new) in changes {
            XCTAssertTrue(text.contains(old), "'\(old)' is not in the signal")
            text = text.replacingOccurrences(of: old, with: new)
        }
        var symbols = SymbolTable()
        return try MLSignal(JSONParser.parse(text: text), &symbols)
    }
}

extension SignalError {
    fileprivate var category: String {
        switch self {
        case .missingField: "missing_field"
        case .wrongType: "wrong_type"
        case .invalid, .tooManySymbols: "signal_validation_error"
        }
    }
}
