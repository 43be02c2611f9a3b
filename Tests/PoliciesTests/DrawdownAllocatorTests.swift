import struct DecimalArithmetic.Decimal
import Domain
import Policies
import XCTest

final class DrawdownAllocatorTests: XCTestCase {
    private struct Entry {
        var name: String
        var tier = RiskTier.low
        var weight = "1.0"
        var isEnabled = true
    }

    /// `name=usd(fraction) … | residual total budget`.
    private func row(
        _ equity: String, _ budget: String, _ entries: [Entry], _ change: (inout AllocatorConfig) -> Void = { _ in }
    ) throws -> String {
        var symbols = SymbolTable()
        var config = AllocatorConfig()
        change(&config)
        let candidates = try entries.map {
            AllocationCandidate(
                symbol: try XCTUnwrap(symbols.intern(text: $0.name)), tier: $0.tier, weight: dec($0.weight),
                isEnabled: $0.isEnabled)
        }
        let result = try DrawdownAllocator(config)
            .allocate(equity: dec(equity), portfolioBudget: dec(budget), candidates, symbols)
        var parts: [String] = []
        for entry in result.allocations {
            parts.append("\(symbols.text(entry.symbol))=\(entry.budgetUsd)(\(entry.fraction))")
        }
        return parts.joined(separator: " ")
            + " | \(result.residualUsd) \(result.totalAllocatedUsd) \(result.portfolioBudgetUsd)"
    }

    private let three = [Entry(name: "C"), Entry(name: "A"), Entry(name: "B")]

    /// Rows of policies specification, section 7.
    func testTiersAndWeights() throws {
        XCTAssertEqual(
            try row(
                "100000", "0.20",
                [
                    Entry(name: "BTCUSDT", tier: .high), Entry(name: "ETHUSDT", tier: .medium), Entry(name: "BNBUSDT"),
                ]),
            "BNBUSDT=9230.76(0.0923076) BTCUSDT=4615.38(0.0461538) ETHUSDT=6153.84(0.0615384) "
                + "| 0.02 19999.98 20000.00")
        XCTAssertEqual(
            try row("100000", "0.20", [Entry(name: "B", weight: "3"), Entry(name: "A", weight: "1")]),
            "A=5000.00(0.05) B=15000.00(0.15) | 0.00 20000.00 20000.00")
        XCTAssertEqual(
            try row("100000", "0.20", [Entry(name: "B", weight: "0"), Entry(name: "A", weight: "1")]),
            "A=20000.00(0.20) B=0(0) | 0.00 20000.00 20000.00")
        XCTAssertEqual(
            try row("1000", "0.1", [Entry(name: "A", tier: .high), Entry(name: "B")]) {
                $0.factors.medium = nil
                $0.factors.high = nil
            },
            "A=39.99(0.03999) B=59.99(0.05999) | 0.02 99.98 100.0")
    }

    func testDisabledCandidates() throws {
        XCTAssertEqual(
            try row("100000", "0.20", [Entry(name: "A"), Entry(name: "B", isEnabled: false)]),
            "A=20000.00(0.20) | 0.00 20000.00 20000.00")
        XCTAssertEqual(
            try row("100000", "0.20", [Entry(name: "A", isEnabled: false)]), " | 20000.00 0 20000.00")
    }

    func testRoundingMinimumAndPrecision() throws {
        XCTAssertEqual(
            try row("1000", "0.10", three), "A=33.33(0.03333) B=33.33(0.03333) C=33.33(0.03333) | 0.01 99.99 100.00")
        XCTAssertEqual(
            try row("1000", "0.10", three) { $0.budgetPrecision = 0 },
            "A=33(0.033) B=33(0.033) C=33(0.033) | 1.00 99 100.00")
        let pair = [Entry(name: "A", tier: .high), Entry(name: "B")]
        XCTAssertEqual(try row("100", "0.01", pair), "A=0(0) B=0(0) | 1.00 0 1.00")
        XCTAssertEqual(
            try row("100", "0.01", pair) { $0.budgetUsdMin = .zero },
            "A=0.33(0.0033) B=0.66(0.0066) | 0.01 0.99 1.00")
        XCTAssertEqual(try row("100", "0.01", [Entry(name: "A")]), "A=1.00(0.01) | 0.00 1.00 1.00")
        XCTAssertEqual(try row("100", "1", [Entry(name: "A")]), "A=100.00(1.00) | 0.00 100.00 100")
    }

    func testRefusals() throws {
        let one = [Entry(name: "A")]
        let cases: [(String, String, [Entry], (inout AllocatorConfig) -> Void, String)] = [
            ("100", "0.1", [Entry(name: "A", weight: "0")], { _ in }, "Total weight must be > 0"),
            ("100", "0.1", one + one, { _ in }, "duplicate symbols in candidates list"),
            ("100", "0.1", [], { _ in }, "candidates list cannot be empty"),
            ("0", "0.1", one, { _ in }, "equity must be > 0, got 0"),
            ("100", "0", one, { _ in }, "portfolio_dd_budget must be > 0, got 0"),
            ("100", "1.1", one, { _ in }, "portfolio_dd_budget must be <= 1.0, got 1.1"),
            ("100", "0.1", [Entry(name: "")], { _ in }, "symbol cannot be empty"),
            ("100", "0.1", [Entry(name: "A", weight: "-1")], { _ in }, "weight must be >= 0, got -1"),
            ("100", "0.1", one, { $0.factors.high = .zero }, "tier_factors must be > 0, got 0"),
            ("100", "0.1", one, { $0.budgetPrecision = -1 }, "budget_precision must be >= 0, got -1"),
            ("100", "0.1", one, { $0.budgetUsdMin = dec("-1") }, "min_budget_usd must be >= 0, got -1"),
        ]
        for (equity, budget, entries, change, message) in cases {
            XCTAssertThrowsError(try row(equity, budget, entries, change)) { XCTAssertEqual("\($0)", message) }
        }
        XCTAssertThrowsError(try row("100", "0.1", one) { $0.budgetPrecision = 28 }) {
            XCTAssertEqual($0 as? AllocationError, .decimal(.invalidOperation))
        }
    }
}
