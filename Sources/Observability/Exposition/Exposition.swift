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
        let count = profile == .reference ? Metric.contractCount : Metric.caseCount
        for index in 0..<count {
            let family = MetricCatalogue.families[index]
            let layout = SeriesLayout.shared.families[index]
            buffer.append(layout.heading)
            let showsPlaceholder = profile == .complete || !layout.lines.contains { !$0.isPlaceholder && registry.isRecorded[$0.recordedSlot] }
            for line in layout.lines {
                if profile == .reference, !isShown(line, family, registry, showsPlaceholder) { continue }
                buffer.append(line.prefix)
                append(line, family, registry, to: &buffer)
                buffer.append(UInt8(ascii: "\n"))
            }
        }
    }

    public static func text(_ registry: MetricRegistry, _ profile: ExpositionProfile = .complete) -> String {
        var buffer = ByteBuffer(capacity: 1 << 16)
        append(registry, profile, to: &buffer)
        return buffer.string
    }

    private static func isShown(
        _ line: SeriesLine, _ family: MetricFamily, _ registry: MetricRegistry, _ showsPlaceholder: Bool
    ) -> Bool {
        switch family.reference {
        case .zero: true
        case .placeholder where line.isPlaceholder: showsPlaceholder
        case .placeholder: isListed(line, family, registry)
        case .empty: registry.isRecorded[line.recordedSlot]
        case .ours: false
        }
    }

    /// Of an enumerated label the reference lists all values as soon as one is recorded.
    private static func isListed(_ line: SeriesLine, _ family: MetricFamily, _ registry: MetricRegistry) -> Bool {
        guard let last = family.labels.last, last.isEnumerated else { return registry.isRecorded[line.recordedSlot] }
        let layout = SeriesLayout.shared.families[Int(family.metric.code)]
        let position = layout.firstSlots.firstIndex(of: line.recordedSlot) ?? 0
        let first = position - position % last.values.count
        return (first..<first + last.values.count).contains { registry.isRecorded[layout.firstSlots[$0]] }
    }

    private static func append(
        _ line: SeriesLine, _ family: MetricFamily, _ registry: MetricRegistry, to buffer: inout ByteBuffer
    ) {
        if line.isPlaceholder || (family.isPlainZeroUntilSet && !registry.isRecorded[line.recordedSlot]) {
            return buffer.append(UInt8(ascii: "0"))
        }
        buffer.append(sample: registry.values[line.slot], line.format)
    }
}
