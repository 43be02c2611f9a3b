// The rule files under monitoring/, read as far as their own layout goes: a file that is laid out
// otherwise gives other counts, and the tests say so.

import Foundation
import TestSupport

struct AlertRule {
    var file: String
    var name: String
    var expression = ""
    var severity = ""
    var summary = ""
    var description = ""
    var runbook = ""
}

enum AlertFiles {
    static let root = PackageLayout.root.appendingPathComponent("monitoring/prometheus")

    static func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path).sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func rules() throws -> [AlertRule] { try names("rules").flatMap { try rules(of: $0, text("rules/\($0)")) } }

    static func rules(of file: String, _ text: String) -> [AlertRule] {
        var rules: [AlertRule] = []
        var isExpression = false
        for line in text.split(separator: "\n").map(String.init) {
            let content = line.trimmingCharacters(in: .whitespaces)
            if isExpression, line.hasPrefix("          ") {
                rules[rules.count - 1].expression += content + "\n"
                continue
            }
            isExpression = false
            guard let colon = content.firstIndex(of: ":") else { continue }
            let value = content[content.index(after: colon)...].trimmingCharacters(in: CharacterSet(charactersIn: " '"))
                .replacingOccurrences(of: "''", with: "'")
            switch content[..<colon] {
            case "- alert": rules.append(AlertRule(file: file, name: value))
            case "expr": isExpression = true
            case "severity": rules[rules.count - 1].severity = value
            case "summary": rules[rules.count - 1].summary = value
            case "description": rules[rules.count - 1].description = value
            case "runbook": rules[rules.count - 1].runbook = value
            default: break
            }
        }
        return rules
    }
}
