// Which orders at the exchange are this program's: reconcile specification, section 6.1. Writes
// client order ids and decides on ownership; an id that cannot be read is nobody's.

public struct OrderIdentity: Equatable, Sendable {
    /// Ends in `_` unless empty. Ids with an empty prefix do not read back.
    public let prefix: String
    /// An underscore is accepted, but such an id does not read back as this strategy's.
    public let strategy: String
    /// Strategies whose orders count as ours; does not include `strategy` unless it was given.
    public let allowedStrategies: Set<String>
    /// Without it, every strategy under the prefix is ours, and so are legacy ids.
    public let requiresAllowedStrategy: Bool
    public let allowsLegacyFormat: Bool

    /// - Parameter allowedStrategies: empty means only `strategy`.
    public init(
        prefix: String = "grinder_", strategy: String = "default", allowedStrategies: Set<String> = [],
        requiresAllowedStrategy: Bool = true, allowsLegacyFormat: Bool = false
    ) {
        self.prefix = prefix.isEmpty || prefix.hasSuffix("_") ? prefix : prefix + "_"
        self.strategy = strategy
        self.allowedStrategies = allowedStrategies.isEmpty ? [strategy] : allowedStrategies
        self.requiresAllowedStrategy = requiresAllowedStrategy
        self.allowsLegacyFormat = allowsLegacyFormat
    }

    /// The id of a new order. Its length is not checked: Binance takes at most 36 characters.
    public func makeID(symbol: String, level: String, timestampMs: Int, sequence: Int) -> String {
        "\(prefix)\(strategy)_\(symbol)_\(level)_\(timestampMs)_\(sequence)"
    }

    public func isOurs(_ id: ClientOrderID) -> Bool {
        guard id.prefix == prefix else { return false }
        guard requiresAllowedStrategy else { return true }
        guard let strategy = id.strategy else { return allowsLegacyFormat }
        return allowedStrategies.contains(strategy)
    }

    /// Whether `text` is an id of ours; false when it cannot be read.
    public func isOurs(_ text: String) -> Bool { ClientOrderID(text).map { isOurs($0) } ?? false }
}
