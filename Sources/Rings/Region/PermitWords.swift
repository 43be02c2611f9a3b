// The words that decide whether an order may leave, each on its own line pair.
//
// Readers (execution) load with acquire immediately before sending; there is no
// cached copy. Writers: the supervisor (lease, fence, mode), the operator's tool
// (override, arming) and anyone in distress (kill switch). All zero permits nothing.

import CGrinder

@frozen
public struct PermitWords: @unchecked Sendable {
    @usableFromInline let base: UnsafeMutableRawPointer

    init(base: UnsafeMutableRawPointer) { self.base = base }

    @inlinable @inline(__always)
    func load(_ word: UInt32) -> UInt64 { gr_load_acquire_u64(gr_region_permit(base, word)) }

    @inlinable @inline(__always)
    func store(_ word: UInt32, _ value: UInt64) { gr_store_release_u64(gr_region_permit(base, word), value) }

    /// CLOCK_BOOTTIME ns; acting is allowed while now < deadline. 0: never held.
    @inlinable public var leaseDeadlineNs: UInt64 {
        get { load(UInt32(GR_PERMIT_LEASE_DEADLINE)) }
        nonmutating set { store(UInt32(GR_PERMIT_LEASE_DEADLINE), newValue) }
    }

    /// Leadership epoch. Set it with `raiseFenceEpoch`.
    @inlinable public var fenceEpoch: UInt64 { load(UInt32(GR_PERMIT_FENCE_EPOCH)) }

    /// 0 clear, otherwise the reason given by the first to trip it.
    @inlinable public var killSwitch: UInt64 { load(UInt32(GR_PERMIT_KILL_SWITCH)) }

    @inlinable public var operatorOverride: UInt64 {
        get { load(UInt32(GR_PERMIT_OPERATOR_OVERRIDE)) }
        nonmutating set { store(UInt32(GR_PERMIT_OPERATOR_OVERRIDE), newValue) }
    }

    @inlinable public var arming: UInt64 {
        get { load(UInt32(GR_PERMIT_ARMING)) }
        nonmutating set { store(UInt32(GR_PERMIT_ARMING), newValue) }
    }

    @inlinable public var mode: UInt64 {
        get { load(UInt32(GR_PERMIT_MODE)) }
        nonmutating set { store(UInt32(GR_PERMIT_MODE), newValue) }
    }

    /// Trips the kill switch unless it is tripped already; the first reason stays.
    /// True when this call tripped it. Safe from any process.
    @discardableResult
    public func tripKillSwitch(reason: UInt64, by change: KillSwitchChange) -> Bool {
        precondition(reason != 0, "0 means clear")
        var found: UInt64 = 0
        guard gr_compare_exchange_u64(gr_region_permit(base, UInt32(GR_PERMIT_KILL_SWITCH)), &found, reason)
        else { return false }
        note(change, reason)
        return true
    }

    /// Only on an operator's order. False when it was clear already.
    @discardableResult
    public func clearKillSwitch(by change: KillSwitchChange) -> Bool {
        guard gr_exchange_u64(gr_region_permit(base, UInt32(GR_PERMIT_KILL_SWITCH)), 0) != 0 else { return false }
        note(change, 0)
        return true
    }

    /// Raises the fence epoch; false, and no change, unless `epoch` is greater.
    @discardableResult
    public func raiseFenceEpoch(to epoch: UInt64) -> Bool {
        let word = gr_region_permit(base, UInt32(GR_PERMIT_FENCE_EPOCH))
        var found = gr_load_acquire_u64(word)
        while found < epoch {
            if gr_compare_exchange_u64(word, &found, epoch) { return true }
        }
        return false
    }
}

/// What an instance may do at most. The raw value is the permit word's.
public enum InstanceMode: UInt64, CaseIterable, Sendable {
    case none = 0
    case paper = 1
    case live = 2
}
