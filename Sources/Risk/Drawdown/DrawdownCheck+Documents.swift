// The drawdown check as a document, canonical and as a tree.

import DecimalArithmetic
import Domain

extension ByteBuffer {
    public mutating func appendCanonical(_ check: borrowing DrawdownCheck) {
        append("{\"details\":")
        appendCanonical(check.details)
        append(",\"drawdown_pct\":")
        append(check.drawdownPct)
        append(",\"equity\":")
        appendQuoted(check.equity)
        append(",\"high_water_mark\":")
        appendQuoted(check.highWaterMark)
        append(",\"threshold_pct\":")
        append(check.thresholdPct)
        append(check.isTriggered ? ",\"triggered\":true}" : ",\"triggered\":false}")
    }

    private mutating func appendCanonical(_ details: DrawdownCheck.Details?) {
        switch details {
        case nil: append("null")
        case .triggeredNow(let trigger):
            append(UInt8(ascii: "{"))
            appendMembers(trigger)
        case .previouslyTriggered(let trigger):
            append("{\"previously_triggered\":true,")
            appendMembers(trigger)
        }
    }

    private mutating func appendMembers(_ trigger: DrawdownTrigger) {
        append("\"trigger_drawdown_pct\":")
        append(trigger.drawdownPct)
        append(",\"trigger_equity\":")
        appendQuoted(trigger.equity)
        append(UInt8(ascii: "}"))
    }
}

extension JSONValue {
    public static func document(_ check: DrawdownCheck) -> JSONValue {
        .object(
            JSONObject([
                ("equity", .decimal(check.equity)), ("high_water_mark", .decimal(check.highWaterMark)),
                ("drawdown_pct", .double(check.drawdownPct)), ("threshold_pct", .points(check.thresholdPct)),
                ("triggered", .bool(check.isTriggered)), ("details", check.details.map { document($0) } ?? .null),
            ]))
    }

    private static func document(_ details: DrawdownCheck.Details) -> JSONValue {
        switch details {
        case .triggeredNow(let trigger): .object(JSONObject(members(trigger)))
        case .previouslyTriggered(let trigger):
            .object(JSONObject([("previously_triggered", .bool(true))] + members(trigger)))
        }
    }

    private static func members(_ trigger: DrawdownTrigger) -> [(String, JSONValue)] {
        [("trigger_equity", .decimal(trigger.equity)), ("trigger_drawdown_pct", .double(trigger.drawdownPct))]
    }
}
