import CGrinder

/// When a record counts as journalled, so that its slot on the ring may be reused.
public enum JournalDurability: String, CaseIterable, Sendable {
    /// When the kernel has it: survives the death of every process of this machine, but
    /// not a power cut. It is forced to the device soon afterwards.
    case async
    /// When the device has it.
    case beforeCommit = "before-commit"
}

/// How bytes reach the file.
public enum JournalBackend: String, CaseIterable, Sendable {
    /// io_uring where the kernel allows it, otherwise pwrite.
    case automatic
    case uring
    case pwrite
}

public struct JournalOptions: Sendable {
    public var durability = JournalDurability.async
    public var backend = JournalBackend.automatic
    /// Size of a segment file, preallocated.
    public var segmentBytes = 64 << 20
    /// What the files of the directory may take together; a segment beyond it is not made. nil: what the device has.
    public var directoryBytesMax: UInt64?

    public init() {}

    static let segmentBytesMin = 64 << 10
    static let segmentBytesMax = 1 << 40

    func check() throws(JournalError) {
        guard segmentBytes >= Self.segmentBytesMin, segmentBytes <= Self.segmentBytesMax,
            segmentBytes % Int(GR_JOURNAL_BLOCK) == 0
        else {
            throw .option(
                "segment size is \(segmentBytes) bytes, expected a multiple of \(GR_JOURNAL_BLOCK) from \(Self.segmentBytesMin) to \(Self.segmentBytesMax)")
        }
    }
}
