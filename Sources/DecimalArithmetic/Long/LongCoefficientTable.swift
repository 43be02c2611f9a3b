// Purpose: home of the coefficients that do not fit 128 bits, so that `Decimal` stays a 32-byte trivial value.
//
// Such coefficients arise only from text with 39 or more digits (exact doubles carry their own bits), i.e. never in
// a healthy feed. Entries are deduplicated and live until the process ends: a handle inside a copied `Decimal` can
// never dangle. The table is bounded; when it is full, construction throws `longCoefficientTableFull`.
// Invariant: an entry never changes or moves; readers and writers hold the lock only for a lookup.

import Synchronization

/// Process-wide append-only table of over-long coefficients. Thread-safe.
public enum LongCoefficientTable {
    /// Most distinct entries.
    public static let entryCountMax = 1 << 17
    /// Most limbs (nine digits, four bytes each) over all entries.
    public static let limbCountMax = 1 << 22

    private struct State {
        var entries: [LongInteger] = []
        var handles: [LongInteger: Int] = [:]
        var limbCount = 0
    }

    private static let state = Mutex(State())

    /// Number of distinct long coefficients constructed so far: a diagnostic that should stay at zero.
    public static var entryCount: Int { state.withLock { $0.entries.count } }

    static func intern(_ value: LongInteger) throws(DecimalError) -> UInt128 {
        let handle: Int? = state.withLock { state in
            if let known = state.handles[value] { return known }
            if state.entries.count >= entryCountMax
                || state.limbCount + value.limbs.count > limbCountMax
            {
                return nil
            }
            let handle = state.entries.count
            state.entries.append(value)
            state.handles[value] = handle
            state.limbCount += value.limbs.count
            return handle
        }
        guard let handle else { throw .longCoefficientTableFull }
        return UInt128(handle)
    }

    static func entry(_ handle: UInt128) -> LongInteger {
        state.withLock { $0.entries[Int(handle)] }
    }
}
