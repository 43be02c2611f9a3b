// The newest record of each key, waiting for space or for its turn: what makes a worker independent of a slower one
// without losing the present.
//
// Keys wait in the order in which they first had something; a newer record takes the place of its older one and not
// a new place, so that a busy key cannot starve a quiet one. No allocation but in `init` and `reserve`. Not for
// records that add up (trades, book differences): a merged one would be a lost one.

import CGrinder

/// Room for one record of each key from 0 to `capacity - 1`. All operations but `reserve` are O(1).
struct ConflationTable<Record: BitwiseCopyable>: ~Copyable {
    private(set) var capacity: Int
    /// Keys that have a record waiting.
    private(set) var count = 0
    private var records: UnsafeMutablePointer<Record>
    private var isPending: UnsafeMutablePointer<Bool>
    /// Pending keys, a ring of `capacity` places that begins at `first`.
    private var order: UnsafeMutablePointer<Int>
    private var first = 0
    private let blank: Record

    /// `blank` fills the room that nothing waits in.
    init(capacity: Int, blank: Record) {
        precondition(capacity > 0, "room for no key")
        self.capacity = capacity
        self.blank = blank
        records = .allocate(capacity: capacity)
        isPending = .allocate(capacity: capacity)
        order = .allocate(capacity: capacity)
        records.initialize(repeating: blank, count: capacity)
        isPending.initialize(repeating: false, count: capacity)
        order.initialize(repeating: 0, count: capacity)
    }

    deinit {
        records.deallocate()
        isPending.deallocate()
        order.deallocate()
    }

    /// Makes room for the keys below `keys`. O(capacity) where there was none, and at least double then.
    @inline(__always)
    mutating func reserve(_ keys: Int) {
        if _slowPath(keys > capacity) { grow(to: max(keys, capacity * 2)) }
    }

    @inline(never)
    private mutating func grow(to capacity: Int) {
        var larger = ConflationTable(capacity: capacity, blank: blank)
        while let key = nextKey {
            _ = larger.put(records[key], key: key)
            removeNext()
        }
        self = larger
    }

    /// Takes the newest record of `key`. True when one of the same key waited and is gone.
    @inline(__always)
    mutating func put(_ record: Record, key: Int) -> Bool {
        precondition(key >= 0 && key < capacity, "a key beyond the capacity")
        records[key] = record
        if isPending[key] { return true }
        isPending[key] = true
        let end = first &+ count
        order[end < capacity ? end : end &- capacity] = key
        count &+= 1
        return false
    }

    private var nextKey: Int? { count == 0 ? nil : order[first] }

    /// The record of the key that has waited longest; nil when nothing waits.
    @inline(__always)
    var next: Record? { nextKey.map { records[$0] } }

    /// Done with `next`.
    @inline(__always)
    mutating func removeNext() {
        precondition(count > 0, "nothing waits")
        isPending[order[first]] = false
        first = first &+ 1 < capacity ? first &+ 1 : 0
        count &-= 1
    }
}

extension ConflationTable where Record == gr_record_t {
    /// Takes a snapshot as the newest of its symbol. True when one waited and is gone. Makes room for a new symbol.
    @inline(__always)
    mutating func put(snapshot record: UnsafePointer<gr_record_t>) -> Bool {
        let symbol = Int(record.as(gr_snapshot_t.self).symbol)
        reserve(symbol + 1)
        return put(record.pointee, key: symbol)
    }
}
