// What is logged, and its two written forms: one JSON object a line, or a line for people.

import Domain

public enum LogLevel: String, Sendable, CaseIterable, Comparable {
    case debug, info, warning, error

    public static func < (a: Self, b: Self) -> Bool { a.priority > b.priority }

    /// The number that syslog and journald give it.
    var priority: Int {
        switch self {
        case .debug: 7
        case .info: 6
        case .warning: 4
        case .error: 3
        }
    }
}

public enum LogFormat: String, Sendable, CaseIterable { case text, json }

struct LogLine {
    var realtimeNs: UInt64
    var level: LogLevel
    var event: StaticString
    var fields: [(name: String, value: JSONValue)]

    /// Appends the line with its line feed. A value never breaks out of its line: what is not plain is quoted.
    func append(to buffer: inout ByteBuffer, as format: LogFormat) {
        switch format {
        case .json:
            var members: [(String, JSONValue)] = [
                ("time", .text(UTCTime.text(realtimeNs))), ("level", .text(level.rawValue)), ("event", .text("\(event)")),
            ]
            members += fields.map { ($0.name, $0.value) }
            buffer.appendCompact(.object(JSONObject(members)))
        case .text:
            buffer.append(text: "\(UTCTime.text(realtimeNs)) \(level.rawValue.uppercased()) \(event)")
            for (name, value) in fields {
                buffer.append(text: " \(name)=")
                Self.appendValue(value, to: &buffer)
            }
        }
        buffer.append(UInt8(ascii: "\n"))
    }

    private static func appendValue(_ value: JSONValue, to buffer: inout ByteBuffer) {
        guard case .string(let bytes) = value, !bytes.isEmpty, bytes.allSatisfy(isPlain) else {
            return buffer.appendCompact(value)
        }
        buffer.append(bytes)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        0x21..<0x7F ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "\\")
    }
}

/// Time of day in UTC, as `2026-11-27T10:00:00.123Z`.
enum UTCTime {
    static func text(_ realtimeNs: UInt64) -> String {
        let milliseconds = realtimeNs / 1_000_000
        let (days, second) = (Int(milliseconds / 86_400_000), Int(milliseconds / 1000 % 86_400))
        let (year, month, day) = date(days)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
            + ":\(padded(second % 60, 2)).\(padded(Int(milliseconds % 1000), 3))Z"
    }

    /// The Gregorian date, from days since 1970: years are counted from March, so that the leap day comes last.
    private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let (era, ofEra) = (shifted / 146_097, shifted % 146_097)
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let isNewYear = month >= 10
        return (era * 400 + year + (isNewYear ? 1 : 0), isNewYear ? month - 9 : month + 3, ofYear - (153 * month + 2) / 5 + 1)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(width - text.count, 0)) + text
    }
}
