// Whether a worker can be relied on: what readiness is made of, for the service manager and for /readyz.

import Rings
import Workers

extension InstanceSnapshot {
    /// A worker that has been silent for longer is not relied on.
    static let silenceNsMax: UInt64 = 2_000_000_000

    /// Why a worker is not to be relied on, in words; nil when it works at what comes in.
    func complaint(about worker: WorkerSnapshot) -> String? {
        let name = "worker \(worker.role.name)"
        guard worker.state == .running else { return "\(name) is \(worker.state.map { "\($0)" } ?? "in an unknown state")" }
        if worker.processID == 0 { return "\(name) has no process" }
        guard let silentNs = age(ofMonotonicNs: worker.heartbeatNs) else { return "\(name) has given no sign of life yet" }
        return silentNs > Self.silenceNsMax ? "\(name) has given no sign of life for \(silentNs / 1_000_000_000) s" : nil
    }
}
