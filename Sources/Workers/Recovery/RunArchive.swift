// The records of a ring from the first on: what the ring still holds, and the journal for the rest. The journaller
// lets a slot go only after its record is in the journal, so a published record is always in one of the two.

import CGrinder
import Journal
import Rings

final class RunArchive: RecordArchive {
    private let ring: RingMemory
    private let directory: String
    private let stream: JournalStream
    /// At the record after the one that was read last.
    private var cursor: JournalCursor?

    init(_ kind: RingKind, _ ring: RingMemory, journal directory: String) {
        self.ring = ring
        self.directory = directory
        stream = JournalStream(kind)
    }

    func read(_ position: UInt64, into record: UnsafeMutablePointer<gr_record_t>) throws(RecoveryError) {
        do throws(RingError) {
            if try ring.read(at: position, into: &record.pointee) == .copied { return }
        } catch {
            throw .missing(position: position, detail: "\(error)")
        }
        // Overwritten meanwhile, so journalled before; or published in an earlier region.
        let isFound: Bool
        do throws(JournalError) {
            isFound = try copyJournalled(position, into: record)
        } catch {
            throw .missing(position: position, detail: "\(error)")
        }
        guard isFound else { throw .missing(position: position, detail: "the journal ends before it") }
    }

    private func copyJournalled(
        _ position: UInt64, into record: UnsafeMutablePointer<gr_record_t>
    ) throws(JournalError) -> Bool {
        var walking = try cursor(reusing: cursor.take(), at: position)
        while walking.position < position {
            guard try walking.next() != nil else { return false }
        }
        guard let found = try walking.next(as: gr_record_t.self) else { return false }
        record.update(from: found, count: 1)
        cursor = consume walking
        return true
    }

    /// The last cursor if it has not passed the record, otherwise a new one.
    private func cursor(
        reusing last: consuming JournalCursor?, at position: UInt64
    ) throws(JournalError) -> JournalCursor {
        if let last, last.position <= position { return last }
        return try JournalReader(directory: directory).cursor(of: stream, from: position)
    }
}
