// Where each series of the catalogue stands in the arrays of a registry, and what is written before its
// value. Computed once; a scrape walks it from front to back.

/// One series: a position in a registry. For a histogram it is the first of its positions.
public struct SeriesID: Equatable, Sendable {
    let slot: Int32
}

/// One line of a scrape. A plain value: walking all of them counts no references.
struct SeriesLine: Sendable {
    /// Where `name{key="value",...} `, with the blank before the value, stands in the layout's text.
    let prefix: Range<Int>
    let slot: Int
    let format: MetricFormat
    let isPlaceholder: Bool
    /// See `MetricFamily`.
    let isPlainZeroUntilSet: Bool
    /// The slot that says whether the line's label set has been recorded.
    let recordedSlot: Int
}

struct FamilyLayout: Sendable {
    /// `# HELP ...` and `# TYPE ...` with their line feeds, in the layout's text.
    let heading: Range<Int>
    /// In the layout's lines.
    let lines: Range<Int>
    /// First slot of each label set, in the order of `labelSets`, then of the placeholders.
    let firstSlots: [Int]
    let labelSets: [[String]]
}

struct SeriesLayout: Sendable {
    private(set) var families: [FamilyLayout] = []
    /// Of all families, in the order of a scrape.
    private(set) var lines: [SeriesLine] = []
    /// A scrape without its values: headings and prefixes, one after the other.
    private(set) var text: [UInt8] = []
    private(set) var slotCount = 0

    static let shared = SeriesLayout(MetricCatalogue.families)

    init(_ catalogue: [MetricFamily]) {
        for family in catalogue { append(family) }
    }
}

extension SeriesLayout {
    private mutating func append(_ family: MetricFamily) {
        let heading = append("# HELP \(family.name) \(family.help)\n# TYPE \(family.name) \(family.kind.rawValue)\n")
        let real = family.labelSets
        let all = real + family.placeholderSets
        let width = family.kind == .histogram ? family.bounds.count + 2 : 1
        var first: [Int] = []
        for _ in all {
            first.append(slotCount)
            slotCount += width
        }
        let firstLine = lines.count
        for position in Self.scrapeOrder(all, family) {
            append(family, all[position], first[position], isPlaceholder: position >= real.count)
        }
        families.append(
            FamilyLayout(heading: heading, lines: firstLine..<lines.count, firstSlots: first, labelSets: all))
    }

    private mutating func append(_ string: String) -> Range<Int> {
        let start = text.count
        text += string.utf8
        return start..<text.count
    }

    /// Positions of the label sets as a scrape lists them: free labels by code point, enumerated ones as declared.
    private static func scrapeOrder(_ sets: [[String]], _ family: MetricFamily) -> [Int] {
        sets.indices.sorted { left, right in
            for (index, label) in family.labels.enumerated() {
                let (a, b) = (sets[left][index], sets[right][index])
                if a == b { continue }
                if label.isEnumerated, let first = label.values.firstIndex(of: a), let second = label.values.firstIndex(of: b) {
                    return first < second
                }
                return a.utf8.lexicographicallyPrecedes(b.utf8)
            }
            return left < right
        }
    }

    private mutating func append(_ family: MetricFamily, _ values: [String], _ slot: Int, isPlaceholder: Bool) {
        func add(_ suffix: String, _ bound: String?, _ offset: Int, _ format: MetricFormat) {
            var labels = zip(family.labels, values).map { "\($0.key)=\"\(Self.escaped($1))\"" }
            if let bound { labels.append("le=\"\(bound)\"") }
            let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
            lines.append(
                SeriesLine(
                    prefix: append("\(family.name)\(suffix)\(braces) "), slot: slot + offset, format: format,
                    isPlaceholder: isPlaceholder, isPlainZeroUntilSet: family.isPlainZeroUntilSet, recordedSlot: slot))
        }
        guard family.kind == .histogram else { return add("", nil, 0, family.format) }
        // A placeholder histogram has no finite bucket, and its sum is a plain 0.
        let count = family.bounds.count
        if !isPlaceholder {
            for (index, bound) in family.bounds.enumerated() { add("_bucket", SampleText.shortest(bound), index, .integer) }
        }
        add("_bucket", "+Inf", count + 1, .integer)
        add("_sum", nil, count, family.format)
        add("_count", nil, count + 1, .integer)
    }

    /// A label value as the format wants it.
    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
    }
}
