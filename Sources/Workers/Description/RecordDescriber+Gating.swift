// What a gating record says: the answer, and the evidence, whose six values mean something else for each gate.

import CGrinder
import Domain
import Risk

extension RecordDescriber {
    /// How a value of the evidence is stored; see the GR_GATE codes.
    private enum Stored {
        case integer, points, decimal, scope, tripReason
    }

    private struct Evidence {
        let name: String
        let values: [(name: String, stored: Stored)]

        init(_ name: String, _ values: (String, Stored)...) {
            self.name = name
            self.values = values
        }
    }

    /// By GR_GATE code; names as in the outputs where they have the value.
    private static let evidence = [
        Evidence("nothing"),
        Evidence("cooldown", ("elapsed_ms", .integer), ("cooldown_ms", .integer)),
        Evidence("rate_limited", ("current_count", .integer), ("max_per_minute", .integer), ("window_start_ts", .integer)),
        Evidence("rate_use", ("current_count", .integer), ("max_per_minute", .integer)),
        Evidence("daily_loss", ("total_pnl", .decimal), ("daily_loss_limit", .decimal)),
        Evidence(
            "notional_breach", ("current", .decimal), ("proposed", .decimal), ("new_total", .decimal), ("limit", .decimal),
            ("scope", .scope)),
        Evidence("notional_use", ("symbol_notional", .decimal), ("total_notional", .decimal)),
        Evidence("spread_spike", ("spread_bps", .points), ("max_spread_bps", .points), ("excess_bps", .points)),
        Evidence(
            "price_impact", ("oldest_price", .decimal), ("current_price", .decimal), ("price_change_bps", .points),
            ("max_price_impact_bps", .points), ("window_ms", .integer)),
        Evidence("calm", ("spread_bps", .points), ("max_spread_bps", .points), ("prices_in_window", .integer)),
        Evidence(
            "all_gates", ("symbol_notional", .decimal), ("total_notional", .decimal), ("current_count", .integer),
            ("max_per_minute", .integer)),
        Evidence(
            "kill_switch", ("equity", .decimal), ("high_water_mark", .decimal), ("drawdown_pct", .points),
            ("threshold_pct", .points), ("trip_reason", .tripReason), ("trip_time_ms", .integer)),
        Evidence("kill_switch_bare", ("trip_reason", .tripReason), ("trip_time_ms", .integer)),
        Evidence("kill_switch_clear"),
    ]

    func append(_ raw: gr_gating_t, _ fields: inout JSONObject) {
        fields.set("reason", Self.name(raw.reason, GateReason.self))
        fields.set("evidence", Self.name(raw.details, of: Self.evidence.map(\.name)))
        guard Int(raw.details) < Self.evidence.count else { return }
        let values = withUnsafeBytes(of: raw.value) { Array($0.bindMemory(to: Int64.self)) }
        let exponents = withUnsafeBytes(of: raw.exponent) { Array($0.bindMemory(to: Int8.self)) }
        var decimals: UInt8 = 0
        var doubles: UInt8 = 0
        for ((name, stored), value) in zip(Self.evidence[Int(raw.details)].values, values) {
            switch stored {
            case .integer: fields.set(name, .integer(Int(value)))
            case .points:
                let number = Double(bitPattern: UInt64(bitPattern: value))
                fields.set(name, Self.points(number, isInteger: raw.flags & 16 << doubles != 0))
                doubles += 1
            case .decimal:
                fields.set(name, decimal(value, exponents[Int(decimals)], field: decimals, wide: raw.flags))
                decimals += 1
            case .scope: fields.set(name, Self.name(value, NotionalScope.self))
            case .tripReason: fields.set(name, Self.name(value, KillSwitchReason.self))
            }
        }
    }

    private static func name<Name: StableName>(_ code: Int64, _ type: Name.Type) -> JSONValue {
        UInt8(exactly: code).map { name($0, type) } ?? .text("unknown code \(code)")
    }
}
