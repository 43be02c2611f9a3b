// One segment file, open. Every system call on it stands here, with its errno turned into a
// JournalError that names the path.

import Glibc

struct SegmentFile: ~Copyable {
    let descriptor: Int32
    let path: String

    init(path: String, flags: Int32, mode: mode_t = 0o644) throws(JournalError) {
        let opened = open(path, flags | O_CLOEXEC, mode)
        guard opened >= 0 else { throw .system(call: "open", path: path, errno: errno) }
        descriptor = opened
        self.path = path
    }

    deinit { close(descriptor) }

    /// Reads up to `count` bytes at `offset`; fewer at the end of the file only.
    func read(into target: UnsafeMutableRawPointer, count: Int, at offset: UInt64) throws(JournalError) -> Int {
        var done = 0
        while done < count {
            let result = pread(descriptor, target + done, count - done, off_t(offset) + off_t(done))
            if result == 0 { break }
            if result > 0 {
                done += result
            } else if errno != EINTR {
                throw .system(call: "pread", path: path, errno: errno)
            }
        }
        return done
    }

    /// Reserves the file's blocks, so that no later write runs out of space.
    func allocate(_ byteCount: UInt64) throws(JournalError) {
        while true {
            let result = posix_fallocate(descriptor, 0, off_t(byteCount))
            if result == 0 { return }
            if result != EINTR { throw .system(call: "fallocate", path: path, errno: result) }
        }
    }

    /// The first range from `offset` on that was ever written, as far as the file system knows; nil when
    /// there is none. What is only reserved reads as zeros and need not be read.
    func written(from offset: UInt64) throws(JournalError) -> Range<UInt64>? {
        let (seekData, seekHole): (Int32, Int32) = (3, 4)  // behind _GNU_SOURCE in <unistd.h>
        let start = lseek(descriptor, off_t(offset), seekData)
        if start < 0, errno == ENXIO { return nil }
        guard start >= 0 else { throw .system(call: "lseek", path: path, errno: errno) }
        let end = lseek(descriptor, start, seekHole)
        guard end >= 0 else { throw .system(call: "lseek", path: path, errno: errno) }
        return UInt64(start)..<UInt64(end)
    }

    /// Cuts everything from `offset` on; what is allocated afterwards reads as zeros.
    func cut(at offset: UInt64) throws(JournalError) {
        guard ftruncate(descriptor, off_t(offset)) == 0 else { throw .system(call: "ftruncate", path: path, errno: errno) }
    }

    func sync() throws(JournalError) {
        guard fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, errno: errno) }
    }
}
