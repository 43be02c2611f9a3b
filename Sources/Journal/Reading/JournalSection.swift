import CGrinder

/// Records of one stream within a batch; only for sections that were checked.
struct JournalSection {
    let stream: JournalStream
    let recordSize: Int
    /// Position of the first record.
    let first: UInt64
    let count: UInt64
    let records: UnsafeRawPointer

    init(at bytes: UnsafeRawPointer) {
        let raw = bytes.load(as: gr_journal_section_t.self)
        stream = JournalStream(rawValue: raw.stream)!  // checked by the walker
        recordSize = Int(raw.record_size)
        first = raw.first
        count = raw.count
        records = bytes + JournalFormat.sectionHeader
    }

    /// Header included.
    var byteCount: Int { JournalFormat.sectionHeader + recordSize * Int(count) }
}
