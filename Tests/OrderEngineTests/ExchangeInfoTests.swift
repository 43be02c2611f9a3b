// Execution specification, section 11, "Parsing".

import Domain
import OrderEngine
import XCTest

final class ExchangeInfoTests: XCTestCase {
    /// `SYMBOL step/minimum` of each constraint, sorted.
    private func read(_ text: String) throws -> [String] {
        try ExchangeInfo(JSONParser.parse(text: text)).constraints
            .map { "\($0.key) \($0.value.step.description)/\($0.value.minimum.description)" }.sorted()
    }

    private func lotSize(_ step: String, _ minimum: String) throws -> [String] {
        try read(
            """
            {"symbols":[{"symbol":"X","filters":[{"filterType":"MARKET_LOT_SIZE","stepSize":"7","minQty":"7"},
            {"filterType":"LOT_SIZE","stepSize":\(step),"minQty":\(minimum)},
            {"filterType":"LOT_SIZE","stepSize":"9","minQty":"9"}]}]}
            """)
    }

    func testValuesOfTheFirstLotSizeCount() throws {
        XCTAssertEqual(try lotSize("\"0.001\"", "\"0.001\""), ["X 0.001/0.001"])
        XCTAssertEqual(try lotSize("0.001", "1"), ["X 0.001/1"])
        XCTAssertEqual(try lotSize("0.00001", "1e-8"), ["X 0.00001/1E-8"])
        XCTAssertEqual(try lotSize("\"0\"", "\"0\""), ["X 0/0"])
        XCTAssertEqual(try lotSize("\"NaN\"", "\"1\""), ["X NaN/1"])
        for bad in ["\"x\"", "null", "true", "[1]"] { XCTAssertEqual(try lotSize(bad, "1"), [], bad) }
    }

    func testUnusableLotSizesAreNamed() throws {
        let info = try ExchangeInfo(
            JSONParser.parse(text: "{\"symbols\":[{\"symbol\":\"X\",\"filters\":[{\"filterType\":\"LOT_SIZE\",\"stepSize\":\"1\"}]}]}"))
        XCTAssertTrue(info.constraints.isEmpty)
        XCTAssertEqual(info.skipped, ["X"])
    }

    func testEntriesWithoutNameOrFiltersHaveNoConstraintAndTheLastDuplicateWins() throws {
        XCTAssertEqual(
            try read(
                """
                {"symbols":[{"filters":[]},{"symbol":"","filters":[]},{"symbol":"A"},{"symbol":"B","filters":[]},
                {"symbol":"C","filters":[{"filterType":"LOT_SIZE","stepSize":"1","minQty":"1"}]},
                {"symbol":"C","filters":[{"filterType":"LOT_SIZE","stepSize":"2","minQty":"3"}]}]}
                """), ["C 2/3"])
    }

    func testOtherDocumentsAreRefused() {
        func refusal(_ text: String) -> ExchangeInfoError? {
            do {
                _ = try read(text)
                return nil
            } catch {
                return error as? ExchangeInfoError
            }
        }
        XCTAssertEqual(refusal("{}"), .symbolsMissing)
        XCTAssertEqual(refusal("[]"), .symbolsMissing)
        XCTAssertEqual(refusal("{\"symbols\":null}"), .notAList("symbols"))
        XCTAssertEqual(refusal("{\"symbols\":[{\"symbol\":\"A\",\"filters\":null}]}"), .notAList("filters"))
        XCTAssertEqual(refusal("{\"symbols\":[1]}"), .notAnObject("symbols"))
    }
}
