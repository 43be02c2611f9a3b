import Domain
import Policies

extension VectorComponents {
    static let hardFilter = VectorComponent("hard_filter") { input in
        let features = try input.member("features")
        let thresholds = try input.member("thresholds")
        var filter = HardFilter()
        filter.spreadBpsMax = thresholds["spread_max_bps"]?.doubleValue ?? filter.spreadBpsMax
        let symbol = try input.text("symbol")
        let blacklist = thresholds["blacklist"]?.arrayValue ?? []
        let activity = MarketActivity(
            isDelisting: features["is_delisting"]?.isTruthy ?? false,
            spreadBps: try required(features, "spread_bps"),
            volume24hUsd: try required(features, "vol_24h_usd"),
            volume1hUsd: features["vol_1h_usd"]?.doubleValue,
            tradesPerMinute: features["trade_count_1m"]?.doubleValue,
            openInterestUsd: features["oi_usd"]?.doubleValue)
        let isBlacklisted = blacklist.contains { $0.stringValue == symbol }
        let decision = filter.evaluate(activity, isBlacklisted: isBlacklisted)
        return .object(
            JSONObject([
                ("allowed", .bool(decision.allowed)), ("reason", .text(decision.reason.rawValue)),
                ("symbol", .text(symbol)),
            ]))
    }

    /// Absent counts as 0; an explicit null is an error of the caller.
    private static func required(_ features: JSONValue, _ name: String) throws -> Double {
        guard let value = features[name] else { return 0 }
        guard let number = value.doubleValue else { throw VectorFault.rejected("TypeError") }
        return number
    }
}
