import struct DecimalArithmetic.Decimal
import enum DecimalArithmetic.DecimalError
import Domain
import Policies
import XCTest

final class AdaptiveControllerTests: XCTestCase {
    private let symbol = SymbolID(3)

    /// `MODE/REASON xmultiplier vol spread n` after each observation.
    private func decisions(
        _ observations: [(String, Double)], _ change: (inout ControllerConfig) -> Void = { _ in }
    ) throws -> [String] {
        var config = ControllerConfig()
        change(&config)
        var controller = try AdaptiveController(config)
        return try observations.map { mid, spread in
            try controller.record(symbol, midPrice: dec(mid), spreadBps: spread)
            let decision = try controller.decide(symbol)
            return "\(decision.mode.rawValue)/\(decision.reason.rawValue) x\(decision.spacingMultiplier) "
                + "\(decision.volatilityBps) \(decision.spreadBpsMax) \(decision.windowSize)"
        }
    }

    private let first = "TIGHTEN/LOW_VOL x0.8 0 0 1"

    func testRowsOfTheSpecification() throws {
        XCTAssertEqual(
            try decisions([("100", 60.0), ("100", 10.0), ("101", 50.9), ("104", 51.0)]),
            [
                first, "PAUSE/WIDE_SPREAD x1.0 0 60 2", "PAUSE/WIDE_SPREAD x1.0 100 60 3",
                "PAUSE/WIDE_SPREAD x1.0 397 60 4",
            ])
        XCTAssertEqual(try decisions([("0", 1), ("5", 1)]), [first, "TIGHTEN/LOW_VOL x0.8 0 1 2"])
    }

    func testThresholds() throws {
        let cases = [
            ("10049", 0.0, "TIGHTEN/LOW_VOL x0.8 49 0 2"), ("10050", 0, "BASE/NORMAL x1.0 50 0 2"),
            ("10300", 0, "BASE/NORMAL x1.0 300 0 2"), ("10301", 0, "WIDEN/HIGH_VOL x1.5 301 0 2"),
            ("10000", 50.9, "TIGHTEN/LOW_VOL x0.8 0 50 2"), ("10000", 51, "PAUSE/WIDE_SPREAD x1.0 0 51 2"),
            ("10000", -99.9, "TIGHTEN/LOW_VOL x0.8 0 0 2"),
        ]
        for (mid, spread, expected) in cases {
            XCTAssertEqual(try decisions([("10000", 0), (mid, spread)])[1], expected)
        }
    }

    func testPauseIsForgottenWithItsTick() throws {
        let rows = try decisions([("100", 60), ("100", 1), ("100", 1), ("100", 1)]) { $0.windowSize = 3 }
        XCTAssertEqual(rows[2], "PAUSE/WIDE_SPREAD x1.0 0 60 3")
        XCTAssertEqual(rows[3], "TIGHTEN/LOW_VOL x0.8 0 1 3")
    }

    func testWindowsOfOneAndNone() throws {
        XCTAssertEqual(try decisions([("100", 60), ("200", 60)]) { $0.windowSize = 1 }[1], first)
        XCTAssertEqual(
            try decisions([("100", 60), ("200", 60)]) { $0.windowSize = 0 }[1], "TIGHTEN/LOW_VOL x0.8 0 0 0")
        for size in [-1, 100_001] {
            XCTAssertThrowsError(try decisions([]) { $0.windowSize = size }) {
                XCTAssertEqual(($0 as? ParameterError)?.parameter, "window_size")
            }
        }
    }

    func testUnknownSymbolAndOrderOfSymbols() throws {
        var controller = try AdaptiveController()
        XCTAssertEqual(try controller.decide(SymbolID(9)).mode, .tighten)
        for index: UInt32 in [7, 0, 7, 2] {
            try controller.record(SymbolID(index), midPrice: .one, spreadBps: 0)
        }
        XCTAssertEqual(controller.symbols, [SymbolID(7), SymbolID(0), SymbolID(2)])
    }

    func testUnusableNumbers() throws {
        var controller = try AdaptiveController()
        XCTAssertThrowsError(try controller.record(symbol, midPrice: .one, spreadBps: .nan)) {
            XCTAssertEqual($0 as? DecimalError, .notANumber)
        }
        XCTAssertThrowsError(try controller.record(symbol, midPrice: .one, spreadBps: .infinity)) {
            XCTAssertEqual($0 as? DecimalError, .integerOverflow)
        }
        XCTAssertEqual(try controller.decide(symbol).windowSize, 0)
        // A NaN price fails every decision while it is in the window, and no recording.
        for mid in [Decimal.one, .nan, .one] { try controller.record(symbol, midPrice: mid, spreadBps: 0) }
        XCTAssertThrowsError(try controller.decide(symbol)) {
            XCTAssertEqual($0 as? DecimalError, .invalidOperation)
        }
        for _ in 0..<10 { try controller.record(symbol, midPrice: .one, spreadBps: 0) }
        XCTAssertEqual(try controller.decide(symbol).windowSize, 10)
    }
}
