// Words that may not stand in the code that ships, and where.

import TestSupport
import XCTest

final class BannedCodeTests: XCTestCase {
    private struct Rule: Sendable {
        let name: String
        let pattern: String
        /// Whether the rule looks at a file.
        let applies: @Sendable (SourceFile) -> Bool
        /// Places that may, `path` or `path: line content`, each with its reason.
        var allowed: [String: String] = [:]
        /// A line that breaks the rule, and one that does not: the rule can fail, and does not always.
        let bad: String
        let good: String
    }

    /// Floors 1 to 4 without the rings, whose idle strategies must read a clock.
    private static let core: Set<String> = [
        "DecimalArithmetic", "Domain", "Features", "Policies", "Risk", "OrderEngine", "Scenarios", "Engine", "Signals",
    ]

    @Sendable private static func isCore(_ file: SourceFile) -> Bool { file.target.map(core.contains) ?? false }

    private static let rules: [Rule] = [
        Rule(
            name: "Foundation", pattern: #"\bFoundation(Essentials)?\b"#, applies: { _ in true },
            bad: "import Foundation", good: "import Glibc"),
        Rule(
            name: "print outside the command line and the bench", pattern: #"(^|[^.\w])(print|debugPrint|dump)\("#,
            applies: { $0.target != nil && $0.target != "grinder" }, bad: "        print(x)", good: "        printResult(x)"),
        Rule(
            name: "wall clock in the core",
            pattern: #"\b(gr_clock_\w+|clock_gettime|gettimeofday|ContinuousClock|SuspendingClock|Date\(\)|time\(nil\)|localtime\w*|nanosleep|usleep)\b"#,
            applies: isCore, bad: "let now = gr_clock_monotonic_ns()", good: "let now = event.time"),
        Rule(
            name: "randomness in the core", pattern: #"\b(SystemRandomNumberGenerator|arc4random\w*|getrandom|rand\(\))|\.random\(|\.shuffled\(\)|\.randomElement\(\)"#,
            applies: isCore, bad: "Int.random(in: 0..<3)", good: "random.below(3)"),
        Rule(
            name: "money as a double",
            pattern: #"\b(\w*(Price|Quantity|Notional|PnL|Pnl|Equity|Fee|Cost|Balance)|price|quantity|notional|pnl|equity|fee|balance)\s*:\s*(Double|Float)\b"#,
            applies: isCore, bad: "var bidPrice: Double", good: "var spreadBps: Double, imbalance: Double"),
        Rule(
            name: "a forced try or cast", pattern: #"\b(try!|as!)"#, applies: { _ in true }, bad: "let a = try! b()", good: "let a = try b()"),
        Rule(
            name: "an empty catch", pattern: #"\bcatch\b[^{}]*\{\s*\}"#, applies: { _ in true }, bad: "} catch {}", good: "} catch { throw error }"),
        Rule(
            name: "a try? that nothing handles", pattern: #"^\s*(_\s*=\s*)?try\?"#, applies: { _ in true }, bad: "        try? close()", good: "        guard let a = try? b() else { return nil }"),
        Rule(
            name: "unfinished work", pattern: #"\b(fatalError\(\)|preconditionFailure\(\)|unimplemented)"#, applies: { _ in true },
            bad: "fatalError()", good: #"preconditionFailure("why")"#),
    ]

    private func violations(_ rule: Rule, _ files: [SourceFile]) throws -> [String] {
        let regex = try Regex(rule.pattern)
        return files.filter { rule.applies($0) && rule.allowed[$0.path] == nil }.flatMap { file in
            file.code.enumerated().filter { $0.element.contains(regex) }.map {
                "\(file.path):\($0.offset + 1): \(rule.name): \($0.element.trimmingPrefix { $0 == " " })"
            }
        }
    }

    func testNothingBannedShips() throws {
        let files = try SourceTree.shipped()
        for rule in Self.rules {
            for violation in try violations(rule, files) { XCTFail(violation) }
            for path in rule.allowed.keys {
                XCTAssertTrue(files.contains { $0.path == path }, "\(rule.name) is allowed in \(path), which is gone")
            }
        }
    }

    func testTestsMayUseFoundationButNotItsDecimal() throws {
        let rule = Rule(
            name: "Foundation's decimal", pattern: #"\b(Foundation\.Decimal|NSDecimal\w*)\b"#, applies: { _ in true },
            bad: "let a: Foundation.Decimal", good: "let a: Decimal")
        for violation in try violations(rule, SourceTree.all()) { XCTFail(violation) }
        XCTAssertEqual(try violations(rule, [SourceFile(path: "x", text: rule.bad)]).count, 1)
    }

    func testTestsAreXCTest() throws {
        let rule = Rule(
            name: "Swift Testing", pattern: #"\bimport Testing\b"#, applies: { _ in true }, bad: "import Testing",
            good: "import XCTest")
        for violation in try violations(rule, SourceTree.all()) { XCTFail("\(violation): deploy/test runs XCTest only") }
        XCTAssertEqual(try violations(rule, [SourceFile(path: "x", text: rule.bad)]).count, 1)
    }

    func testEveryRuleCanFail() throws {
        for rule in Self.rules {
            for path in ["Sources/Engine/x.swift"] {
                XCTAssertEqual(try violations(rule, [SourceFile(path: path, text: rule.bad)]).count, 1, rule.name)
                XCTAssertEqual(try violations(rule, [SourceFile(path: path, text: rule.good)]).count, 0, rule.name)
                XCTAssertEqual(try violations(rule, [SourceFile(path: path, text: "// \(rule.bad)")]).count, 0, rule.name)
            }
        }
    }

    func testCodeIsToldFromComments() {
        let text = "a // b\n/* c /* d */ e */ f\nlet g = \"h \\(i(\"j\")) k\" + #\"l \" m\"# ; n\n\"\"\"\no \"p\"\n\"\"\" ; q\n"
        let words = CodeText.lines(of: text).joined(separator: " ").split { !$0.isLetter }.map(String.init)
        XCTAssertEqual(words, ["a", "f", "let", "g", "n", "q"])
        XCTAssertEqual(CodeText.lines(of: text).count, text.split(separator: "\n", omittingEmptySubsequences: false).count)
    }
}
