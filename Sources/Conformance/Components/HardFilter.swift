import Domain
import Policies

extension VectorComponents {
    static let hardFilter = VectorComponent("hard_filter") { input in
        let features = try input.member("features")
        let thresholds = try input.member("thresholds")
        var filter = HardFilter()
        if thresholds["spread_max_bps"] != nil { filter.spreadBpsMax = try thresholds.double("spread_max_bps") }
        let symbol = try input.text("symbol")
        let blacklist = try thresholds["blacklist"] == nil ? [] : thresholds.array("blacklist")
        let activity = MarketActivity(
            isDelisting: features["is_delisting"]?.isTruthy ?? false,
            spreadBps: try required(features, "spread_bps"),
            volume24hUsd: try required(features, "vol_24h_usd"),
            volume1hUsd: try optional(features, "vol_1h_usd"),
            tradesPerMinute: try optional(features, "trade_count_1m"),
            openInterestUsd: try optional(features, "oi_usd"))
        let isBlacklisted = blacklist.contains { $0.stringValue == symbol }
        let decision = filter.evaluate(activity, isBlacklisted: isBlacklisted)
        return .members([
            ("allowed", .bool(decision.allowed)), ("reason", .text(decision.reason.rawValue)),
            ("symbol", .text(symbol)),
        ])
    }

    /// Absent and null both mean that nobody measured it.
    private static func optional(_ features: JSONValue, _ name: String) throws -> Double? {
        guard let value = features[name], !value.isNull else { return nil }
        return try required(features, name)
    }

    /// Absent counts as 0; an explicit null is an error of the caller.
    private static func required(_ features: JSONValue, _ name: String) throws -> Double {
        guard let value = features[name] else { return 0 }
        guard let number = value.doubleValue else { throw VectorFault.rejected("TypeError") }
        return number
    }
}
