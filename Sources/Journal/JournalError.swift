// Why a journal cannot be read or written. Environment failures carry their errno and say
// whether a later attempt may succeed; everything else is wrong for good.

import Glibc
import Rings

public enum JournalError: Error, Equatable, Sendable {
    /// A system call failed. `isRetryable` tells a full disk from a broken one.
    case system(call: String, path: String, errno: Int32)
    /// There is no such directory.
    case missing(directory: String)
    /// The directory holds no segment.
    case empty(directory: String)
    /// Bytes that no writer has left like this, and that are no torn tail.
    case corrupt(segment: String, offset: UInt64, reason: String)
    case version(segment: String, found: UInt32, expected: UInt32)
    case layout(segment: String, found: UInt64, expected: UInt64)
    case otherInstance(directory: String, found: InstanceID, expected: InstanceID)
    /// Another process is writing to the directory.
    case locked(directory: String)
    /// The ring's tap is ahead of the journal: records between the two are nowhere.
    case gap(stream: JournalStream, journal: UInt64, ring: UInt64)
    /// The directory's files may not take as much as one more segment needs.
    case limit(directory: String, used: UInt64, needed: UInt64, most: UInt64)
    case option(String)
}

extension JournalError {
    /// Whether the same call may succeed later without anybody repairing the journal:
    /// a full disk, a quota, a limit, a device that lost its way.
    public var isRetryable: Bool {
        if case .limit = self { return true }
        guard case .system(_, _, let errno) = self else { return false }
        return [ENOSPC, EDQUOT, EFBIG, EIO, ENOMEM, EAGAIN, ENOBUFS, EROFS].contains(errno)
    }
}

extension JournalError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let call, let path, let errno):
            "\(path): \(call) failed: \(String(cString: strerror(errno))) (errno \(errno))"
        case .missing(let directory):
            "\(directory): there is no such directory; give the one that was named with --journal"
        case .empty(let directory):
            "\(directory): holds no journal: no file journal-*.seg; give the directory that was named with --journal"
        case .corrupt(let segment, let offset, let reason):
            "\(segment): corrupt at offset \(offset): \(reason); restore the file from a copy, nothing behind this place can be trusted"
        case .version(let segment, let found, let expected):
            "\(segment): journal format version \(found), expected \(expected): read it with the release that wrote it"
        case .layout(let segment, let found, let expected):
            "\(segment): record layouts have hash \(hex(found)), expected \(hex(expected)): read it with the build that wrote it"
        case .otherInstance(let directory, let found, let expected):
            "\(directory): belongs to instance \(text(found)), this one is \(text(expected)): give each run a directory of its own"
        case .locked(let directory):
            "\(directory): another process is writing to it: give each instance a directory of its own"
        case .gap(let stream, let journal, let ring):
            "the journal of stream \(stream) ends at record \(journal), its ring has let go of records up to \(ring): the journal was replaced or lost its end, start a new run"
        case .limit(let directory, let used, let needed, let most):
            "\(directory): its files take \(used) bytes, a segment needs \(needed) more, and --journal-max-kib allows \(most)"
        case .option(let detail):
            detail
        }
    }

    private func hex(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }
    private func text(_ id: InstanceID) -> String { String(id.high, radix: 16) + "-" + String(id.low, radix: 16) }
}
