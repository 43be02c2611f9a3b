// Headers of the file format: filled in, sealed with their checksums, and checked. The
// layout itself is grinder_journal.h.

import CGrinder
import Rings

enum JournalFormat {
    static let block = Int(GR_JOURNAL_BLOCK)
    static let batchHeader = MemoryLayout<gr_journal_batch_t>.size
    static let sectionHeader = MemoryLayout<gr_journal_section_t>.size
    static let batchBytesMax = Int(GR_JOURNAL_BATCH_BYTES_MAX)

    static func roundedToBlock(_ count: Int) -> Int { (count + block - 1) & ~(block - 1) }

    /// The checksum over a header of `size` bytes without its last four, which hold it.
    static func headerChecksum(_ bytes: UnsafeRawPointer, size: Int) -> UInt32 {
        gr_crc32c(0, bytes, size - MemoryLayout<UInt32>.size)
    }

    /// Seals the batch of `byteCount` bytes that starts at `bytes`, whose sections and padding are
    /// complete; its header checksum, which the next batch names.
    static func seal(
        _ bytes: UnsafeMutableRawPointer, byteCount: Int, sections: Int, number: UInt64, previous: UInt32
    ) -> UInt32 {
        var header = gr_journal_batch_t()
        header.magic = UInt64(GR_JOURNAL_BATCH_MAGIC)
        header.number = number
        header.byte_count = UInt32(byteCount)
        header.section_count = UInt32(sections)
        header.payload_checksum = gr_crc32c(0, bytes + batchHeader, byteCount - batchHeader)
        header.previous = previous
        header.checksum = withUnsafeBytes(of: header) { headerChecksum($0.baseAddress!, size: batchHeader) }
        bytes.storeBytes(of: header, as: gr_journal_batch_t.self)
        return header.checksum
    }

    /// The batch header at `bytes` if its magic and checksum hold.
    static func batch(at bytes: UnsafeRawPointer) -> gr_journal_batch_t? {
        let header = bytes.loadUnaligned(as: gr_journal_batch_t.self)
        guard header.magic == UInt64(GR_JOURNAL_BATCH_MAGIC), header.checksum == headerChecksum(bytes, size: batchHeader)
        else { return nil }
        return header
    }

    static func isZero(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.allSatisfy { $0 == 0 } }
}

/// The facts of a segment header that say where it stands in the journal.
struct SegmentStart: Equatable {
    var instance: InstanceID
    var index: UInt64
    var firstBatch: UInt64
    var byteCount: UInt64
    var positions = JournalPositions()
    var previous: UInt32

    /// The header block.
    func header() -> gr_journal_segment_t {
        var header = gr_journal_segment_t()
        header.magic = UInt64(GR_JOURNAL_SEGMENT_MAGIC)
        header.version = GR_JOURNAL_VERSION
        header.block_size = UInt32(GR_JOURNAL_BLOCK)
        header.records_hash = gr_records_hash()
        header.instance_id_high = instance.high
        header.instance_id_low = instance.low
        header.index = index
        header.first_batch = firstBatch
        header.created_realtime_ns = gr_clock_realtime_ns()
        header.byte_count = byteCount
        withUnsafeMutableBytes(of: &header.positions) { target in
            for stream in JournalStream.allCases {
                target.storeBytes(of: positions[stream], toByteOffset: 8 * Int(stream.rawValue), as: UInt64.self)
            }
        }
        header.previous = previous
        header.checksum = withUnsafeBytes(of: header) {
            JournalFormat.headerChecksum($0.baseAddress!, size: JournalFormat.block)
        }
        return header
    }

    /// Reads and checks the header block of segment `name`.
    init(_ header: gr_journal_segment_t, name: String) throws(JournalError) {
        guard header.magic == UInt64(GR_JOURNAL_SEGMENT_MAGIC) else {
            throw .corrupt(segment: name, offset: 0, reason: "it does not begin as a journal segment")
        }
        let checksum = withUnsafeBytes(of: header) {
            JournalFormat.headerChecksum($0.baseAddress!, size: JournalFormat.block)
        }
        guard header.checksum == checksum else {
            throw .corrupt(segment: name, offset: 0, reason: "the segment header does not match its checksum")
        }
        guard header.version == GR_JOURNAL_VERSION, header.block_size == UInt32(GR_JOURNAL_BLOCK) else {
            throw .version(segment: name, found: header.version, expected: GR_JOURNAL_VERSION)
        }
        guard header.records_hash == gr_records_hash() else {
            throw .layout(segment: name, found: header.records_hash, expected: gr_records_hash())
        }
        instance = InstanceID(high: header.instance_id_high, low: header.instance_id_low)
        index = header.index
        firstBatch = header.first_batch
        byteCount = header.byte_count
        previous = header.previous
        withUnsafeBytes(of: header.positions) { source in
            for stream in JournalStream.allCases {
                positions[stream] = source.load(fromByteOffset: 8 * Int(stream.rawValue), as: UInt64.self)
            }
        }
    }

    init(instance: InstanceID, index: UInt64, firstBatch: UInt64, byteCount: UInt64, positions: JournalPositions, previous: UInt32) {
        self.instance = instance
        self.index = index
        self.firstBatch = firstBatch
        self.byteCount = byteCount
        self.positions = positions
        self.previous = previous
    }
}
