// Where each series of the catalogue stands in the arrays of a registry, and what is written before its
// value. Computed once; a scrape walks it from front to back.

/// One series: a position in a registry. For a histogram it is the first of its positions.
public struct SeriesID: Equatable, Sendable {
    let slot: Int32
}

/// One line of a scrape.
struct SeriesLine: Sendable {
    /// `name{key="value",...} ` with the blank before the value.
    let prefix: [UInt8]
    let slot: Int
    let format: MetricFormat
    let isPlaceholder: Bool
    /// The slot that says whether the line's label set has been recorded.
    let recordedSlot: Int
}

struct FamilyLayout: Sendable {
    /// `# HELP ...` and `# TYPE ...` with their line feeds.
    let heading: [UInt8]
    /// In the order of a scrape.
    let lines: [SeriesLine]
    /// First slot of each label set, in the order of `labelSets`, then of the placeholders.
    let firstSlots: [Int]
    let labelSets: [[String]]
}

struct SeriesLayout: Sendable {
    let families: [FamilyLayout]
    let slotCount: Int

    static let shared = SeriesLayout(MetricCatalogue.families)

    init(_ catalogue: [MetricFamily]) {
        var slot = 0
        families = catalogue.map { FamilyLayout($0, firstFree: &slot) }
        slotCount = slot
    }
}

extension FamilyLayout {
    init(_ family: MetricFamily, firstFree slot: inout Int) {
        heading = Array("# HELP \(family.name) \(family.help)\n# TYPE \(family.name) \(family.kind.rawValue)\n".utf8)
        let real = family.labelSets
        let all = real + family.placeholderSets
        let width = family.kind == .histogram ? family.bounds.count + 2 : 1
        var first: [Int] = []
        for _ in all {
            first.append(slot)
            slot += width
        }
        firstSlots = first
        labelSets = all
        lines = Self.scrapeOrder(all, family).flatMap { position in
            Self.lines(family, all[position], first[position], isPlaceholder: position >= real.count)
        }
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

    private static func lines(
        _ family: MetricFamily, _ values: [String], _ slot: Int, isPlaceholder: Bool
    ) -> [SeriesLine] {
        func line(_ suffix: String, _ bound: String?, _ offset: Int, _ format: MetricFormat) -> SeriesLine {
            var labels = zip(family.labels, values).map { "\($0.key)=\"\(escaped($1))\"" }
            if let bound { labels.append("le=\"\(bound)\"") }
            let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
            return SeriesLine(
                prefix: Array("\(family.name)\(suffix)\(braces) ".utf8), slot: slot + offset, format: format,
                isPlaceholder: isPlaceholder, recordedSlot: slot)
        }
        guard family.kind == .histogram else { return [line("", nil, 0, family.format)] }
        // A placeholder histogram has no finite bucket, and its sum is a plain 0.
        let count = family.bounds.count
        let buckets = isPlaceholder ? [] : family.bounds.indices.map { line("_bucket", SampleText.shortest(family.bounds[$0]), $0, .integer) }
        return buckets + [
            line("_bucket", "+Inf", count + 1, .integer), line("_sum", nil, count, family.format),
            line("_count", nil, count + 1, .integer),
        ]
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
