// Swift text with everything that is not code blanked out. Knows line and nested block comments, and
// strings of every kind; code inside an interpolation is blanked with its string.

enum CodeText {
    /// The contents of the strings, everything else blanked out.
    static func strings(of text: String) -> String {
        let source = Array(text.unicodeScalars)
        var (code, withStrings) = (Scanner(source), Scanner(source, keepsStrings: true))
        code.scan()
        withStrings.scan()
        var strings = String.UnicodeScalarView()
        for (kept, blanked) in zip(withStrings.result, code.result) { strings.append(kept == blanked ? " " : kept) }
        return String(strings)
    }

    static func lines(of text: String) -> [String] {
        var scanner = Scanner(Array(text.unicodeScalars))
        scanner.scan()
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        for scalar in scanner.result {
            if scalar == "\n" {
                lines.append(String(line))
                line = String.UnicodeScalarView()
            } else {
                line.append(scalar)
            }
        }
        lines.append(String(line))
        return lines
    }

    private struct Scanner {
        let source: [Unicode.Scalar]
        let keepsStrings: Bool
        var result: [Unicode.Scalar] = []
        var index = 0

        init(_ source: [Unicode.Scalar], keepsStrings: Bool = false) {
            self.source = source
            self.keepsStrings = keepsStrings
        }

        func starts(_ word: String) -> Bool { source[index...].starts(with: word.unicodeScalars) }

        /// Takes `count` scalars: as they are, or as blanks; line feeds always stay.
        mutating func take(_ count: Int, blank: Bool) {
            for scalar in source[index..<min(index + count, source.count)] {
                result.append(blank && scalar != "\n" ? " " : scalar)
            }
            index = min(index + count, source.count)
        }

        mutating func scan() {
            while index < source.count {
                if starts("//") {
                    while index < source.count, source[index] != "\n" { take(1, blank: true) }
                } else if starts("/*") {
                    scanBlockComment()
                } else if let pounds = poundsBeforeQuote() {
                    scanString(pounds)
                } else {
                    take(1, blank: false)
                }
            }
        }

        mutating func scanBlockComment() {
            var depth = 0
            repeat {
                if starts("/*") {
                    depth += 1
                    take(2, blank: true)
                } else if starts("*/") {
                    depth -= 1
                    take(2, blank: true)
                } else {
                    take(1, blank: true)
                }
            } while depth > 0 && index < source.count
        }

        /// Number of `#` before the quote that opens a string here; nil when none does.
        func poundsBeforeQuote() -> Int? {
            var end = index
            while end < source.count, source[end] == "#" { end += 1 }
            return end < source.count && source[end] == "\"" ? end - index : nil
        }

        mutating func scanString(_ pounds: Int) {
            take(pounds, blank: !keepsStrings)
            let quote = starts("\"\"\"") ? "\"\"\"" : "\""
            let end = quote + String(repeating: "#", count: pounds)
            let escape = "\\" + String(repeating: "#", count: pounds)
            take(quote.count, blank: false)
            while index < source.count {
                if starts(end) { return take(end.count, blank: false) }
                if starts(escape + "(") {
                    take(escape.count + 1, blank: !keepsStrings)
                    scanInterpolation()
                } else if starts(escape) {
                    take(escape.count + 1, blank: !keepsStrings)
                } else {
                    take(1, blank: !keepsStrings)
                }
            }
        }

        mutating func scanInterpolation() {
            var depth = 1
            while index < source.count, depth > 0 {
                if let pounds = poundsBeforeQuote() {
                    scanString(pounds)
                    continue
                }
                if source[index] == "(" { depth += 1 }
                if source[index] == ")" { depth -= 1 }
                take(1, blank: !keepsStrings)
            }
        }
    }
}
