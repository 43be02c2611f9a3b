// What the catalogue says about one family: everything that the exposition, the contract check, the
// documentation and the dashboards need to know of it.

public enum MetricKind: String, Sendable {
    case counter, gauge, histogram
}

/// How a value is written.
public enum MetricFormat: Equatable, Sendable {
    /// Digits without a point.
    case integer
    /// So many decimals; the binary value rounded half to even.
    case fixed(Int)
    /// The shortest text that reads back as the same double, with a point or an exponent.
    case shortest
}

/// What the reference shows of a family in which nothing has been recorded. This program adds every
/// combination of the allowed label values at zero, so that a first event is a step from 0 to 1 and
/// no alert misses it.
public enum ReferenceSeries: Equatable, Sendable {
    /// The real series, at zero.
    case zero
    /// One series with `none` for each label that is not enumerated.
    case placeholder
    /// Only the HELP and TYPE lines.
    case empty
    /// Not known to the reference.
    case ours
}

/// What the required patterns of the contract say about a family.
public enum ContractPart: Equatable, Sendable {
    case absent
    /// HELP and TYPE.
    case lines
    /// HELP, TYPE, and a sample: `name{firstLabel=`, or the bare name when there are no labels.
    case sample
    /// HELP, TYPE, and this text.
    case text(String)
}

public struct MetricFamily: Sendable {
    public let metric: Metric
    public let kind: MetricKind
    /// One sentence; ASCII without line feed or backslash.
    public let help: String
    /// `seconds`, `USDT`, ...; empty for a plain number.
    public let unit: String
    /// In the order in which they stand inside the braces, `le` left out.
    public let labels: [MetricLabel]
    public let format: MetricFormat
    public let reference: ReferenceSeries
    public let contract: ContractPart
    /// Upper bounds of a histogram, without the infinite one.
    public let bounds: [Double]
    /// The combinations of label values that can occur, when not all of them can.
    public let combinations: [[String]]?
    /// The combinations that start at one instead of zero.
    public let startsAtOne: [[String]]
    /// The reference writes a plain `0` until the first value is set.
    public let isPlainZeroUntilSet: Bool

    init(
        _ metric: Metric, _ kind: MetricKind, _ help: String, unit: String = "", labels: [MetricLabel] = [],
        format: MetricFormat = .integer, reference: ReferenceSeries = .zero, contract: ContractPart = .sample,
        bounds: [Double] = [], combinations: [[String]]? = nil, startsAtOne: [[String]] = [],
        isPlainZeroUntilSet: Bool = false
    ) {
        self.metric = metric
        self.kind = kind
        self.help = help
        self.unit = unit
        self.labels = labels
        self.format = format
        self.reference = reference
        self.contract = contract
        self.bounds = bounds
        self.combinations = combinations
        self.startsAtOne = startsAtOne
        self.isPlainZeroUntilSet = isPlainZeroUntilSet
    }

    /// A family that the reference does not know.
    static func ours(
        _ metric: Metric, _ kind: MetricKind, _ help: String, unit: String = "", labels: [MetricLabel] = [],
        format: MetricFormat = .integer, bounds: [Double] = [], startsAtOne: [[String]] = []
    ) -> MetricFamily {
        MetricFamily(
            metric, kind, help, unit: unit, labels: labels, format: format, reference: .ours, contract: .absent,
            bounds: bounds, startsAtOne: startsAtOne)
    }

    public var name: String { metric.rawValue }

    /// Every combination of label values that this program exports, in declaration order. One empty
    /// combination for a family without labels.
    public var labelSets: [[String]] {
        if let combinations { return combinations }
        return labels.reduce([[]]) { sets, label in sets.flatMap { set in label.values.map { set + [$0] } } }
    }

    /// The placeholder's label sets: `none` for each open label, all values of an enumerated one.
    public var placeholderSets: [[String]] {
        guard reference == .placeholder else { return [] }
        return labels.reduce([[]]) { sets, label in
            sets.flatMap { set in (label.isEnumerated ? label.values : [MetricLabel.none]).map { set + [$0] } }
        }
    }
}
