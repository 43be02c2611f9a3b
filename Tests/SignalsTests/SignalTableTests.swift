// The time-indexed table: ML specification, section 2.

import Domain
import Signals
import XCTest

final class SignalTableTests: XCTestCase {
    private var symbols = SymbolTable()

    func testTheSelectionTable() throws {
        let table = try table([("BTCUSDT", "3000", 3), ("BTCUSDT", "1000", 1), ("BTCUSDT", "2000", 2), ("ETHUSDT", "1500", 9)])
        for (timeMs, spacing) in [
            (0, nil), (999, nil), (1000, 1), (1001, 1), (1999, 1), (2000, 2), (2999, 2), (3000, 3),
            (1_000_000_000_000_000, 3),
        ] as [(Int, Int?)] {
            XCTAssertEqual(spacingAt("BTCUSDT", timeMs, table), spacing, "\(timeMs)")
        }
        XCTAssertNil(spacingAt("ETHUSDT", 1499, table))
        XCTAssertEqual(spacingAt("ETHUSDT", 1500, table), 9)
        XCTAssertNil(spacingAt("XRP", 5000, table))
    }

    func testDuplicateTimesRefuseTheFile() throws {
        let btc = try XCTUnwrap(symbols.intern(text: "BTCUSDT"))
        for time in ["1000", "1000.0"] {
            XCTAssertThrowsError(try table([("BTCUSDT", "1000", 1), ("ETHUSDT", "1000", 1), ("BTCUSDT", time, 2)])) {
                XCTAssertEqual($0 as? SignalFileError, .duplicateTime(symbol: btc, timeMs: 1000))
            }
        }
        XCTAssertNoThrow(try table([("BTCUSDT", "1000", 1), ("ETHUSDT", "1000", 1)]), "another symbol")
        let table = try table([("BTCUSDT", "1000", 1), ("BTCUSDT", "1000", 0)])
        XCTAssertEqual(spacingAt("BTCUSDT", 1000, table), 1, "an invalid signal is no duplicate")
        XCTAssertEqual(table.skippedCount, 1)
    }

    func testFractionalTimesSortExactly() throws {
        let table = try table([("A", "1500.5", 2), ("A", "1500", 1), ("A", "true", 9)])
        XCTAssertEqual(spacingAt("A", 0, table), nil)
        XCTAssertEqual(spacingAt("A", 1, table), 9)
        XCTAssertEqual(spacingAt("A", 1500, table), 1)
        XCTAssertEqual(spacingAt("A", 1501, table), 2)
        // Both times are the same double; the integer is one less.
        let large = try self.table([("A", "9007199254740993.0", 2), ("A", "9007199254740991", 1)])
        XCTAssertEqual(spacingAt("A", 9_007_199_254_740_991, large), 1)
        XCTAssertEqual(spacingAt("A", 9_007_199_254_740_992, large), 2)
    }

    func testTheShapesOfAFile() throws {
        XCTAssertEqual(try SignalTable(parsing: Array(signal("A", "1", 1).utf8), &symbols).bySymbol.count, 1)
        for text in ["null", "5", "\"x\"", "[]", "[1,null]", "{\"signals\":[\(signal("A", "1", 1))]}"] {
            XCTAssertTrue(try SignalTable(parsing: Array(text.utf8), &symbols).bySymbol.isEmpty, text)
        }
        for text in ["", "{", "[1,]"] {
            XCTAssertThrowsError(try SignalTable(parsing: Array(text.utf8), &symbols), text) {
                guard case .json? = $0 as? SignalFileError else { return XCTFail("\($0)") }
            }
        }
    }

    private func table(_ signals: [(String, String, Int)]) throws -> SignalTable {
        let text = "[" + signals.map { signal($0.0, $0.1, $0.2) }.joined(separator: ",") + "]"
        return try SignalTable(parsing: Array(text.utf8), &symbols)
    }

    private func signal(_ symbol: String, _ time: String, _ spacing: Int) -> String {
        #"{"ts_ms":\#(time),"symbol":"\#(symbol)","regime_probs_bps":{"LOW":1,"MID":2,"HIGH":9997},"predicted_regime":"HIGH","spacing_multiplier_x1000":\#(spacing)}"#
    }

    private func spacingAt(_ name: String, _ timeMs: Int, _ table: SignalTable) -> Int? {
        guard let symbol = symbols.intern(text: name) else { return nil }
        return table.signal(symbol, atMs: timeMs)?.spacingMultiplierX1000.integer
    }
}
