// The numbers that the reference's nightly job calls a soak: a function of its arguments, nothing is run.
// Kept because the nightly gate compares them. Backtest specification, section 5.2.

import Domain

public struct SyntheticSoak: Sendable {
    public var symbolsCount: Int
    public var durationS: Int
    /// Time between two events of a symbol; less than 1 counts as 1.
    public var cadenceMs: Int
    public var mode: SoakMode

    public init(symbolsCount: Int, durationS: Int, cadenceMs: Int, mode: SoakMode) {
        self.symbolsCount = symbolsCount
        self.durationS = durationS
        self.cadenceMs = cadenceMs
        self.mode = mode
    }

    /// Events per second.
    private var load: Double { 1000 / Double(max(1, cadenceMs)) * Double(max(1, symbolsCount)) }

    /// The metrics; files show them with sorted keys.
    public var document: JSONValue {
        let load = load
        return .object(
            JSONObject([
                ("decision_latency_p99_ms", .double((10 + 1.5 * load).rounded(decimals: 2))),
                ("order_latency_p99_ms", .double((50 + 5 * load).rounded(decimals: 2))),
                ("event_queue_depth_max", Self.nearest(load * 5)),
                ("snapshot_queue_depth_max", Self.nearest(load * 2)),
                ("errors_total", 0),
                ("events_dropped", Self.nearest(max(0, (load - 30) * 2))),
                ("rss_mb_max", .integer(Int(200 + load * 5))),
                ("fill_rate", .double(mode == .baseline ? 0.6 : 0.3)),
                ("mode", .text(mode.rawValue)), ("duration_s", .integer(durationS)),
                ("cadence_ms", .integer(cadenceMs)), ("symbols_count", .integer(symbolsCount)),
            ]))
    }

    private static func nearest(_ value: Double) -> JSONValue { .integer(Int(value.rounded(.toNearestOrEven))) }
}
