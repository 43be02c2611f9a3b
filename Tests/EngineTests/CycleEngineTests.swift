// The table of the paper specification, section 12.

import struct DecimalArithmetic.Decimal
import Domain
import Engine
import XCTest

final class CycleEngineTests: XCTestCase {
    private var symbols = Symbols()

    func testTheTable() throws {
        let rows: [(OrderSide, String, String, CycleEngine, [String])] = [
            (.buy, "0.01", "50000", try CycleEngine(), ["TP SELL 0.010 @ 50050.00", "REPLENISH BUY 0.010 @ 49950.00"]),
            (.sell, "0.01", "50000", try CycleEngine(), ["TP BUY 0.010 @ 49950.00", "REPLENISH SELL 0.010 @ 50050.00"]),
            (.buy, "100.000", "1.00", try CycleEngine(), ["TP SELL 100.000 @ 1.00", "REPLENISH BUY 100.000 @ 0.99"]),
            (.sell, "100.000", "1.00", try CycleEngine(), ["TP BUY 100.000 @ 0.99", "REPLENISH SELL 100.000 @ 1.00"]),
            (
                .buy, "0.12345", "33333.33", try CycleEngine(),
                ["TP SELL 0.123 @ 33366.66", "REPLENISH BUY 0.123 @ 33299.99"]
            ),
            (
                .sell, "1", "100", try CycleEngine(step: decimal("0.01"), replenishOffset: decimal("0.02")),
                ["TP BUY 1.000 @ 99.00", "REPLENISH SELL 1.000 @ 102.00"]
            ),
            (
                .buy, "0.0009999", "123.456789",
                try CycleEngine(step: decimal("0.00001"), pricePrecision: 4, quantityPrecision: 5),
                ["TP SELL 0.00099 @ 123.4580", "REPLENISH BUY 0.00099 @ 123.4555"]
            ),
            (.buy, "0", "100", try CycleEngine(), ["TP SELL 0.000 @ 100.10", "REPLENISH BUY 0.000 @ 99.90"]),
            (
                .buy, "1", "100", try CycleEngine(pricePrecision: 0),
                ["TP SELL 1.000 @ 100", "REPLENISH BUY 1.000 @ 99"]
            ),
        ]
        for (side, quantity, price, engine, expected) in rows {
            XCTAssertEqual(try intents(engine, side, quantity, price), expected)
        }
    }

    func testWithoutAddsThereIsOnlyTheTakeProfit() throws {
        XCTAssertEqual(
            try intents(try CycleEngine(), .buy, "0.01", "50000", addsAllowed: false), ["TP SELL 0.010 @ 50050.00"])
    }

    func testCountsAndDocuments() throws {
        let fills = [Fill(symbols("o\"1"), .buy, "2.000", "99.90"), Fill(symbols("A"), .sell, "1", "5")]
        var intents: [CycleIntent] = []
        let counts = try CycleEngine().process(fills, addsAllowed: true, into: &intents)
        XCTAssertEqual([counts.fillsProcessed, counts.takeProfits, counts.replenishments], [2, 2, 2])
        for intent in intents {
            var buffer = ByteBuffer()
            buffer.appendCanonical(intent, symbols.table)
            XCTAssertEqual(buffer.string, JSONValue.document(intent, symbols.table).canonicalText)
        }
        XCTAssertEqual(
            JSONValue.document(intents[3], symbols.table)["intent_id"]?.stringValue, "cycle_REPLENISH_A_SELL_5.00")
        XCTAssertEqual(CycleIntentType.allCases.map(\.rawValue), ["TP", "REPLENISH"])
    }

    private func intents(
        _ engine: CycleEngine, _ side: OrderSide, _ quantity: String, _ price: String, addsAllowed: Bool = true
    ) throws -> [String] {
        var intents: [CycleIntent] = []
        _ = try engine.process([Fill(symbols("A"), side, quantity, price)], addsAllowed: addsAllowed, into: &intents)
        return intents.map { "\($0.type.rawValue) \($0.side.rawValue) \($0.quantity) @ \($0.price)" }
    }
}
