// The tables of spec/decimal.md themselves are the data: every row of a table whose header is known is checked.

import DecimalArithmetic
import Foundation
import XCTest

import struct DecimalArithmetic.Decimal

final class SpecificationTableTests: XCTestCase {
    func testEveryKnownTableRow() throws {
        guard let shared = VectorFiles.sharedDirectory(),
            let text = try? String(contentsOf: shared.appendingPathComponent("spec/decimal.md"), encoding: .utf8)
        else { throw XCTSkip("no shared/spec/decimal.md found; set GRINDER_SHARED to run the table rows") }
        var header: [String] = []
        var checked: [String: Int] = [:]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                header = []
                continue
            }
            let cells = line.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            if header.isEmpty {
                header = cells
            } else if !cells[0].hasPrefix("---") {
                let key = header.joined(separator: "|")
                if try check(key, cells) { checked[key, default: 0] += 1 }
            }
        }
        print("decimal.md rows checked: \(checked.values.reduce(0, +)) in \(checked.count) tables")
        XCTAssertGreaterThanOrEqual(checked.count, 12)
        XCTAssertGreaterThanOrEqual(checked.values.reduce(0, +), 280)
    }

    /// Checks one row; false when the table is prose.
    private func check(_ header: String, _ row: [String]) throws -> Bool {
        let cells = row.map { $0.replacingOccurrences(of: "`", with: "") }
        switch header {
        case "Text|(s, c, e)|Prints as": checkParsing(row)
        case "coefficient|exponent|adj|text":
            let value = Decimal(coefficient: UInt128(cells[0])!, exponent: Int(cells[1])!)
            XCTAssertEqual(value.adjustedExponent, Int(cells[2]))
            XCTAssertEqual(value.description, cells[3])
        case "a|b|a + b": checkVector("add", cells[0], cells[1], cells[2])
        case "a|b|a − b": checkVector("sub", cells[0], cells[1], cells[2])
        case "a|b|a × b": checkVector("mul", cells[0], cells[1], cells[2])
        case "a|b|a ÷ b": checkVector("div", cells[0], cells[1], cells[2])
        case "op|a|b|result":
            let names = ["+": "add", "−": "sub", "×": "mul", "÷": "div"]
            checkVector(names[cells[0]]!, cells[1], cells[2], cells[3])
        case "x|pattern|mode|result":
            var vector = DecimalVector(operation: "quantize", a: .text(cells[0]))
            vector.pattern = cells[1]
            vector.rounding = "ROUND_" + cells[2]
            checkOutcome(vector, cells[3])
        case "x|int|round|abs|−x|truthy|double": checkConversions(cells)
        case "Decimal|→ double|truncated": try checkDouble(cells)
        case "s (bps)|f_up|f_down":
            let bps = Double(cells[0].replacingOccurrences(of: " (skew)", with: ""))!
            XCTAssertEqual(DoubleMath.spacingFactorUp(bps: bps).description, cells[1])
            XCTAssertEqual(DoubleMath.spacingFactorDown(bps: bps).description, cells[2])
            XCTAssertEqual(DoubleMath.skewFactor(bps: bps).description, cells[1])
        case "side|s → text": checkNoisyFactors(side: cells[0], list: cells[1])
        case "center|factor|center×1.0, then successive products": try checkChain(cells)
        case "bid|ask|mid|spread|spread ÷ mid|× 10000|double": try checkSpread(cells)
        case "prev|cur|return|×10000|int bps": try checkReturn(cells)
        default: return false
        }
        return true
    }

    private func checkOutcome(_ vector: DecimalVector, _ expected: String) {
        let outcome = vector.evaluate()
        if expected.hasPrefix("error ") {
            let name = expected.dropFirst(6).prefix { $0 != " " }
            XCTAssertEqual(outcome, .error(String(name)), "\(vector)")
        } else {
            XCTAssertEqual(outcome, .value(expected), "\(vector)")
        }
    }

    private func checkVector(_ operation: String, _ a: String, _ b: String, _ expected: String) {
        checkOutcome(DecimalVector(operation: operation, a: .text(a), b: .text(b)), expected)
    }

    private func checkParsing(_ row: [String]) {
        let samples = ["(empty)": "", "(2 spaces)": "  "]
        // Spaces inside the back quotes belong to the text.
        let text = samples[row[0]] ?? row[0].replacingOccurrences(of: "`", with: "")
        let expected = row[2].replacingOccurrences(of: "`", with: "")
        checkOutcome(DecimalVector(operation: "str", a: .text(text)), expected)
    }

    private func checkConversions(_ cells: [String]) {
        func outcome(_ operation: String) -> DecimalVectorOutcome {
            DecimalVector(operation: operation, a: .text(cells[0])).evaluate()
        }
        let errors = ["value error": "ValueError", "overflow error": "Overflow"]
        for (operation, cell) in [("int", cells[1]), ("round0", cells[2])] {
            XCTAssertEqual(outcome(operation), errors[cell].map { .error($0) } ?? .value(cell), cells[0])
        }
        XCTAssertEqual(outcome("abs"), .value(cells[3]), cells[0])
        XCTAssertEqual(outcome("neg"), .value(cells[4]), cells[0])
        XCTAssertEqual(outcome("bool"), .value(cells[5]), cells[0])
        if case .double(let repr, _) = outcome("to_float") {
            XCTAssertEqual(repr, cells[6], cells[0])
        } else {
            XCTFail("no double for \(cells[0])")
        }
    }

    private func checkDouble(_ cells: [String]) throws {
        let value = try Decimal(cells[0]).doubleValue
        if cells[1] == "+inf" {
            XCTAssertEqual(value, .infinity)
        } else {
            XCTAssertEqual(DoubleText.text(value), cells[1])
            XCTAssertEqual(String(Int(value)), cells[2])
        }
    }

    /// The list is complete: all other integers from 1 to 500 give the exact factor.
    private func checkNoisyFactors(side: String, list: String) {
        var noisy: [Int: String] = [:]
        for entry in list.components(separatedBy: ", ") {
            let parts = entry.components(separatedBy: "→")
            noisy[Int(parts[0])!] = parts[1]
        }
        for bps in 1...500 {
            let isUp = side == "up"
            let factor =
                isUp
                ? DoubleMath.spacingFactorUp(bps: Double(bps)) : DoubleMath.spacingFactorDown(bps: Double(bps))
            if let text = noisy[bps] {
                XCTAssertEqual(factor.description, text)
            } else {
                XCTAssertEqual(factor, Decimal(coefficient: UInt128(isUp ? 10_000 + bps : 10_000 - bps), exponent: -4))
            }
        }
    }

    private func checkChain(_ cells: [String]) throws {
        let expected = cells[2].components(separatedBy: " → ")
        var value = try Decimal(cells[0]) * Decimal("1.0")
        for (index, text) in expected.enumerated() {
            if index > 0 { value = try value * Decimal(cells[1]) }
            XCTAssertEqual(value.description, text)
        }
    }

    private func checkSpread(_ cells: [String]) throws {
        let bid = try Decimal(cells[0])
        let ask = try Decimal(cells[1])
        let mid = try (bid + ask) / .two
        let spread = try ask - bid
        let ratio = try spread / mid
        let bps = try ratio * .tenThousand
        XCTAssertEqual([mid, spread, ratio, bps].map(\.description), Array(cells[2...5]))
        XCTAssertEqual(DoubleText.text(bps.doubleValue), cells[6])
    }

    private func checkReturn(_ cells: [String]) throws {
        let previous = try Decimal(cells[0])
        let change = try (Decimal(cells[1]) - previous) / previous
        XCTAssertEqual(change.description, cells[2].components(separatedBy: " ")[0])
        let bps = try change.magnitude() * .tenThousand
        XCTAssertEqual(bps.description, cells[3])
        XCTAssertEqual(String(try bps.quantized(exponent: 0).truncatedInt()), cells[4])
    }
}
