// The directory of a journal: which segments there are, by name alone.

import CGrinder
import Domain
import Glibc

struct JournalDirectory {
    let path: String

    /// `journal-` and the number of the first batch, so that names sort as batches do.
    static func segmentName(firstBatch: UInt64) -> String {
        let digits = String(firstBatch)
        return "journal-" + String(repeating: "0", count: max(16 - digits.utf8.count, 0)) + digits + ".seg"
    }

    /// What a segment is called until its header is on the device. Hidden, so that no reader sees it.
    static let unfinishedName = ".journal-unfinished.seg"

    func file(_ name: String) -> String { path + "/" + name }

    /// Names of the segments, oldest first.
    func segments() throws(JournalError) -> [String] {
        guard isDirectory(path) else { throw .missing(directory: path) }
        do throws(FixtureError) {
            return try DirectoryListing.names(path).filter(Self.isSegment)
        } catch {
            throw .system(call: "opendir", path: path, errno: errno)
        }
    }

    /// Bytes of all files, segments or not.
    func byteCount() throws(JournalError) -> UInt64 {
        let names: [String]
        do throws(FixtureError) { names = try DirectoryListing.names(path) } catch {
            throw .system(call: "opendir", path: path, errno: errno)
        }
        var sum: UInt64 = 0
        for name in names {
            var status = stat()
            if stat(file(name), &status) == 0 { sum += UInt64(status.st_size) }
        }
        return sum
    }

    private static func isSegment(_ name: String) -> Bool {
        guard name.hasPrefix("journal-"), name.hasSuffix(".seg") else { return false }
        let digits = name.dropFirst(8).dropLast(4)
        return digits.utf8.count >= 16 && digits.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    /// The header of segment `name`.
    func start(of name: String) throws(JournalError) -> SegmentStart {
        let segment = try SegmentFile(path: file(name), flags: O_RDONLY)
        return try Self.start(of: segment, name: name)
    }

    static func start(of segment: borrowing SegmentFile, name: String) throws(JournalError) -> SegmentStart {
        var header = gr_journal_segment_t()
        var found = 0
        let size = MemoryLayout<gr_journal_segment_t>.size
        try withUnsafeMutableBytes(of: &header) { (bytes) throws(JournalError) in
            found = try segment.read(into: bytes.baseAddress!, count: size, at: 0)
        }
        guard found == size else {
            throw .corrupt(segment: name, offset: UInt64(found), reason: "the file ends within the segment header")
        }
        return try SegmentStart(header, name: name)
    }
}
