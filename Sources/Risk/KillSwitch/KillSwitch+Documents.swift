// The kill switch's state as a document, canonical and as a tree.

import DecimalArithmetic
import Domain

extension ByteBuffer {
    public mutating func appendCanonical(_ state: borrowing KillSwitchState<DrawdownTrip>) {
        guard let trip = state.trip else {
            append("{\"details\":null,\"reason\":null,\"triggered\":false,\"triggered_at_ts\":null}")
            return
        }
        append("{\"details\":")
        if let details = trip.details { appendCanonical(details) } else { append("null") }
        append(",\"reason\":\"")
        append(name: trip.reason)
        append("\",\"triggered\":true,\"triggered_at_ts\":")
        append(trip.timeMs)
        append(UInt8(ascii: "}"))
    }

    private mutating func appendCanonical(_ details: DrawdownTrip) {
        append("{\"drawdown_pct\":")
        append(details.drawdownPct)
        append(",\"equity\":")
        appendQuoted(details.equity)
        append(",\"high_water_mark\":")
        appendQuoted(details.highWaterMark)
        append(",\"threshold_pct\":")
        append(details.thresholdPct)
        append(UInt8(ascii: "}"))
    }
}

extension JSONValue {
    /// - Parameter details: how the details print.
    public static func document<Details>(
        _ state: KillSwitchState<Details>, details: (Details) -> JSONValue
    ) -> JSONValue {
        .object(
            JSONObject([
                ("triggered", .bool(state.isTriggered)),
                ("reason", state.trip.map { .name($0.reason) } ?? .null),
                ("triggered_at_ts", state.trip.map { .integer($0.timeMs) } ?? .null),
                ("details", state.trip?.details.map(details) ?? .null),
            ]))
    }

    public static func document(_ details: DrawdownTrip) -> JSONValue {
        .object(
            JSONObject([
                ("equity", .decimal(details.equity)), ("high_water_mark", .decimal(details.highWaterMark)),
                ("drawdown_pct", .double(details.drawdownPct)), ("threshold_pct", .points(details.thresholdPct)),
            ]))
    }
}
