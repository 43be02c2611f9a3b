import CGrinder
import Glibc

/// Why a region could not be created or attached. Every message says what was found,
/// what was expected and what to do.
public enum RegionError: Error, Equatable, Sendable {
    case systemCall(name: String, errno: Int32, remedy: String)
    case size(found: Int64, expected: UInt64)
    case notSealed
    case magic(found: UInt64, expected: UInt64)
    case version(found: UInt32, expected: UInt32)
    case layoutHash(found: UInt64, expected: UInt64)
    case directory(ring: Int, detail: String)
    case duplicateRing(RingKind)
    case missingRing(RingKind)
    case ring(RingKind, RingError)
}

extension RegionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .systemCall(let name, let errno, let remedy):
            "\(name) failed: \(String(cString: strerror(errno))) (errno \(errno)); \(remedy)"
        case .size(let found, let expected):
            "instance region has \(found) bytes, expected \(expected): the descriptor is not an instance region or its creator was killed half-way; restart the instance"
        case .notSealed:
            "instance region is not sealed, expected seals against shrinking and growing: the descriptor was not made by a supervisor; start workers through `grinder supervise`"
        case .magic(let found, let expected):
            "instance region starts with \(hex(found)), expected \(hex(expected)): the descriptor is not an instance region; start workers through `grinder supervise`"
        case .version(let found, let expected):
            "instance region has ABI version \(found), expected \(expected): supervisor and worker come from different releases; restart the whole instance from one binary"
        case .layoutHash(let found, let expected):
            "instance region has layout hash \(hex(found)), expected \(hex(expected)): supervisor and worker come from different builds; restart the whole instance from one binary"
        case .directory(let ring, let detail):
            "ring directory entry \(ring) is wrong: \(detail); the region is corrupt, restart the instance"
        case .duplicateRing(let kind):
            "ring \(kind) is specified twice, expected once: fix the region specification"
        case .missingRing(let kind):
            "ring \(kind) is not in the directory, expected one: create the region with it"
        case .ring(let kind, let error):
            "ring \(kind): \(error)"
        }
    }
}

/// Something that is worse than asked for and good enough to run.
public enum RegionWarning: Equatable, Sendable, CustomStringConvertible {
    case memoryNotLocked(errno: Int32)

    public var description: String {
        switch self {
        case .memoryNotLocked(let errno):
            "instance region is not locked into memory: \(String(cString: strerror(errno))) (errno \(errno)); raise LimitMEMLOCK to remove paging from the tail latency"
        }
    }
}
