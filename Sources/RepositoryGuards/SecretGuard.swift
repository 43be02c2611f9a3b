// Finds what looks like a secret in files. A guard against accidents, not against intent.

import Domain
import Glibc

public struct SecretGuard {
    public struct Finding: Equatable, Sendable {
        /// 1-based.
        public let line: Int
        public let type: String
        public let match: String

        /// The match as it is reported: never more of it than this.
        public var shown: String { match.count > 50 ? match.prefix(50) + "..." : match }
    }

    /// A match that holds one of these, in any case, is no secret.
    private static let harmless = [
        "example", "placeholder", "your-api", "your_api", "yourapi", "<api", "xxx", "test", "dummy", "fake", "mock", "sample",
    ]

    /// Folders and names that hold nothing anyone wrote. As in the reference, the text may stand anywhere in the path.
    private static let skipped = [
        ".git/", ".venv/", "__pycache__/", ".pyc", ".pyo", "node_modules/", ".egg-info/", "dist/", "build/", ".coverage",
        "htmlcov/", ".pytest_cache/", ".mypy_cache/", ".ruff_cache/",
    ]

    private let rules: [(rule: SecretRule, regex: Regex<AnyRegexOutput>?)]

    public init() {
        rules = SecretRule.all.map { rule in
            guard case .pattern(let pattern, _) = rule.form else { return (rule, nil) }
            do {
                return (rule, try Regex(pattern).matchingSemantics(.unicodeScalar))
            } catch {
                preconditionFailure("the pattern of \(rule.name) is none: \(error)")
            }
        }
    }

    /// Whether a walk leaves the file at `path` out.
    public static func skips(_ path: String) -> Bool { skipped.contains { path.contains($0) } }

    /// What looks like a secret in a file's bytes, in the order of the lines, and in a line of the rules.
    /// Bytes that are not UTF-8 are left out. O(bytes x rules).
    public func findings(in bytes: UnsafeBufferPointer<UInt8>) -> [Finding] {
        let lowercase = bytes.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
        var found: [(start: Int, rule: Int, matches: [String])] = []
        for (index, entry) in rules.enumerated() {
            for line in candidates(entry.rule, bytes, lowercase) {
                let matches = matches(entry, bytes, line).filter { !Self.isHarmless($0) }
                if !matches.isEmpty { found.append((line.lowerBound, index, matches)) }
            }
        }
        found.sort { ($0.start, $0.rule) < ($1.start, $1.rule) }
        return found.flatMap { entry in
            let line = 1 + Self.lineBreaks(bytes, before: entry.start)
            return entry.matches.map { Finding(line: line, type: rules[entry.rule].rule.name, match: $0) }
        }
    }

    public func findings(in text: String) -> [Finding] {
        var copy = text
        return copy.withUTF8 { findings(in: $0) }
    }

    private static func isHarmless(_ match: String) -> Bool {
        let text = match.lowercased()
        return harmless.contains { text.contains($0) }
    }

    // MARK: - Lines

    /// The lines in which a rule can match.
    private func candidates(_ rule: SecretRule, _ bytes: UnsafeBufferPointer<UInt8>, _ lowercase: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        func add(_ offset: Int) {
            if let last = lines.last, last.upperBound > offset { return }
            lines.append(Self.line(bytes, around: offset))
        }
        switch rule.form {
        case .pattern(_, let anchor): Self.positions(of: anchor, in: lowercase, add)
        case .run64OfAllKinds, .run64InLineWith: for run in Self.runs(bytes) { add(run.lowerBound) }
        }
        guard case .run64InLineWith(let words) = rule.form else { return lines }
        return lines.filter { line in
            let text = Array(lowercase[line])
            return words.contains { word in
                var isThere = false
                Self.positions(of: word, in: text) { _ in isThere = true }
                return isThere
            }
        }
    }

    private func matches(
        _ entry: (rule: SecretRule, regex: Regex<AnyRegexOutput>?), _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
    ) -> [String] {
        if let regex = entry.regex {
            // Where it stands, a byte that is no text could hide a secret from the pattern: it is left out.
            let text = String(decoding: bytes[line], as: UTF8.self).filter { $0 != "\u{FFFD}" }
            return text.matches(of: regex).map { String(text[$0.range]) }
        }
        let text = UnsafeBufferPointer(rebasing: bytes[line])
        let runs = Self.runs(text).map { text[$0] }
        guard case .run64OfAllKinds = entry.rule.form else { return runs.map { String(decoding: $0, as: UTF8.self) } }
        return runs.filter { run in
            run.contains { 0x30...0x39 ~= $0 } && run.contains { 0x41...0x5A ~= $0 } && run.contains { 0x61...0x7A ~= $0 }
        }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Runs of exactly 64 letters and digits.
    private static func runs(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for index in 0...bytes.count {
            if index < bytes.count, isAlphanumeric(bytes[index]) { continue }
            if index - start == 64 { runs.append(start..<index) }
            start = index + 1
        }
        return runs
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }

    private static func positions(of word: String, in text: [UInt8], _ found: (Int) -> Void) {
        let word = Array(word.utf8)
        text.withUnsafeBytes { text in
            guard let base = text.baseAddress else { return }
            var offset = 0
            while offset + word.count <= text.count,
                let hit = memchr(base + offset, Int32(word[0]), text.count - word.count + 1 - offset)
            {
                let position = base.distance(to: UnsafeRawPointer(hit))
                if memcmp(hit, word, word.count) == 0 { found(position) }
                offset = position + 1
            }
        }
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func line(_ bytes: UnsafeBufferPointer<UInt8>, around offset: Int) -> Range<Int> {
        var (start, end) = (offset, offset)
        while start > 0, !isBreak(bytes[start - 1]) { start -= 1 }
        while end < bytes.count, !isBreak(bytes[end]) { end += 1 }
        return start..<end
    }

    /// Line ends before `offset`; a carriage return with its line feed is one.
    private static func lineBreaks(_ bytes: UnsafeBufferPointer<UInt8>, before offset: Int) -> Int {
        (0..<offset).reduce(0) { count, index in
            let isOne = bytes[index] == 0x0A || bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
            return isOne ? count + 1 : count
        }
    }
}
