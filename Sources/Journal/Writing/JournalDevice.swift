// Writes to a segment, through io_uring or with pwrite, and knows what the device still has
// to confirm.

import CGrinder
import Glibc

struct JournalDevice: ~Copyable {
    /// nil: pwrite and fdatasync.
    private let uring: OpaquePointer?
    /// Why io_uring is not used, if it was wanted.
    let refusal: Int32?
    /// Bytes that no finished sync covers.
    private(set) var unsyncedBytes = 0
    private var syncingBytes = 0

    /// With `automatic` a refusal is noted, with `uring` it is an error.
    init(_ backend: JournalBackend) throws(JournalError) {
        guard backend != .pwrite else {
            uring = nil
            refusal = nil
            return
        }
        var error: Int32 = 0
        let opened = gr_uring_open(&error)
        if opened == nil, backend == .uring { throw .system(call: "io_uring_setup", path: "io_uring", errno: error) }
        uring = opened
        refusal = opened == nil ? error : nil
    }

    deinit { if let uring { gr_uring_close(uring) } }

    var usesUring: Bool { uring != nil }

    /// Syncs that failed with nobody waiting for them; their bytes were synced again.
    private(set) var failedSyncs: UInt64 = 0

    /// Writes all bytes. With `sync` they are on the device on return; otherwise a sync may be
    /// under way on return. After an error write the same bytes again.
    mutating func write(
        _ bytes: UnsafeRawPointer, count: Int, at offset: UInt64, to file: borrowing SegmentFile, sync: Bool
    ) throws(JournalError) {
        var done = 0
        unsyncedBytes += count
        while done < count {
            let result = writeOnce(bytes + done, count - done, offset + UInt64(done), file)
            if result == Int64(-EINTR) { continue }
            guard result > 0 else {
                throw .system(call: "write", path: file.path, errno: result == 0 ? ENOSPC : Int32(-result))
            }
            done += Int(result)
        }
        if sync { try finishSync(file) }
    }

    private mutating func writeOnce(
        _ bytes: UnsafeRawPointer, _ count: Int, _ offset: UInt64, _ file: borrowing SegmentFile
    ) -> Int64 {
        guard let uring else {
            let result = pwrite(file.descriptor, bytes, count, off_t(offset))
            return result >= 0 ? Int64(result) : Int64(-errno)
        }
        noteFailure(collect(uring, wait: false))
        let links = !gr_uring_is_syncing(uring)
        if links { syncingBytes = unsyncedBytes }
        return gr_uring_write(uring, file.descriptor, bytes, UInt32(count), offset, links)
    }

    /// Takes the result of a sync in flight; what it covered is safe if it succeeded.
    private mutating func collect(_ uring: OpaquePointer, wait: Bool) -> Int32 {
        guard gr_uring_is_syncing(uring) else { return 0 }
        let result = gr_uring_collect_sync(uring, wait)
        if result == 0 { unsyncedBytes -= min(syncingBytes, unsyncedBytes) }
        return result
    }

    private mutating func noteFailure(_ result: Int32) {
        // Cancelled: the write before it was short or failed, which has its own error.
        if result != 0, result != -EAGAIN, result != -ECANCELED { failedSyncs += 1 }
    }

    /// Begins to make everything safe, without waiting where that is possible.
    mutating func startSync(_ file: borrowing SegmentFile) throws(JournalError) {
        guard unsyncedBytes > 0 else { return }
        guard let uring else { return try finishSync(file) }
        noteFailure(collect(uring, wait: false))
        guard unsyncedBytes > 0, !gr_uring_is_syncing(uring) else { return }
        syncingBytes = unsyncedBytes
        let result = gr_uring_sync(uring, file.descriptor)
        guard result == 0 else { throw .system(call: "fdatasync", path: file.path, errno: -result) }
    }

    /// Returns when the device has everything. After an error nothing is known to be safe that
    /// was not before: the kernel reports a failure once and forgets the pages, so that only
    /// writing the bytes again helps, not a second sync.
    mutating func finishSync(_ file: borrowing SegmentFile) throws(JournalError) {
        if let uring {
            let result = collect(uring, wait: true)
            guard result == 0 || result == -ECANCELED else {
                throw .system(call: "fdatasync", path: file.path, errno: -result)
            }
        }
        guard unsyncedBytes > 0 else { return }
        while fdatasync(file.descriptor) != 0 {
            if errno != EINTR { throw .system(call: "fdatasync", path: file.path, errno: errno) }
        }
        unsyncedBytes = 0
    }
}
