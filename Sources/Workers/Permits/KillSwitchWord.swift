// The kill switch's word and its meaning, for those who trip it and those who write it down.

import CGrinder
import Domain
import Glibc
import Risk
import Rings

public enum KillSwitchWord {
    /// What the word says when the system itself gave up.
    public static let error = word(.error)

    /// The word of a reason: its code and one, because 0 means clear.
    public static func word(_ reason: KillSwitchReason) -> UInt64 { UInt64(reason.code) + 1 }

    /// The reason behind a word; nil when it is clear or unknown.
    public static func reason(_ word: UInt64) -> KillSwitchReason? {
        word == 0 ? nil : UInt8(exactly: word - 1).flatMap(KillSwitchReason.init(code:))
    }
}

extension KillSwitchChange {
    /// A change made by this process, now.
    public static func ofThisProcess() -> KillSwitchChange {
        KillSwitchChange(
            userID: getuid(), processID: UInt32(bitPattern: getpid()), realtimeNs: gr_clock_realtime_ns())
    }
}

/// One change of the kill switch as it is written down.
public struct KillSwitchEntry: Sendable {
    /// The word after the change.
    public var reason: UInt64
    public var change: KillSwitchChange

    public init(reason: UInt64, change: KillSwitchChange) {
        self.reason = reason
        self.change = change
    }

    private var reasonText: String { KillSwitchWord.reason(reason)?.rawValue ?? "reason \(reason)" }

    public var text: String {
        let by = "by user \(change.userID), process \(change.processID)"
        return reason == 0 ? "kill switch reset \(by)" : "kill switch tripped \(by): \(reasonText)"
    }

    /// One JSON object and a line feed.
    public var line: [UInt8] {
        var buffer = ByteBuffer(capacity: 256)
        buffer.appendCanonical(
            .object(
                JSONObject([
                    ("event", .text(reason == 0 ? "kill_switch_reset" : "kill_switch_tripped")),
                    ("reason", reason == 0 ? .null : .text(reasonText)),
                    ("ts_ms", .integer(Int(change.realtimeNs / 1_000_000))),
                    ("user", .integer(Int(change.userID))), ("pid", .integer(Int(change.processID))),
                ])))
        buffer.append(UInt8(ascii: "\n"))
        return Array(buffer.bytes)
    }
}
