// The records that a ring carried before this process was started, in order from the first. A worker
// is a function of its input records; a restarted one computes its state again by reading them all, and
// holds what it would send against what was sent.
//
// Off the hot path: a history is read once, at the start.

import CGrinder

/// Where published records can be read again, wherever they are kept by now.
protocol RecordArchive: AnyObject {
    /// Copies the record that was published as number `position` (from 0).
    func read(_ position: UInt64, into record: UnsafeMutablePointer<gr_record_t>) throws(RecoveryError)
}

/// Why a worker cannot be brought back to where it was. The run must not go on.
enum RecoveryError: Error, CustomStringConvertible {
    /// Neither in the ring nor in the journal.
    case missing(position: UInt64, detail: String)
    /// What the worker sends now differs from what it had sent.
    case divergence(position: UInt64, sent: UInt8, now: UInt8)

    var description: String {
        switch self {
        case .missing(let position, let detail):
            "recovery: record \(position) cannot be read again: \(detail)"
        case .divergence(let position, let sent, let now):
            "recovery: divergence at record \(position): a record of kind \(sent) was sent, now it would be another"
                + (sent == now ? " with the same kind" : " of kind \(now)")
                + "; keep the journal and run `grinder journal replay` on it"
        }
    }
}

final class RecordHistory {
    private let archive: any RecordArchive
    /// Number of records, all of them published before.
    let end: UInt64
    /// The next to be read.
    private(set) var position: UInt64 = 0
    private let buffer = UnsafeMutablePointer<gr_record_t>.allocate(capacity: 1)
    private var isLoaded = false

    init(_ archive: any RecordArchive, end: UInt64) {
        self.archive = archive
        self.end = end
    }

    deinit { buffer.deallocate() }

    var isAtEnd: Bool { position == end }

    /// The next record. Valid until `release()`.
    func peek() throws(RecoveryError) -> UnsafePointer<gr_record_t> {
        precondition(!isAtEnd, "the history is over")
        if !isLoaded {
            try archive.read(position, into: buffer)
            isLoaded = true
        }
        return UnsafePointer(buffer)
    }

    func release() {
        position += 1
        isLoaded = false
    }

    /// A copy of a later record, for looking ahead; nil beyond the end.
    func copy(at position: UInt64) throws(RecoveryError) -> gr_record_t? {
        guard position < end else { return nil }
        var record = gr_record_t()
        try archive.read(position, into: &record)
        return record
    }

    /// Holds `record` against the next one, clock stamps and fences aside, and goes on to the one after.
    func check(_ record: UnsafePointer<gr_record_t>) throws(RecoveryError) {
        let sent = try peek()
        guard gr_record_is_same_decision(sent, record) else {
            throw .divergence(position: position, sent: sent.pointee.kind, now: record.pointee.kind)
        }
        release()
    }
}
