// Whether a worker can be relied on: what readiness is made of, for the service manager and for /readyz.

import Rings
import Workers

extension WorkerSnapshot {
    /// A worker that has been silent for longer is not relied on.
    static let silenceNsMax: UInt64 = 2_000_000_000

    /// Why the worker is not to be relied on at `nowNs`, CLOCK_MONOTONIC, in words; nil when it works at what comes in.
    func complaint(atNs nowNs: UInt64) -> String? {
        let name = "worker \(role.name)"
        guard state == .running else { return "\(name) is \(state.map { "\($0)" } ?? "in an unknown state")" }
        if processID == 0 { return "\(name) has no process" }
        if heartbeatNs == 0 { return "\(name) has given no sign of life yet" }
        let silentNs = nowNs - min(heartbeatNs, nowNs)
        return silentNs > Self.silenceNsMax ? "\(name) has given no sign of life for \(silentNs / 1_000_000_000) s" : nil
    }
}
