// Features specification, section 6.4: four whole books, from the record's text to the document of features,
// and the same through a record of fixed size.

import DecimalArithmetic
import Domain
import Features
import XCTest

import struct DecimalArithmetic.Decimal

final class L2ScenarioTests: XCTestCase {
    private static let scenarios: [(time: Int, bids: String, asks: String, features: String)] = [
        (
            1_770_552_988_001, "70810.90x0.120 70810.50x0.250 70810.00x0.600 70809.50x0.900 70809.00x1.200",
            "70811.10x0.110 70811.50x0.230 70812.00x0.550 70812.50x0.850 70813.00x1.100",
            #""3.070","2.840",389,0,0,0,0,2000,2000"#
        ),
        (
            1_770_553_003_001, "70829.50x0.001 70808.25x0.002 70800.00x0.010 70790.00x0.015 70780.00x0.020",
            "70830.00x0.001 70851.25x0.002 70860.00x0.010 70870.00x0.015 70880.00x0.020",
            #""0.048","0.048",0,2,2,0,0,2000,2000"#
        ),
        (
            1_770_552_998_001, "70810.90x0.120 70810.50x2.500 70810.00x0.140 70809.50x0.160 70809.00x0.180",
            "70811.10x0.110 70811.50x0.130 70812.00x0.150 70812.50x0.170 70813.00x0.190",
            #""3.100","0.750",6104,0,0,0,0,15625,1267"#
        ),
        (
            1_770_552_993_001, "70790.00x0.010 70780.00x0.012 70770.00x0.015 70760.00x0.020 70750.00x0.030",
            "70830.00x0.009 70840.00x0.011 70850.00x0.014 70860.00x0.019 70870.00x0.028",
            #""0.087","0.081",357,0,0,0,0,2000,2000"#
        ),
    ]

    private func side(_ text: String) -> String {
        let levels = text.split(separator: " ").map { $0.split(separator: "x").map { "\"\($0)\"" }.joined(separator: ",") }
        return "[[" + levels.joined(separator: "],[") + "]]"
    }

    private func read(
        _ time: Int, _ bids: String, _ asks: String, depth: Int, _ symbols: inout SymbolTable
    ) throws -> L2Snapshot {
        var reader = L2SnapshotReader()
        let line = #"{"type":"l2_snapshot","v":0,"ts_ms":\#(time),"symbol":"BTCUSDT","venue":"binance_futures_usdtm","#
            + #""depth":\#(depth),"bids":\#(side(bids)),"asks":\#(side(asks))}"#
        return try reader.read(Array(line.utf8), &symbols)
    }

    func testScenarios() throws {
        var symbols = SymbolTable()
        var calculator = L2FeatureCalculator()
        for scenario in Self.scenarios {
            let snapshot = try read(scenario.time, scenario.bids, scenario.asks, depth: 5, &symbols)
            let features = try calculator.features(of: snapshot)
            let members = try XCTUnwrap(JSONValue.document(features, symbols).objectValue).members
            XCTAssertEqual(
                members.map { String(decoding: $0.key, as: UTF8.self) },
                [
                    "ts_ms", "symbol", "venue", "depth", "depth_bid_qty_topN", "depth_ask_qty_topN",
                    "depth_imbalance_topN_bps", "impact_buy_topN_bps", "impact_sell_topN_bps",
                    "impact_buy_topN_insufficient_depth", "impact_sell_topN_insufficient_depth",
                    "wall_bid_score_topN_x1000", "wall_ask_score_topN_x1000", "qty_ref",
                ])
            let values = JSONValue.array(members.map(\.value)).canonicalText
            XCTAssertEqual(
                values, #"[\#(scenario.time),"BTCUSDT","binance_futures_usdtm",5,\#(scenario.features),"0.003"]"#)

            let record = try XCTUnwrap(BookRecord(snapshot))
            let again = L2FeatureSnapshot(
                timeMs: features.timeMs, symbol: record.symbol, venue: record.venue, depth: features.depth,
                book: try calculator.features(of: record), quantityReference: calculator.quantityReference)
            XCTAssertEqual(
                JSONValue.document(again, symbols).canonicalText, JSONValue.document(features, symbols).canonicalText)
        }
    }

    func testFeaturesReadBackNeedEveryMember() throws {
        var symbols = SymbolTable()
        var calculator = L2FeatureCalculator()
        let scenario = Self.scenarios[1]
        let snapshot = try read(scenario.time, scenario.bids, scenario.asks, depth: 5, &symbols)
        let document = JSONValue.document(try calculator.features(of: snapshot), symbols)
        let again = try L2FeatureReader.read(document, &symbols)
        XCTAssertEqual(JSONValue.document(again, symbols).canonicalText, document.canonicalText)

        let members = try XCTUnwrap(document.objectValue).members
        XCTAssertEqual(members.count, 14)
        for left in members {
            var rest = JSONObject()
            for member in members where member.key != left.key { rest.set(member.key, member.value) }
            let name = String(decoding: left.key, as: UTF8.self)
            XCTAssertThrowsError(try L2FeatureReader.read(.object(rest), &symbols)) {
                XCTAssertEqual($0 as? L2FeatureReadError, .missing(member: name))
            }
            rest.set(left.key, .array([]))
            XCTAssertThrowsError(try L2FeatureReader.read(.object(rest), &symbols)) {
                XCTAssertEqual($0 as? L2FeatureReadError, .wrongType(member: name))
            }
        }
    }

    private func deepBook(_ depth: Int, quantity: String) -> (bids: String, asks: String) {
        let bids = (0..<depth).map { "\(1000 - $0)x\(quantity)" }.joined(separator: " ")
        let asks = (0..<depth).map { "\(2000 + $0)x\(quantity)" }.joined(separator: " ")
        return (bids, asks)
    }

    func testARecordRefusesWhatDoesNotFit() throws {
        var symbols = SymbolTable()
        let full = deepBook(BookRecord.levelsMax, quantity: "1")
        XCTAssertNotNil(BookRecord(try read(0, full.bids, full.asks, depth: 20, &symbols)))
        let deep = deepBook(BookRecord.levelsMax + 1, quantity: "1")
        XCTAssertNil(BookRecord(try read(0, deep.bids, deep.asks, depth: 21, &symbols)), "never cut")
        let long = deepBook(1, quantity: String(repeating: "1", count: 40))
        XCTAssertNil(BookRecord(try read(0, long.bids, long.asks, depth: 1, &symbols)), "a handle means nothing elsewhere")
    }
}
