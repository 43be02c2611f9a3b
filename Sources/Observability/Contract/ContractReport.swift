// One scrape against the contract, and what the command prints of it: metrics specification, section 10.

import Domain
import Glibc

public struct ContractReport: Sendable {
    public let source: String
    public let characters: Int
    public let lines: Int
    public let required: [(pattern: String, isFound: Bool)]
    public let forbidden: [(pattern: String, isFound: Bool)]
    /// What the closer look found; empty in a good scrape.
    public let findings: [ContractFinding]

    public init(checking text: String, from source: String) {
        self.source = source
        characters = text.unicodeScalars.count
        let trimmed = text.drop { $0.isWhitespace }
        let end = trimmed.lastIndex { !$0.isWhitespace }
        lines = end.map { trimmed[...$0].split(separator: "\n", omittingEmptySubsequences: false).count } ?? 0
        let bytes = Array(text.utf8)
        required = ContractPatterns.required.map { ($0, Self.contains(bytes, $0)) }
        forbidden = MetricCatalogue.forbiddenLabels.map { ($0, Self.contains(bytes, $0)) }
        findings = ExpositionRules.findings(text)
    }

    public var missing: [String] { required.filter { !$0.isFound }.map(\.pattern) }
    public var foundForbidden: [String] { forbidden.filter(\.isFound).map(\.pattern) }
    public var isPassed: Bool { missing.isEmpty && foundForbidden.isEmpty && findings.isEmpty }

    private static func contains(_ bytes: [UInt8], _ pattern: String) -> Bool {
        let pattern = Array(pattern.utf8)
        return bytes.withUnsafeBytes { text in
            pattern.withUnsafeBytes { wanted in
                guard let start = text.baseAddress, let first = wanted.first else { return wanted.isEmpty }
                var next = start
                let end = start + text.count
                while end - next >= wanted.count, let found = memchr(next, Int32(first), end - next - wanted.count + 1) {
                    if memcmp(found, wanted.baseAddress!, wanted.count) == 0 { return true }
                    next = UnsafeRawPointer(found) + 1
                }
                return false
            }
        }
    }
}

extension ContractReport {
    public func text(verbose: Bool) -> String {
        let rule = String(repeating: "=", count: 60)
        var lines = [rule, "METRICS CONTRACT CHECK", rule, "Source: \(source)", "Metrics size: \(characters) bytes, \(self.lines) lines", ""]
        lines.append("Required patterns (\(required.count))")
        if verbose { lines += required.map { Self.mark($0.isFound, $0.pattern) } }
        lines += ["", "Forbidden labels (\(forbidden.count))"]
        if verbose { lines += forbidden.map { Self.mark(!$0.isFound, $0.pattern) } }
        let found = required.count - missing.count
        lines += [
            "", "Results", "  Required patterns: Total \(required.count), Found \(found), Missing \(missing.count)",
            "  Forbidden labels: Checked \(forbidden.count), Found \(foundForbidden.count)",
            "  Form, types, labels: Findings \(findings.count)",
        ]
        lines += Self.list("Missing patterns:", missing) + Self.list("Forbidden labels found:", foundForbidden)
        lines += Self.list("Findings:", findings.map { $0.line > 0 ? "line \($0.line): \($0.text)" : $0.text })
        lines += ["", isPassed ? "METRICS CONTRACT VALIDATED" : "METRICS CONTRACT FAILED", ""]
        return lines.joined(separator: "\n")
    }

    private static func mark(_ isGood: Bool, _ pattern: String) -> String {
        let shown = pattern.count > 60 ? pattern.prefix(60) + "..." : pattern[...]
        return "  \(isGood ? "\u{2713}" : "\u{2717}") \(shown)"
    }

    private static func list(_ title: String, _ entries: [String]) -> [String] {
        entries.isEmpty ? [] : ["", title] + entries.map { "  - \($0)" }
    }

    public var document: JSONValue {
        .object(
            JSONObject([
                ("source", .text(source)), ("characters", .integer(characters)), ("lines", .integer(lines)),
                ("required", .integer(required.count)), ("missing", .array(missing.map { .text($0) })),
                ("forbidden", .array(foundForbidden.map { .text($0) })),
                (
                    "findings",
                    .array(
                        findings.map {
                            .object(JSONObject([("line", .integer($0.line)), ("text", .text($0.text))]))
                        })
                ),
                ("passed", .bool(isPassed)),
            ]))
    }
}
