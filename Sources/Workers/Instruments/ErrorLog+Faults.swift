import CGrinder
import Domain
import Rings

extension ErrorLog {
    /// Counts an event that gave no output. Equal faults of equal fields are one entry.
    func record(_ fault: EventFault, _ field: SnapshotField?) {
        let identity = UInt64(fault.code) << 8 | UInt64(field.map { $0.code &+ 1 } ?? 0)
        record(identity: identity, realtimeNs: gr_clock_realtime_ns()) {
            "\(fault.rawValue): \(fault.explanation(field: field))"
        }
    }
}
