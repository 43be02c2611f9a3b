// Reads monitoring/soak_thresholds.yml: the small part of YAML that the file needs, and nothing else.
//
//     mode:                     no indentation
//       metric: number          2 spaces
//       metric:
//         min: number           4 spaces; min, max or both
//
// Comments begin with `#`. A limit that is misread guards nothing, so that everything unexpected is an
// error with its line: unknown and duplicate keys, other indentation, anything but a plain number.

import Domain

/// A thresholds file that cannot be used.
public struct SoakThresholdsError: Error, Equatable, Sendable, CustomStringConvertible {
    public let file: String
    /// 1-based.
    public let line: Int
    public let key: String?
    public let reason: String
    public let remedy: String
    public var description: String { "\(file):\(line): \(key.map { "key '\($0)': " } ?? "")\(reason). \(remedy)" }
}

extension SoakThresholds {
    /// Reads `file`. Throws `FixtureError` when it cannot be read, `SoakThresholdsError` for what it says.
    public init(file: String) throws {
        let mapped = try MappedFile(input: file)
        try self.init(parsing: String(decoding: mapped.bytes, as: UTF8.self), file: file)
    }

    /// - Parameter file: what errors call the text.
    public init(parsing text: String, file: String) throws(SoakThresholdsError) {
        var parser = SoakThresholdsParser(file: file)
        self = try parser.parse(text)
    }
}

private struct SoakThresholdsParser {
    /// A line that says something.
    struct Line {
        let number: Int
        let indentation: Int
        let key: String
        /// nil when the line ends with its colon.
        let value: String?
    }

    /// A metric whose limit stands in the lines below it.
    struct OpenRange {
        let line: Line
        let metric: SoakMetric
        var least: SoakNumber?
        var most: SoakNumber?
    }

    let file: String
    private var thresholds = SoakThresholds()
    private var seenModes: Set<SoakMode> = []
    private var mode: (name: SoakMode, line: Line)?
    private var seenMetrics: Set<SoakMetric> = []
    private var range: OpenRange?

    init(file: String) { self.file = file }

    mutating func parse(_ text: String) throws(SoakThresholdsError) -> SoakThresholds {
        for (index, bytes) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard let line = try read(String(Substring(bytes)), number: index + 1) else { continue }
            switch line.indentation {
            case 0: try beginMode(line)
            case 2: try readMetric(line)
            case 4: try readBound(line)
            default:
                throw error(
                    line, "is indented by \(line.indentation) spaces",
                    "Indent metrics by 2 spaces, min and max by 4.")
            }
        }
        try closeMode()
        return thresholds
    }

    // MARK: - Levels

    private mutating func beginMode(_ line: Line) throws(SoakThresholdsError) {
        let known = SoakMode.allCases.map(\.rawValue)
        guard let name = SoakMode(rawValue: line.key) else {
            throw error(line, "is no mode", "Use one of: \(known.joined(separator: ", ")).")
        }
        try closeMode()
        guard seenModes.insert(name).inserted else { throw duplicate(line) }
        guard line.value == nil else {
            throw error(line, "a mode has no value", "Put its metrics into the lines below, indented by 2 spaces.")
        }
        mode = (name, line)
        seenMetrics = []
    }

    private mutating func readMetric(_ line: Line) throws(SoakThresholdsError) {
        try closeRange()
        guard let mode else {
            throw error(line, "stands in no mode", "Put a line `baseline:` or `overload:` above it.")
        }
        guard let metric = SoakMetric(rawValue: line.key) else {
            let known = SoakMetric.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(line, "is no metric of a soak report", "Use one of: \(known).")
        }
        guard seenMetrics.insert(metric).inserted else { throw duplicate(line) }
        if let value = line.value {
            let most = try number(value, line)
            thresholds.append(SoakThresholds.Entry(metric: metric, limit: .most(most)), to: mode.name)
        } else {
            guard metric.takesRange else { throw error(line, "has no value", "Give its maximum on the same line.") }
            range = OpenRange(line: line, metric: metric)
        }
    }

    private mutating func readBound(_ line: Line) throws(SoakThresholdsError) {
        guard var open = range else {
            throw error(line, "stands below no metric that takes a range", "Indent metrics by 2 spaces.")
        }
        guard let text = line.value else { throw error(line, "has no value", "Give a number on the same line.") }
        let value = try number(text, line)
        switch line.key {
        case "min":
            guard open.least == nil else { throw duplicate(line) }
            open.least = value
        case "max":
            guard open.most == nil else { throw duplicate(line) }
            open.most = value
        default: throw error(line, "is no bound", "Use min and max.")
        }
        if let least = open.least, let most = open.most, least > most {
            throw error(line, "min \(least) is above max \(most)", "Exchange or correct them.")
        }
        range = open
    }

    private mutating func closeRange() throws(SoakThresholdsError) {
        guard let open = range, let mode else { return }
        guard open.least != nil || open.most != nil else {
            throw error(open.line, "has no value", "Give a maximum on the same line, or min and max below it.")
        }
        let limit = SoakThresholds.Limit.range(least: open.least, most: open.most)
        thresholds.append(SoakThresholds.Entry(metric: open.metric, limit: limit), to: mode.name)
        range = nil
    }

    private mutating func closeMode() throws(SoakThresholdsError) {
        try closeRange()
        guard let mode else { return }
        guard !thresholds[mode.name].isEmpty else {
            throw error(mode.line, "has no metrics", "Put some below it, indented by 2 spaces, or remove the mode.")
        }
    }

    // MARK: - Lines

    /// nil for a blank line or a comment.
    private func read(_ text: String, number: Int) throws(SoakThresholdsError) -> Line? {
        let content = Self.withoutComment(text)
        let indentation = content.prefix { $0 == " " }.count
        let rest = content.dropFirst(indentation)
        guard !rest.isEmpty else { return nil }
        guard !rest.contains("\t") else {
            throw SoakThresholdsError(
                file: file, line: number, key: nil, reason: "holds a tab", remedy: "Use spaces.")
        }
        guard let colon = rest.firstIndex(of: ":") else {
            throw SoakThresholdsError(
                file: file, line: number, key: nil, reason: "'\(rest)' is no `key: value`",
                remedy: "Write a key, a colon and, for a limit, a space and a number.")
        }
        let after = rest[rest.index(after: colon)...]
        let value = after.drop { $0 == " " }
        let line = Line(
            number: number, indentation: indentation, key: String(rest[..<colon]),
            value: value.isEmpty ? nil : String(value))
        guard value.isEmpty || after.first == " " else {
            throw error(line, "no space follows the colon", "Write `key: value`.")
        }
        return line
    }

    /// Without a comment and the blanks before it. As in YAML, `#` begins one only at the start or after a blank.
    private static func withoutComment(_ text: String) -> Substring {
        var end = text.endIndex
        var previous: Character = " "
        for index in text.indices {
            if text[index] == "#", previous == " " || previous == "\t" {
                end = index
                break
            }
            previous = text[index]
        }
        var content = text[..<end]
        while let last = content.last, last == " " || last == "\t" || last == "\r" { content.removeLast() }
        return content
    }

    private func number(_ text: String, _ line: Line) throws(SoakThresholdsError) -> SoakNumber {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        if isPlain, parts.count == 1, let integer = Int(text) { return .integer(integer) }
        if isPlain, parts.count == 2, let real = Double(text), real.isFinite { return .real(real) }
        throw error(line, "'\(text)' is no number that can be used", "Write digits, with a decimal point if need be: 50 or 0.4.")
    }

    private func duplicate(_ line: Line) -> SoakThresholdsError {
        error(line, "stands here a second time", "Keep one of them.")
    }

    private func error(_ line: Line, _ reason: String, _ remedy: String) -> SoakThresholdsError {
        SoakThresholdsError(file: file, line: line.number, key: line.key, reason: reason, remedy: remedy)
    }
}
