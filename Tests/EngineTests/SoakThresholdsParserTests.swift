// Given a thresholds file, when anything in it is not as the format says, then the error names file, line,
// key and remedy.

import Engine
import XCTest

final class SoakThresholdsParserTests: XCTestCase {
    private func error(_ text: String) -> SoakThresholdsError? {
        do {
            _ = try SoakThresholds(parsing: text, file: "t.yml")
            return nil
        } catch {
            return error
        }
    }

    private func assertRefused(
        _ text: String, line: Int, key: String?, _ words: String..., at source: UInt = #line
    ) {
        guard let error = error(text) else { return XCTFail("not refused: \(text)", line: source) }
        XCTAssertEqual(error.line, line, "\(error)", line: source)
        XCTAssertEqual(error.key, key, "\(error)", line: source)
        XCTAssertTrue("\(error)".hasPrefix("t.yml:\(line): "), "\(error)", line: source)
        XCTAssertFalse(error.remedy.isEmpty, line: source)
        for word in words { XCTAssertTrue("\(error)".contains(word), "\(error)", line: source) }
    }

    func testTheProjectsFile() throws {
        let thresholds = try SoakFiles.thresholds()
        for mode in SoakMode.allCases { XCTAssertEqual(thresholds[mode].count, SoakMetric.allCases.count) }
    }

    func testWhatIsAccepted() throws {
        let text = "# comment\n\nbaseline: # the usual\r\n  errors_total: 0  # none\n  fill_rate:\n\n    max: 1.0\n   # odd\n"
        XCTAssertEqual(try SoakThresholds(parsing: text, file: "t")[.baseline].count, 2)
        XCTAssertEqual(try SoakThresholds(parsing: "", file: "t")[.baseline].count, 0)
        XCTAssertEqual(try SoakThresholds(parsing: text, file: "t")[.overload].count, 0)
    }

    func testUnknownKeys() {
        assertRefused("stress:\n  errors_total: 0\n", line: 1, key: "stress", "is no mode", "baseline, overload")
        assertRefused("baseline:\n  errors: 0\n", line: 2, key: "errors", "is no metric", "errors_total, events_dropped")
        assertRefused("baseline:\n  fill_rate:\n    least: 0\n", line: 3, key: "least", "is no bound", "Use min and max.")
        assertRefused("{}\n", line: 1, key: nil, "'{}' is no `key: value`")
        assertRefused("baseline:\n  fill_rate: {min: 0.4}\n", line: 2, key: "fill_rate", "is no number")
    }

    func testDuplicateKeys() {
        assertRefused(
            "baseline:\n  rss_mb_max: 1\noverload:\n  rss_mb_max: 1\nbaseline:\n", line: 5, key: "baseline", "a second time")
        assertRefused("baseline:\n  rss_mb_max: 1\n  rss_mb_max: 1\n", line: 3, key: "rss_mb_max", "a second time")
        for bound in ["min", "max"] {
            assertRefused(
                "baseline:\n  fill_rate:\n    \(bound): 1\n    \(bound): 1\n", line: 4, key: bound, "a second time")
        }
    }

    func testWrongTypes() {
        for value in ["many", "'5'", "\"5\"", "-1", "+1", "1e3", ".5", "5.", "1.2.3", "0x10", "1_000", "true", "null", "~", "[1]", "5 6", "99999999999999999999", ".inf", ".nan"] {
            assertRefused("baseline:\n  rss_mb_max: \(value)\n", line: 2, key: "rss_mb_max", "'\(value)' is no number")
            assertRefused("baseline:\n  fill_rate:\n    min: \(value)\n", line: 3, key: "min", "'\(value)' is no number")
        }
        assertRefused("baseline: 5\n", line: 1, key: "baseline", "a mode has no value")
        assertRefused("baseline:\n  errors_total:\n    max: 5\n", line: 2, key: "errors_total", "has no value")
        assertRefused("baseline:\n  fill_rate:\n    min:\n", line: 3, key: "min", "has no value")
        assertRefused("baseline:\n  fill_rate:\n  rss_mb_max: 5\n", line: 2, key: "fill_rate", "min and max below it")
        assertRefused("baseline:\n  fill_rate:\n", line: 2, key: "fill_rate", "min and max below it")
        assertRefused("baseline:\noverload:\n  rss_mb_max: 5\n", line: 1, key: "baseline", "has no metrics")
        assertRefused("overload:\n", line: 1, key: "overload", "has no metrics")
        assertRefused("baseline:\n  fill_rate:\n    min: 1.0\n    max: 0.4\n", line: 4, key: "max", "min 1.0 is above max 0.4")
    }

    func testIndentation() {
        assertRefused("  errors_total: 0\n", line: 1, key: "errors_total", "stands in no mode")
        assertRefused("baseline:\n errors_total: 0\n", line: 2, key: "errors_total", "indented by 1 spaces")
        assertRefused("baseline:\n   errors_total: 0\n", line: 2, key: "errors_total", "indented by 3 spaces")
        assertRefused("baseline:\n    errors_total: 0\n", line: 2, key: "errors_total", "below no metric")
        assertRefused("baseline:\n  rss_mb_max: 1\n    max: 1\n", line: 3, key: "max", "below no metric")
        assertRefused("baseline:\n  fill_rate:\n      max: 1\n", line: 3, key: "max", "indented by 6 spaces")
        assertRefused("baseline:\nerrors_total: 0\n", line: 2, key: "errors_total", "is no mode")
        assertRefused("baseline:\n\terrors_total: 0\n", line: 2, key: nil, "holds a tab", "Use spaces.")
        assertRefused("baseline:\n  errors_total:\t0\n", line: 2, key: nil, "holds a tab")
    }

    func testLinesThatAreNone() {
        assertRefused("baseline\n", line: 1, key: nil, "'baseline' is no `key: value`")
        assertRefused("baseline:\n  errors_total:0\n", line: 2, key: "errors_total", "no space follows the colon")
        assertRefused("baseline:\n  errors_total : 0\n", line: 2, key: "errors_total ", "is no metric")
        assertRefused("baseline:\n  errors_total: 0#1\n", line: 2, key: "errors_total", "'0#1' is no number")
    }
}
