// The names in a PromQL expression, with what is asked of them: enough of the language to hold rules and
// dashboards to the metric catalogue. promtool checks the syntax.

struct PromQL {
    struct Matcher: Equatable {
        let label: String
        let isRegex: Bool
        let value: String
    }

    struct Selector: Equatable {
        let name: String
        let matchers: [Matcher]
    }

    private(set) var selectors: [Selector] = []
    /// Labels of `by`, `on`, `without`, `ignoring`.
    private(set) var groupingLabels: [String] = []

    private static let words: Set = [
        "and", "or", "unless", "by", "on", "without", "ignoring", "group_left", "group_right", "bool", "offset",
    ]

    init(_ expression: String) {
        var rest = Substring(expression)
        while let first = rest.first {
            if first == "\"" {
                _ = Self.takeString(&rest)
            } else if first == "[" {
                rest = rest.drop { $0 != "]" }.dropFirst()
            } else if Self.isWordStart(first) {
                let word = String(rest.prefix(while: Self.isWordPart))
                rest = rest.dropFirst(word.count)
                let next = rest.drop(while: \.isWhitespace)
                if ["by", "on", "without", "ignoring"].contains(word) {
                    groupingLabels += next.dropFirst().prefix { $0 != ")" }.split { $0 == "," || $0 == " " }.map(String.init)
                    rest = next.drop { $0 != ")" }
                } else if next.first == "(" || next.hasPrefix("by (") || Self.words.contains(word) {
                    continue
                } else {
                    selectors.append(Selector(name: word, matchers: Self.takeMatchers(&rest)))
                }
            } else if first.isNumber {
                rest = rest.drop { Self.isWordPart($0) || $0 == "." }
            } else {
                rest = rest.dropFirst()
            }
        }
    }

    private static func isWordStart(_ character: Character) -> Bool { character.isLetter || character == "_" || character == ":" }
    private static func isWordPart(_ character: Character) -> Bool { isWordStart(character) || character.isNumber }

    private static func takeString(_ rest: inout Substring) -> String {
        let text = rest.dropFirst().prefix { $0 != "\"" }
        rest = rest.dropFirst(text.count + 2)
        return String(text)
    }

    private static func takeMatchers(_ rest: inout Substring) -> [Matcher] {
        guard rest.first == "{" else { return [] }
        rest = rest.dropFirst()
        var matchers: [Matcher] = []
        while let first = rest.first, first != "}" {
            guard isWordStart(first) else {
                rest = rest.dropFirst()
                continue
            }
            let label = rest.prefix(while: isWordPart)
            rest = rest.dropFirst(label.count).drop(while: \.isWhitespace)
            let sign = rest.prefix { "=!~".contains($0) }
            rest = rest.dropFirst(sign.count).drop(while: \.isWhitespace)
            matchers.append(Matcher(label: String(label), isRegex: sign.contains("~"), value: takeString(&rest)))
        }
        rest = rest.dropFirst()
        return matchers
    }
}
