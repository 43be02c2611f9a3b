// A place for the journals of a campaign that has as much space as the campaign decides, run by run: a tmpfs of this
// process's own, or a directory whose journals `--journal-max-kib` limits.
//
// Space is counted in segments of the journal, for a journal finds its device full when a segment does not fit. It is
// never taken away from a journal that exists.

import CGrinder
import Domain
import Glibc
import Journal

public struct JournalSpace {
    public enum Kind: String, CaseIterable, Sendable {
        /// A tmpfs, mounted where only this process and its children see it.
        case device
        /// No device of its own: the built-in limit.
        case limit
    }

    static let segmentKiB = 64
    static let segmentBytes = UInt64(segmentKiB) << 10
    /// What `limit` allows a directory in all; a file of the campaign's takes what a journal may not.
    private static let limitKiB = 1 << 20

    let kind: Kind
    private let root: String
    private var bytes: UInt64 = 0

    /// Single-threaded processes only.
    init(_ kind: Kind, in directory: String) throws(SupervisionError) {
        self.kind = kind
        root = "\(directory)/\(kind.rawValue)"
        guard mkdir(root, 0o700) == 0 || errno == EEXIST else { throw .systemCall("mkdir \(root)", errno: errno) }
        guard kind == .device else { return }
        let refusal = gr_mount_isolate()
        guard refusal == 0 else { throw .namespaceRefused(errno: -refusal) }
    }

    var journal: String { "\(root)/journal" }

    /// What `grinder supervise` is told of it.
    var words: [String] {
        let segment = ["--journal-segment-kib", "\(Self.segmentKiB)"]
        return kind == .limit ? segment + ["--journal-max-kib", "\(Self.limitKiB)"] : segment
    }

    /// Begins with an empty place for `segments`, and a rest that is less than one.
    mutating func begin(segments: Int, rest: UInt64) throws(SupervisionError) {
        bytes = UInt64(segments) * Self.segmentBytes + rest
        switch kind {
        case .device:
            let error = gr_mount_memory(root, bytes)
            guard error == 0 else { throw .systemCall("mount of a tmpfs on \(root)", errno: -error) }
        case .limit:
            guard mkdir(journal, 0o755) == 0 else { throw .systemCall("mkdir \(journal)", errno: errno) }
            try setBallast()
        }
    }

    mutating func grow(segments: Int) throws(SupervisionError) {
        bytes += UInt64(segments) * Self.segmentBytes
        switch kind {
        case .device:
            let error = gr_mount_resize_memory(root, bytes)
            guard error == 0 else { throw .systemCall("resizing the tmpfs on \(root)", errno: -error) }
        case .limit: try setBallast()
        }
    }

    /// Whether the journal could not begin another segment.
    var isSpent: Bool {
        switch kind {
        case .device:
            let found = gr_probe_filesystem(root)
            return found.error == 0 && found.free_bytes < Self.segmentBytes
        case .limit:
            let segments = ((try? DirectoryListing.names(journal)) ?? []).filter { $0 != Self.ballast }
            return UInt64(segments.count + 1) * Self.segmentBytes > bytes
        }
    }

    /// Removes the journal and everything beside it.
    func end() throws(SupervisionError) {
        switch kind {
        case .device:
            let error = gr_unmount(root)
            guard error == 0 else { throw .systemCall("unmounting \(root)", errno: -error) }
        case .limit:
            unlink("\(journal)/\(Self.ballast)")
            JournalFiles.remove(journal)
        }
    }

    func removeRoot() { rmdir(root) }

    private static let ballast = "ballast"

    private func setBallast() throws(SupervisionError) {
        let path = "\(journal)/\(Self.ballast)"
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw .systemCall("open \(path)", errno: errno) }
        defer { close(file) }
        let size = UInt64(Self.limitKiB) << 10 - bytes
        guard ftruncate(file, off_t(size)) == 0 else { throw .systemCall("ftruncate \(path)", errno: errno) }
    }
}
