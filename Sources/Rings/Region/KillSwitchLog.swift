// The last changes of the kill switch, kept in the region: whoever changes it says who and when, and the supervisor
// writes it down. A trip and a reset between two of its turns are two entries.

import CGrinder

/// Who changed the kill switch, and when.
public struct KillSwitchChange: Equatable, Sendable {
    public var userID: UInt32
    public var processID: UInt32
    public var realtimeNs: UInt64

    public init(userID: UInt32, processID: UInt32, realtimeNs: UInt64) {
        self.userID = userID
        self.processID = processID
        self.realtimeNs = realtimeNs
    }
}

extension PermitWords {
    /// Changes since the region was made.
    public var killSwitchChanges: UInt64 { load(UInt32(GR_PERMIT_KILL_SWITCH_CHANGES)) }

    /// Change `number`, from 1, with the word that it left; nil when it is not complete yet, or so old that others
    /// stand in its place.
    public func killSwitchChange(_ number: UInt64) -> (reason: UInt64, change: KillSwitchChange)? {
        let entry = gr_region_kill_switch_change(base, number)
        let word = gr_kill_switch_change_number(entry)
        guard number > 0, gr_load_acquire_u64(word) == number else { return nil }
        let copy = entry.pointee
        gr_fence_acquire()
        guard gr_load_acquire_u64(word) == number else { return nil }
        return (
            copy.reason,
            KillSwitchChange(userID: copy.user_id, processID: copy.process_id, realtimeNs: copy.realtime_ns)
        )
    }

    /// The last change that is complete; nil when there was none.
    public var lastKillSwitchChange: KillSwitchChange? { killSwitchChange(killSwitchChanges)?.change }

    func note(_ change: KillSwitchChange, _ reason: UInt64) {
        let number = gr_fetch_add_u64(gr_region_permit(base, UInt32(GR_PERMIT_KILL_SWITCH_CHANGES)), 1) + 1
        let entry = gr_region_kill_switch_change(base, number)
        gr_store_release_u64(gr_kill_switch_change_number(entry), 0)
        gr_fence_release()
        entry.pointee.reason = reason
        entry.pointee.realtime_ns = change.realtimeNs
        entry.pointee.user_id = change.userID
        entry.pointee.process_id = change.processID
        gr_store_release_u64(gr_kill_switch_change_number(entry), number)
    }
}
