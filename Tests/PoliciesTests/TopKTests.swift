import struct DecimalArithmetic.Decimal
import Domain
import XCTest

@testable import Policies

final class TopKV0Tests: XCTestCase {
    /// `selected | name score (count) …` after recording prices by name.
    private func row(k: Int = 3, window: Int = 10, _ prices: [(String, [String])]) throws -> String {
        var symbols = SymbolTable()
        var selector = try TopKV0(k: k, windowSize: window)
        for (name, mids) in prices {
            let symbol = try XCTUnwrap(symbols.intern(text: name))
            for mid in mids { selector.record(symbol, midPrice: dec(mid)) }
        }
        let selection = try selector.select(symbols)
        var scores: [String] = []
        for score in selection.scores {
            scores.append("\(symbols.text(score.symbol)) \(score.scoreBps) (\(score.eventCount))")
        }
        var names: [String] = []
        for symbol in selection.selected { names.append(symbols.text(symbol)) }
        return names.joined(separator: ",") + " | " + scores.joined(separator: "; ")
    }

    func testRowsOfTheSpecification() throws {
        XCTAssertEqual(
            try row([("A", ["100", "101"]), ("B", ["100", "99"]), ("C", ["1"]), ("D", ["5", "5"])]),
            "A,B,C | A 100 (2); B 100 (2); C 0 (1); D 0 (2)")
        XCTAssertEqual(
            try row(k: 1, [("B", ["100", "101"]), ("A", ["100", "101"])]), "A | A 100 (2); B 100 (2)")
        XCTAssertEqual(try row([("A", (100...111).map(String.init))]), "A | A 850 (10)")
        XCTAssertEqual(try row([("A", ["0", "5", "10"])]), "A | A 10000 (3)")
        XCTAssertEqual(try row([("A", ["-5", "5"])]), "A | A 0 (2)")
        for (later, score) in [("20001", 0), ("20003", 2), ("20005", 2)] {
            XCTAssertEqual(try row([("A", ["20000", later])]), "A | A \(score) (2)")
        }
        XCTAssertEqual(try row(k: 0, [("A", ["1", "2"])]), " | A 10000 (2)")
        XCTAssertEqual(try row([]), " | ")
        XCTAssertThrowsError(try row(k: -1, []))
    }

    func testNamesSortByCodePoint() throws {
        XCTAssertEqual(
            try row([("é", ["1"]), ("z", ["1"]), ("a", ["1"]), ("Z", ["1"])]),
            "Z,a,z | Z 0 (1); a 0 (1); z 0 (1); é 0 (1)")
    }

    func testReset() throws {
        var symbols = SymbolTable()
        let symbol = try XCTUnwrap(symbols.intern(text: "A"))
        var selector = try TopKV0()
        for mid in ["1", "2"] { selector.record(symbol, midPrice: dec(mid)) }
        selector.reset()
        XCTAssertEqual(try selector.select(symbols).scores, [])
        selector.record(symbol, midPrice: dec("7"))
        XCTAssertEqual(try selector.select(symbols).scores.map(\.scoreBps), [0])
    }

    /// The ring against the plain definition, over several symbols and turns of the ring.
    func testWindowAgreesWithItsDefinition() throws {
        for moves in [PriceWindows.Moves.whenRecorded, .whenSummed] { try assertAgreesWithItsDefinition(moves) }
    }

    private func assertAgreesWithItsDefinition(_ moves: PriceWindows.Moves) throws {
        var windows = try PriceWindows(capacity: 4, moves: moves)
        var history: [[Decimal]] = [[], [], []]
        var seed: UInt64 = 7
        for step in 0..<300 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let price = Decimal(coefficient: UInt128(seed >> 44), exponent: -3)
            let symbol = step % 3
            windows.record(SymbolID(UInt32(symbol)), price: price, spreadBps: step)
            history[symbol].append(price)
            let kept = Array(history[symbol].suffix(4))
            var sum = Decimal.zero
            for (earlier, later) in zip(kept, kept.dropFirst()) {
                sum = try PriceMove(from: earlier, to: later).added(to: sum)
            }
            let summary = try windows.summary(SymbolID(UInt32(symbol)))
            XCTAssertEqual(summary.count, kept.count)
            XCTAssertEqual(summary.volatilityBps, kept.count < 2 ? 0 : try sum.wholeBasisPoints())
            XCTAssertEqual(summary.spreadBpsMax, kept.count < 2 ? 0 : step)
        }
    }
}

final class TopKV1Tests: XCTestCase {
    private var symbols = SymbolTable()

    private func candidate(_ name: String, _ change: (inout TopKCandidate) -> Void = { _ in }) throws -> TopKCandidate {
        var candidate = TopKCandidate(
            symbol: try XCTUnwrap(symbols.intern(text: name)), rangeScore: 10, spreadBps: 5, thinL1: dec("10"),
            netReturnBps: 0, warmupBars: 15)
        change(&candidate)
        return candidate
    }

    /// `name score range liquidity toxicity trend [gates] rank`.
    private func rows(
        _ candidates: [TopKCandidate], _ change: (inout TopKV1Config) -> Void = { _ in }
    ) throws -> [String] {
        var config = TopKV1Config()
        change(&config)
        let selection = try TopKV1(config).select(candidates, symbols)
        XCTAssertEqual(selection.gateExcluded, selection.scores.filter { !$0.gatesFailed.isEmpty }.count)
        return selection.scores.map {
            let gates = $0.gatesFailed.gates.map(\.rawValue).joined(separator: ",")
            return "\(symbols.text($0.symbol)) \($0.score) \($0.rangeComponent) \($0.liquidityComponent) "
                + "\($0.toxicityPenalty) \($0.trendPenalty) [\(gates)] \($0.rank)"
        }
    }

    func testTableOfTheSpecification() throws {
        let candidates = [
            try candidate("B"), try candidate("A"), try candidate("C") { $0.rangeScore = 11 },
            try candidate("D") { $0.thinL1 = dec("0.99") },
            try candidate("E") {
                $0.spreadBps = 51
                $0.warmupBars = 14
                $0.thinL1 = .zero
                $0.isToxic = true
            },
            try candidate("F") { $0.netReturnBps = -333 },
        ]
        XCTAssertEqual(
            try rows(candidates),
            [
                "C 511 11 500 0 0 [] 1", "A 510 10 500 0 0 [] 2", "B 510 10 500 0 0 [] 3",
                "D 0 0 0 0 0 [THIN_BOOK] 0",
                "E 0 0 0 0 0 [TOXICITY_BLOCKED,SPREAD_TOO_WIDE,THIN_BOOK,WARMUP_INSUFFICIENT] 0",
                "F 177 10 500 0 333 [] 0",
            ])
    }

    func testEachGateAtItsThreshold() throws {
        let edge = try candidate("A") { $0.spreadBps = 50; $0.thinL1 = dec("1.0"); $0.warmupBars = 15 }
        XCTAssertEqual(try rows([edge]), ["A 10 10 0 0 0 [] 1"])
        let failures: [(TopKGate, (inout TopKCandidate) -> Void)] = [
            (.toxicityBlocked, { $0.isToxic = true }), (.spreadTooWide, { $0.spreadBps = 51 }),
            (.thinBook, { $0.thinL1 = dec("0.999") }), (.warmupInsufficient, { $0.warmupBars = 14 }),
        ]
        XCTAssertEqual(failures.map(\.0), TopKGate.allCases)
        for (gate, change) in failures {
            XCTAssertEqual(try rows([candidate("A", change)]), ["A 0 0 0 0 0 [\(gate.rawValue)] 0"])
        }
    }

    func testToxicityWithExclusionOffAndNegativeComponents() throws {
        XCTAssertEqual(
            try rows([candidate("A") { $0.isToxic = true }]) { $0.excludesToxic = false },
            ["A -19490 10 500 20000 0 [] 1"])
        XCTAssertEqual(
            try rows([candidate("A") { $0.rangeScore = -7; $0.netReturnBps = 7 }]) {
                $0.rangeWeight = 50
                $0.liquidityWeight = 33
                $0.trendWeight = 50
            }, ["A 323 -4 330 0 3 [] 1"])
        XCTAssertEqual(try rows([candidate("A")]) { $0.k = 0 }, ["A 510 10 500 0 0 [] 0"])
    }

    func testDepthDigits() throws {
        let cases = [
            ("0", 0), ("0.5", 0), ("8.99", 0), ("9", 1), ("9.0", 1), ("98.9", 1), ("99", 2), ("999", 3), ("1E+3", 3),
            ("9998", 3), ("9999", 4), ("1234567.89", 6), ("-1", 0), ("-0.5", 0), ("-5E+30", 0), ("1E+30", 30),
            ("99999999999999999999", 20), ("99999999999999999998", 19),
        ]
        for (quantity, digits) in cases { XCTAssertEqual(try TopKV1.depthDigits(dec(quantity)), digits, quantity) }
    }

    func testSameSymbolSharesItsRank() throws {
        let rows = try rows([
            candidate("A") { $0.thinL1 = .zero }, candidate("B") { $0.rangeScore = 99 }, candidate("A"),
        ])
        XCTAssertEqual(rows, ["B 599 99 500 0 0 [] 1", "A 0 0 0 0 0 [THIN_BOOK] 2", "A 510 10 500 0 0 [] 2"])
    }

    func testScoresBeyond64BitsAreErrors() throws {
        XCTAssertThrowsError(try rows([candidate("A") { $0.rangeScore = .max }]))
        XCTAssertThrowsError(try rows([candidate("A") { $0.netReturnBps = .min }]))
    }
}
