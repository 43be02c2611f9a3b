// The newest record of each key, waiting for space: what makes a feed independent of a slow
// reader without losing the present.
//
// Keys wait in the order in which they first had something; a newer record takes the place
// of its older one and not a new place, so that a busy key cannot starve a quiet one.
// Fixed size, made once; no allocation afterwards. Not for records that add up (trades,
// book differences): a merged one would be a lost one.

/// Room for one record of each key from 0 to `capacity - 1`. All operations are O(1).
public struct ConflationTable<Record: BitwiseCopyable>: ~Copyable {
    public let capacity: Int
    /// Keys that have a record waiting.
    public private(set) var count = 0
    private let records: UnsafeMutablePointer<Record>
    private let isPending: UnsafeMutablePointer<Bool>
    /// Pending keys, a ring of `capacity` places that begins at `first`.
    private let order: UnsafeMutablePointer<Int>
    private var first = 0

    /// `blank` fills the room that nothing waits in.
    public init(capacity: Int, blank: Record) {
        precondition(capacity > 0, "room for no key")
        self.capacity = capacity
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

    /// Takes the newest record of `key`. True when one of the same key waited and is gone.
    public mutating func put(_ record: Record, key: Int) -> Bool {
        precondition(key >= 0 && key < capacity, "a key beyond the capacity")
        records[key] = record
        if isPending[key] { return true }
        isPending[key] = true
        let end = first &+ count
        order[end < capacity ? end : end &- capacity] = key
        count &+= 1
        return false
    }

    /// The record of the key that has waited longest; nil when nothing waits.
    public var next: Record? { count == 0 ? nil : records[order[first]] }

    /// Done with `next`.
    public mutating func removeNext() {
        precondition(count > 0, "nothing waits")
        isPending[order[first]] = false
        first = first &+ 1 < capacity ? first &+ 1 : 0
        count &-= 1
    }
}
