// A scrape taken apart: families with their HELP and TYPE, samples with their labels, and what does not
// follow the text format. Reads any producer's text; judges nothing beyond its form.

public struct ExpositionText: Sendable {
    public struct Sample: Sendable {
        public let line: Int
        public let name: String
        public let labels: [(key: String, value: String)]
        public let value: Double
    }

    public struct Problem: Equatable, Sendable {
        public let line: Int
        public let text: String
    }

    /// Names in the order of their TYPE lines.
    public private(set) var types: [(name: String, type: String, line: Int)] = []
    public private(set) var helps: Set<String> = []
    public private(set) var samples: [Sample] = []
    public private(set) var problems: [Problem] = []

    /// Reads a scrape. O(length).
    public init(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" {
            lines.removeLast()
        } else {
            problems.append(Problem(line: lines.count, text: "the last line has no line feed: strict readers refuse the whole text"))
        }
        for (index, line) in lines.enumerated() { read(line, number: index + 1) }
    }

    private mutating func read(_ line: Substring, number: Int) {
        if line.isEmpty { return }
        guard line.hasPrefix("#") else { return readSample(line, number: number) }
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        guard words.count > 2, words[0] == "#" else { return }
        let name = String(words[2])
        switch words[1] {
        case "HELP":
            if !helps.insert(name).inserted { problems.append(Problem(line: number, text: "a second HELP line for \(name)")) }
        case "TYPE":
            if types.contains(where: { $0.name == name }) {
                problems.append(Problem(line: number, text: "a second TYPE line for \(name)"))
            }
            types.append((name, words.count > 3 ? String(words[3]) : "", number))
        default: break
        }
    }

    private mutating func readSample(_ line: Substring, number: Int) {
        var scanner = SampleScanner(line)
        guard let sample = scanner.sample(number) else {
            problems.append(Problem(line: number, text: "no sample: \(line.prefix(80))"))
            return
        }
        samples.append(sample)
    }
}

/// Reads `name{key="value",...} value [timestamp]`.
private struct SampleScanner {
    private var rest: Substring

    init(_ line: Substring) { rest = line }

    mutating func sample(_ line: Int) -> ExpositionText.Sample? {
        let name = take { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
        guard let first = name.first, !first.isNumber, let labels = labels() else { return nil }
        let words = rest.split(separator: " ", omittingEmptySubsequences: true)
        guard rest.first == " ", (1...2).contains(words.count), let value = Self.number(words[0]) else { return nil }
        if words.count == 2, Int(words[1]) == nil { return nil }
        return ExpositionText.Sample(line: line, name: name, labels: labels, value: value)
    }

    private mutating func labels() -> [(key: String, value: String)]? {
        var found: [(key: String, value: String)] = []
        guard rest.first == "{" else { return found }
        rest.removeFirst()
        while rest.first != "}" {
            let key = take { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            guard let first = key.first, !first.isNumber, rest.hasPrefix("=\"") else { return nil }
            rest.removeFirst(2)
            guard let value = quoted() else { return nil }
            found.append((key, value))
            if rest.first == "," { rest.removeFirst() } else if rest.first != "}" { return nil }
        }
        rest.removeFirst()
        return found
    }

    /// The text up to the closing quote, escapes resolved.
    private mutating func quoted() -> String? {
        var text = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return text
            case "\\":
                switch rest.popFirst() {
                case "\\": text.append("\\")
                case "\"": text.append("\"")
                case "n": text.append("\n")
                default: return nil
                }
            default: text.append(character)
            }
        }
        return nil
    }

    private mutating func take(while matches: (Character) -> Bool) -> String {
        let prefix = rest.prefix(while: matches)
        rest = rest.dropFirst(prefix.count)
        return String(prefix)
    }

    private static func number(_ word: Substring) -> Double? {
        switch word {
        case "NaN": .nan
        case "+Inf", "Inf": .infinity
        case "-Inf": -.infinity
        default: word.allSatisfy { $0.isNumber || "+-.eE".contains($0) } ? Double(word) : nil
        }
    }
}
