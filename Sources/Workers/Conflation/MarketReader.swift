// The market ring as a strategy reads it. In lockstep: every record, in order. Free-running: of the snapshots that
// are there, the newest of each symbol; all other records in order, each after the snapshots before it.
//
// What is left out depends on how fast this process was. So that a restarted one leaves out the same, each decision
// is preceded by a reading on the intent ring: how many records had been taken by then. Given that number, what is
// decided next is a function of the records.

import CGrinder
import Rings

struct MarketReader: ~Copyable {
    /// Loops read `records.definitions.symbols` in place.
    private(set) var records: RecordReader
    /// Whether snapshots give way to newer ones of their symbol.
    private(set) var conflates = false
    /// Snapshots taken from the ring since conflation began, and of these: given way to newer ones.
    private(set) var taken: UInt64 = 0
    private(set) var conflated: UInt64 = 0
    private var latest = ConflationTable<gr_record_t>(capacity: 1, blank: gr_record_t())
    private let current = UnsafeMutablePointer<gr_record_t>.allocate(capacity: 1)
    /// Whether what `next` returned is the newest of several: then a reading has to say of how many. It lies in
    /// `current` and no longer on the ring.
    private(set) var isChoice = false

    init(_ records: consuming RecordReader) {
        self.records = records
        current.initialize(to: gr_record_t())
    }

    deinit { current.deallocate() }

    /// Snapshots that wait for the loop.
    var pending: Int { latest.count }

    /// From the next record on.
    mutating func beginConflating() { conflates = true }

    /// The next record that is no definition. It is valid until `release()`.
    /// - Parameter limit: free-running: no record beyond the first `limit` of the ring is taken.
    @inline(__always)
    mutating func next(upTo limit: UInt64) throws(WorkerInterruption) -> UnsafePointer<gr_record_t> {
        conflates ? try nextLatest(upTo: limit) : try records.next()
    }

    /// Done with the record that `next` returned.
    @inline(__always)
    mutating func release() {
        if isChoice { isChoice = false } else { records.release() }
    }

    private mutating func nextLatest(upTo limit: UInt64) throws(WorkerInterruption) -> UnsafePointer<gr_record_t> {
        while true {
            let other = try takeSnapshots(upTo: limit)
            if let record = latest.next {
                current.pointee = record
                latest.removeNext()
                isChoice = true
                return UnsafePointer(current)
            }
            if let other { return other }
            guard records.count < limit else {
                throw .corrupt(RecordError("a reading that no snapshot belongs to", limit))
            }
            try records.wait()
        }
    }

    /// Takes what is there up to a record that is no snapshot; that one.
    private mutating func takeSnapshots(upTo limit: UInt64) throws(WorkerInterruption) -> UnsafePointer<gr_record_t>? {
        while let record = try records.nextIfReady(upTo: limit) {
            guard Int(record.pointee.kind) == GR_RECORD_SNAPSHOT else { return record }
            if latest.put(snapshot: record) { conflated &+= 1 }
            taken &+= 1
            records.release()
        }
        return nil
    }
}
