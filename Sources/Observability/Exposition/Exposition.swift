// A scrape: the catalogue and a registry's values in the Prometheus text format 0.0.4. Building it changes
// nothing and cannot fail; every family's HELP and TYPE lines are always there; the last line ends in LF.

import Domain

public enum ExpositionProfile: Sendable {
    /// Every family, every allowed combination of labels, and the reference's placeholders beside them.
    case complete
    /// What the reference would show of the same values: its 75 families, its initial series. For the
    /// recorded vectors; it differs from `complete` only by leaving lines out.
    case reference
}

public enum Exposition {
    /// Appends the scrape of `registry`. O(series of the catalogue).
    public static func append(
        _ registry: MetricRegistry, _ profile: ExpositionProfile = .complete, to buffer: inout ByteBuffer
    ) {
        let layout = SeriesLayout.shared
        layout.text.withUnsafeBufferPointer { text in
            switch profile {
            case .complete:
                for family in layout.families { append(family, layout.lines[family.lines], text, registry, to: &buffer) }
            case .reference:
                for index in 0..<Metric.contractCount {
                    let family = layout.families[index]
                    append(family, shown(family, MetricCatalogue.families[index], registry), text, registry, to: &buffer)
                }
            }
        }
    }

    private static func append(
        _ family: FamilyLayout, _ lines: some Sequence<SeriesLine>, _ text: UnsafeBufferPointer<UInt8>,
        _ registry: MetricRegistry, to buffer: inout ByteBuffer
    ) {
        buffer.append(UnsafeBufferPointer(rebasing: text[family.heading]))
        for line in lines {
            buffer.append(UnsafeBufferPointer(rebasing: text[line.prefix]))
            if line.isPlaceholder || (line.isPlainZeroUntilSet && !registry.isRecorded[line.recordedSlot]) {
                buffer.append(UInt8(ascii: "0"))
            } else {
                buffer.append(sample: registry.values[line.slot], line.format)
            }
            buffer.append(UInt8(ascii: "\n"))
        }
    }

    public static func text(_ registry: MetricRegistry, _ profile: ExpositionProfile = .complete) -> String {
        var buffer = ByteBuffer(capacity: 1 << 16)
        append(registry, profile, to: &buffer)
        return buffer.string
    }

    /// The lines that the reference shows of a family.
    private static func shown(_ layout: FamilyLayout, _ family: MetricFamily, _ registry: MetricRegistry) -> [SeriesLine] {
        let lines = SeriesLayout.shared.lines[layout.lines]
        let showsPlaceholder = !lines.contains { !$0.isPlaceholder && registry.isRecorded[$0.recordedSlot] }
        return lines.filter { line in
            switch family.reference {
            case .zero: true
            case .placeholder where line.isPlaceholder: showsPlaceholder
            case .placeholder: isListed(line, layout, family, registry)
            case .empty: registry.isRecorded[line.recordedSlot]
            case .ours: false
            }
        }
    }

    /// Of an enumerated label the reference lists all values as soon as one is recorded.
    private static func isListed(
        _ line: SeriesLine, _ layout: FamilyLayout, _ family: MetricFamily, _ registry: MetricRegistry
    ) -> Bool {
        guard let last = family.labels.last, last.isEnumerated else { return registry.isRecorded[line.recordedSlot] }
        let position = layout.firstSlots.firstIndex(of: line.recordedSlot) ?? 0
        let first = position - position % last.values.count
        return (first..<first + last.values.count).contains { registry.isRecorded[layout.firstSlots[$0]] }
    }
}
