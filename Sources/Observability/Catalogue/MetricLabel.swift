// A label of a family: its key and the closed list of its values. Nothing that grows with symbols,
// orders or clients is a label; a value outside the list is a defect, or goes to the label's fallback.

public struct MetricLabel: Equatable, Sendable {
    public let key: String
    /// In declaration order.
    public let values: [String]
    /// Series follow the declaration; otherwise they are sorted by code point.
    public let isEnumerated: Bool
    /// Where a value outside the list is counted; nil: it must not happen.
    public let fallback: String?

    /// The value of a placeholder series.
    public static let none = "none"

    init(_ key: String, _ values: [String], enumerated: Bool = false, fallback: String? = nil) {
        self.key = key
        self.values = values
        self.isEnumerated = enumerated
        self.fallback = fallback
    }

    static func enumerated(_ key: String, _ values: [String]) -> MetricLabel {
        MetricLabel(key, values, enumerated: true)
    }

    /// The position of a value, or of the fallback; nil when it is not allowed.
    func position(of value: String) -> Int? {
        values.firstIndex(of: value) ?? fallback.flatMap { values.firstIndex(of: $0) }
    }
}
