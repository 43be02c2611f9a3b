/// One thing that workers measure: an entry of the table that workers, `grinder stat` and
/// exposition share.
public struct Instrument: Equatable, Sendable {
    public enum Kind: String, Sendable {
        /// Only grows while the region lives, over restarts of its worker too.
        case counter
        case gauge
        /// A distribution; see `LatencyHistogram`.
        case histogram
    }

    public enum Unit: String, Sendable {
        case events
        case ticks
        case orders
        case records
        case batches
        case turns
        case errors
        case bytes
        case nanoseconds = "ns"
    }

    /// Stable: JSON and metric names are made of it.
    public let name: String
    public let kind: Kind
    public let unit: Unit
    /// The roles that write it, each in its own words. A histogram has one.
    public let writers: [WorkerRole]
    public let help: String

    /// The whole table.
    public static var all: [Instrument] {
        WorkerCounter.allCases.map(\.instrument) + StageLatency.allCases.map(\.instrument)
    }
}
