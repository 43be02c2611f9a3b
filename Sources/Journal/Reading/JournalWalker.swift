// Walks a journal batch by batch, from the start of a segment to the end of what has been
// written, and decides what a damaged place means.
//
// A journal may end in a torn batch: the writer died, or is at work right now. That is no
// error, and only possible behind everything else: a batch is written after the one before
// it, so damage that a valid later batch follows is corruption. Because a live writer may
// finish the batch while we look for a later one, a damaged batch is read once more before
// it is called corrupt.

import CGrinder
import Glibc

/// An incomplete batch at the end of the last segment.
public struct TornTail: Equatable, Sendable {
    public var segment: String
    public var offset: UInt64
    public var reason: String
}

struct JournalWalker: ~Copyable {
    enum Step {
        case batch
        /// All that was written has been read; more may come.
        case end
        case torn(TornTail)
    }

    private enum Found {
        case valid
        case blank
        /// Bytes that may be a batch half written.
        case damaged(String)
        /// A whole batch that does not continue the one before it.
        case contradiction(String)
    }

    let directory: JournalDirectory
    private var segment: SegmentFile
    private(set) var name: String
    private(set) var start: SegmentStart
    /// Where the next batch is expected.
    private(set) var offset = UInt64(GR_JOURNAL_BLOCK)
    /// Its number, and the checksum that it must name.
    private(set) var number: UInt64
    private(set) var previous: UInt32
    /// Records of each stream before it.
    private(set) var positions: JournalPositions
    private let buffer: UnsafeMutableRawPointer
    private var header = gr_journal_batch_t()

    /// How far behind the end a cursor looks for a later batch, each time it comes to the end: as far as the
    /// device may lag behind the writer. A reader that checks, and a writer that would cut, look everywhere.
    private static let cursorLooksAhead: UInt64 = 4 << 20
    private let looksEverywhere: Bool

    init(_ directory: JournalDirectory, from name: String, looksEverywhere: Bool = true) throws(JournalError) {
        self.looksEverywhere = looksEverywhere
        self.directory = directory
        let opened = try SegmentFile(path: directory.file(name), flags: O_RDONLY)
        start = try JournalDirectory.start(of: opened, name: name)
        segment = opened
        self.name = name
        number = start.firstBatch
        previous = start.previous
        positions = start.positions
        buffer = .allocate(byteCount: JournalFormat.batchBytesMax, alignment: 64)
    }

    deinit { buffer.deallocate() }

    /// Reads the next batch. After `end` and `torn` the walker stays where it is.
    mutating func step() throws(JournalError) -> Step {
        while true {
            switch try readBatch() {
            case .valid:
                accept()
                return .batch
            case .blank:
                if try moveToNextSegment() { continue }
                guard try isFollowed() else { return .end }
                try insistOnBatch("batch \(number) is missing, later ones exist")
            case .damaged(let reason):
                guard try isFollowed() else {
                    return .torn(TornTail(segment: name, offset: offset, reason: reason))
                }
                try insistOnBatch(reason)
            case .contradiction(let reason):
                try insistOnBatch(reason)
            }
        }
    }

    /// Sections of the batch that `step` has read, in order. Records are valid until the next step.
    func forEachSection(_ body: (JournalSection) -> Void) {
        var at = JournalFormat.batchHeader
        for _ in 0..<header.section_count {
            let section = JournalSection(at: buffer + at)
            body(section)
            at += section.byteCount
        }
    }

    var batchBytes: Int { Int(header.byte_count) }

    private mutating func accept() {
        var after = positions
        forEachSection { after[$0.stream] = $0.first + $0.count }
        positions = after
        offset += UInt64(header.byte_count)
        number += 1
        previous = header.checksum
    }
}

// MARK: One batch

extension JournalWalker {
    private mutating func readBatch() throws(JournalError) -> Found {
        let headerSize = JournalFormat.batchHeader
        // Small batches come with their header in one call.
        var available = try segment.read(into: buffer, count: 4096, at: offset)
        if available == 0 || JournalFormat.isZero(UnsafeRawBufferPointer(start: buffer, count: min(available, headerSize))) {
            return .blank
        }
        guard available >= headerSize else { return .damaged("the file ends within a batch header") }
        guard let found = JournalFormat.batch(at: buffer) else { return .damaged("a batch header does not match its checksum") }
        let byteCount = Int(found.byte_count)
        guard byteCount <= JournalFormat.batchBytesMax, byteCount % JournalFormat.block == 0, byteCount > 0 else {
            return .contradiction("a batch of \(byteCount) bytes")
        }
        if available < byteCount {
            available += try segment.read(
                into: buffer + available, count: byteCount - available, at: offset + UInt64(available))
            guard available >= byteCount else { return .damaged("the file ends within batch \(found.number)") }
        }
        guard gr_crc32c(0, buffer + headerSize, byteCount - headerSize) == found.payload_checksum else {
            return .damaged("the records of batch \(found.number) do not match their checksum")
        }
        guard found.number == number else { return .contradiction("batch \(found.number) stands where \(number) is expected") }
        guard found.previous == previous else { return .contradiction("batch \(number) does not continue the one before it") }
        header = found
        return sectionsFault(found).map { .contradiction("batch \(number): \($0)") } ?? .valid
    }

    /// What is wrong with the sections of a batch whose checksum holds; nil when nothing is.
    private func sectionsFault(_ found: gr_journal_batch_t) -> String? {
        var at = JournalFormat.batchHeader
        var expected = positions
        var seen: UInt32 = 0
        for _ in 0..<found.section_count {
            guard at + JournalFormat.sectionHeader <= Int(found.byte_count) else { return "a section lies outside" }
            let raw = (buffer + at).load(as: gr_journal_section_t.self)
            guard let stream = JournalStream(rawValue: raw.stream) else { return "unknown stream \(raw.stream)" }
            guard raw.record_size > 0, raw.record_size % UInt32(GR_JOURNAL_SECTION_ALIGN) == 0,
                raw.count > 0, raw.count <= UInt64(found.byte_count)
            else { return "\(raw.count) records of \(raw.record_size) bytes" }
            let section = JournalSection(at: buffer + at)
            at += section.byteCount
            guard at <= Int(found.byte_count) else { return "a section lies outside" }
            guard raw.first == expected[stream] else {
                return "stream \(stream) goes on at record \(raw.first), expected \(expected[stream])"
            }
            guard seen & 1 << raw.stream == 0 else { return "stream \(stream) has two sections" }
            seen |= 1 << raw.stream
            expected[stream] += raw.count
        }
        return nil
    }

    /// Looks again now that something behind the batch has been seen: a live writer has finished
    /// it by then, here or as the first of the next segment, or it never will be right.
    private mutating func insistOnBatch(_ reason: String) throws(JournalError) {
        switch try readBatch() {
        case .valid: return
        case .blank where try moveToNextSegment(): return
        default: throw .corrupt(segment: name, offset: offset, reason: reason)
        }
    }
}

// MARK: What follows

extension JournalWalker {
    private mutating func moveToNextSegment() throws(JournalError) -> Bool {
        let next = JournalDirectory.segmentName(firstBatch: number)
        guard next != name, access(directory.file(next), F_OK) == 0 else { return false }
        let opened = try SegmentFile(path: directory.file(next), flags: O_RDONLY)
        let found = try JournalDirectory.start(of: opened, name: next)
        let expected = SegmentStart(
            instance: start.instance, index: start.index + 1, firstBatch: number, byteCount: found.byteCount,
            positions: positions, previous: previous)
        guard found == expected else {
            throw .corrupt(segment: next, offset: 0, reason: "it does not continue \(name)")
        }
        segment = opened
        name = next
        start = found
        offset = UInt64(GR_JOURNAL_BLOCK)
        return true
    }

    /// Whether a valid later batch, or a later segment, exists.
    private func isFollowed() throws(JournalError) -> Bool {
        if let last = try directory.segments().last, last != name { return true }
        var at = offset + UInt64(GR_JOURNAL_BLOCK)
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: JournalFormat.batchBytesMax, alignment: 64)
        defer { chunk.deallocate() }
        let end = looksEverywhere ? UInt64.max : offset + Self.cursorLooksAhead
        while at < end, let written = try segment.written(from: at) {
            at = max(at, written.lowerBound & ~UInt64(JournalFormat.block - 1))
            while at < min(written.upperBound, end) {
                let wanted = min(Int(written.upperBound - at), JournalFormat.batchBytesMax)
                let count = try segment.read(into: chunk, count: wanted, at: at)
                for block in stride(from: 0, to: count - JournalFormat.batchHeader + 1, by: JournalFormat.block) {
                    if let later = JournalFormat.batch(at: chunk + block), later.number > number { return true }
                }
                guard count == wanted else { return false }
                at += UInt64(JournalFormat.roundedToBlock(count))
            }
        }
        return false
    }
}
