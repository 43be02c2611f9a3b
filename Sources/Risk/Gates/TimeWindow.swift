// First-in-first-out storage of timed entries behind the gates: a ring that grows by doubling and never
// shrinks, so that a steady state allocates nothing. Eviction is the owner's business.

struct TimeWindow<Entry: BitwiseCopyable & Sendable>: Sendable {
    private var storage: [Entry] = []
    private var head = 0
    private(set) var count = 0
    private static var initialCapacity: Int { 16 }

    var isEmpty: Bool { count == 0 }

    /// The oldest entry.
    /// - Precondition: not empty.
    @inline(__always)
    var first: Entry {
        precondition(count > 0, "an empty window has no first entry")
        return storage[head]
    }

    /// Appends; amortised O(1).
    @inline(__always)
    mutating func append(_ entry: Entry) {
        if count == storage.count { grow(filler: entry) }
        storage[(head + count) & (storage.count - 1)] = entry
        count += 1
    }

    /// Drops the oldest entry.
    /// - Precondition: not empty.
    @inline(__always)
    mutating func removeFirst() {
        precondition(count > 0, "an empty window has no first entry")
        head = (head + 1) & (storage.count - 1)
        count -= 1
    }

    mutating func removeAll() {
        head = 0
        count = 0
    }

    /// Capacities are powers of two, so that positions wrap by masking.
    private mutating func grow(filler: Entry) {
        var larger = Array(repeating: filler, count: max(Self.initialCapacity, storage.count * 2))
        for offset in 0..<count { larger[offset] = storage[(head + offset) & (storage.count - 1)] }
        storage = larger
        head = 0
    }
}

extension Int {
    /// Difference of two times that no input can make overflow: it stops at the ends of the range.
    @inline(__always)
    func saturatingSubtract(_ other: Int) -> Int {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}
