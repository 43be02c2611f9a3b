// Words of the region as people read them.

import Rings
import Workers

enum StatWords {
    static func mode(_ word: UInt64) -> String { InstanceMode(rawValue: word).map { "\($0)" } ?? "unknown \(word)" }

    static func killSwitch(_ word: UInt64) -> String { KillSwitchWord.reason(word)?.rawValue ?? "reason \(word)" }

    static func state(_ state: WorkerState?) -> String { state.map { "\($0)" } ?? "unknown" }

    static func wait(_ state: WaitState?) -> String { state.map { "\($0)" } ?? "unknown" }
}
