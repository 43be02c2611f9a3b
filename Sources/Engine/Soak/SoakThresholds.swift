// The limits that soak reports are held to, per mode and in the order of their file.

public struct SoakThresholds: Sendable {
    /// Both bounds are inclusive.
    public enum Limit: Sendable {
        case most(SoakNumber)
        case range(least: SoakNumber?, most: SoakNumber?)
    }

    public struct Entry: Sendable {
        let metric: SoakMetric
        let limit: Limit
    }

    private var modes: [SoakMode: [Entry]] = [:]

    /// No limits at all.
    public init() {}

    /// The limits of a mode in file order; empty for a mode that the file does not name.
    public subscript(mode: SoakMode) -> [Entry] { modes[mode] ?? [] }

    func limit(_ metric: SoakMetric, in mode: SoakMode) -> Limit? {
        self[mode].first { $0.metric == metric }?.limit
    }

    mutating func append(_ entry: Entry, to mode: SoakMode) { modes[mode, default: []].append(entry) }
}
