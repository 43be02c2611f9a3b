// The values of one process's metrics: plain arrays that the catalogue lays out. One owner writes and
// renders it, on one thread; it knows no clock. Counters live as long as the process.

public struct MetricRegistry: Sendable {
    /// Doubles, as Prometheus keeps them: counts are exact up to 2^53.
    private(set) var values: [Double]
    /// Whether a label set has been written; by its first slot.
    private(set) var isRecorded: [Bool]

    /// Every series of the catalogue at its initial value.
    public init() {
        let layout = SeriesLayout.shared
        values = Array(repeating: 0, count: layout.slotCount)
        isRecorded = Array(repeating: false, count: layout.slotCount)
        for (family, place) in zip(MetricCatalogue.families, layout.families) {
            for (set, slot) in zip(place.labelSets, place.firstSlots) where family.startsAtOne.contains(set) {
                values[slot] = 1
            }
        }
    }

    /// The series of `metric` with these label values; nil when a value is not allowed and its label has no
    /// fallback, or the combination cannot occur. O(number of series): look it up once and keep it.
    public static func series(_ metric: Metric, _ labelValues: [String] = []) -> SeriesID? {
        let family = MetricCatalogue.family(metric)
        guard labelValues.count == family.labels.count else { return nil }
        var allowed: [String] = []
        for (label, value) in zip(family.labels, labelValues) {
            guard let position = label.position(of: value) else { return nil }
            allowed.append(label.values[position])
        }
        let layout = SeriesLayout.shared.families[Int(metric.code)]
        guard let position = layout.labelSets.firstIndex(of: allowed) else { return nil }
        return SeriesID(slot: Int32(layout.firstSlots[position]))
    }

    /// The series of a metric at these positions of its labels' values. O(labels).
    ///
    /// - Precondition: every combination of the family's labels exists, and the positions are in range.
    public static func series(_ metric: Metric, at positions: [Int]) -> SeriesID {
        let family = MetricCatalogue.family(metric)
        precondition(family.combinations == nil, "\(family.name) lists its combinations")
        precondition(positions.count == family.labels.count, "\(family.name) has \(family.labels.count) labels")
        var index = 0
        for (label, position) in zip(family.labels, positions) {
            precondition(label.values.indices.contains(position), "\(family.name): \(label.key) has no value \(position)")
            index = index * label.values.count + position
        }
        return SeriesID(slot: Int32(SeriesLayout.shared.families[Int(metric.code)].firstSlots[index]))
    }

    public subscript(series: SeriesID) -> Double {
        get { values[Int(series.slot)] }
        set {
            values[Int(series.slot)] = newValue
            isRecorded[Int(series.slot)] = true
        }
    }

    /// A metric without labels.
    public subscript(metric: Metric) -> Double {
        get { self[Self.series(metric)] }
        set { self[Self.series(metric)] = newValue }
    }

    /// A metric whose labels have these positions.
    public subscript(metric: Metric, positions: Int...) -> Double {
        get { self[Self.series(metric, at: positions)] }
        set { self[Self.series(metric, at: positions)] = newValue }
    }

    private static func series(_ metric: Metric) -> SeriesID {
        precondition(MetricCatalogue.family(metric).labels.isEmpty, "\(metric.rawValue) has labels")
        return SeriesID(slot: Int32(SeriesLayout.shared.families[Int(metric.code)].firstSlots[0]))
    }

    public mutating func add(_ amount: Double = 1, to series: SeriesID) { self[series] += amount }

    /// Makes the value at `position` of a one-label gauge 1 and the others 0.
    public mutating func setOneHot(_ metric: Metric, at position: Int) {
        let values = MetricCatalogue.family(metric).labels.last?.values ?? []
        for index in values.indices { self[metric, index] = index == position ? 1 : 0 }
    }
}

// MARK: - Histograms

extension MetricRegistry {
    /// Counts one observation in a histogram series of `metric`.
    public mutating func observe(_ value: Double, in series: SeriesID, of metric: Metric) {
        let bounds = MetricCatalogue.family(metric).bounds
        let first = Int(series.slot)
        isRecorded[first] = true
        for (index, bound) in bounds.enumerated() where value <= bound { values[first + index] += 1 }
        values[first + bounds.count] += value
        values[first + bounds.count + 1] += 1
    }

    /// Takes over totals that were counted elsewhere. `cumulative` has one count for each bound of the family.
    public mutating func setHistogram(
        _ series: SeriesID, of metric: Metric, cumulative: [Double], sum: Double, count: Double
    ) {
        let bounds = MetricCatalogue.family(metric).bounds
        precondition(cumulative.count == bounds.count, "one count for each bound of \(metric.rawValue)")
        let first = Int(series.slot)
        isRecorded[first] = true
        for (index, total) in cumulative.enumerated() { values[first + index] = total }
        values[first + bounds.count] = sum
        values[first + bounds.count + 1] = count
    }
}
