// Where a writer goes on: behind the last whole batch, in a directory that it has locked.

import CGrinder
import Glibc
import Rings

/// An exclusive lock on a directory, held as long as this value lives or the process does.
struct DirectoryLock: ~Copyable {
    let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    static func take(_ path: String) throws(JournalError) -> DirectoryLock {
        let opened = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw .system(call: "open", path: path, errno: errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let error = errno
            close(opened)
            guard error == EWOULDBLOCK else { throw .system(call: "flock", path: path, errno: error) }
            throw .locked(directory: path)
        }
        return DirectoryLock(descriptor: opened)
    }

    deinit { close(descriptor) }
}

struct JournalPlace {
    let name: String
    let start: SegmentStart
    let offset: UInt64
    let number: UInt64
    let previous: UInt32
    let positions: JournalPositions
    let tornTail: TornTail?

    /// The end of the journal in `directory`, with a torn tail cut; of a new journal when there is none.
    static func find(
        in directory: JournalDirectory, _ lock: borrowing DirectoryLock, _ instance: InstanceID, _ options: JournalOptions
    ) throws(JournalError) -> JournalPlace {
        let unfinished = directory.file(JournalDirectory.unfinishedName)
        guard unlink(unfinished) == 0 || errno == ENOENT else { throw .system(call: "unlink", path: unfinished, errno: errno) }
        guard let last = try directory.segments().last else {
            let start = SegmentStart(
                instance: instance, index: 0, firstBatch: 0, byteCount: UInt64(options.segmentBytes),
                positions: JournalPositions(), previous: 0)
            let name = try create(start, in: directory, lock, options)
            return JournalPlace(
                name: name, start: start, offset: UInt64(JournalFormat.block), number: 0, previous: 0,
                positions: start.positions, tornTail: nil)
        }
        return try resume(in: directory, last, instance)
    }

    private static func resume(
        in directory: JournalDirectory, _ last: String, _ instance: InstanceID
    ) throws(JournalError) -> JournalPlace {
        var walker = try JournalWalker(directory, from: last)
        let found = walker.start.instance
        guard found == instance else { throw .otherInstance(directory: directory.path, found: found, expected: instance) }
        var tail: TornTail?
        walking: while true {
            switch try walker.step() {
            case .batch: continue
            case .end: break walking
            case .torn(let torn):
                tail = torn
                break walking
            }
        }
        // Also without a torn tail: what lies behind the last batch must read as zeros, and
        // the reservation may never have been made.
        let segment = try SegmentFile(path: directory.file(last), flags: O_RDWR)
        try segment.cut(at: walker.offset)
        try segment.allocate(walker.start.byteCount)
        try segment.sync()
        return JournalPlace(
            name: last, start: walker.start, offset: walker.offset, number: walker.number, previous: walker.previous,
            positions: walker.positions, tornTail: tail)
    }

    /// Makes a segment: reserved, with its header on the device before it gets its name, so that
    /// no reader ever sees half of one. The name.
    static func create(
        _ start: SegmentStart, in directory: JournalDirectory, _ lock: borrowing DirectoryLock, _ options: JournalOptions
    ) throws(JournalError) -> String {
        if let most = options.directoryBytesMax {
            let used = try directory.byteCount()
            guard used + start.byteCount <= most else {
                throw .limit(directory: directory.path, used: used, needed: start.byteCount, most: most)
            }
        }
        let unfinished = directory.file(JournalDirectory.unfinishedName)
        do throws(JournalError) {
            let segment = try SegmentFile(path: unfinished, flags: O_RDWR | O_CREAT | O_TRUNC)
            try segment.allocate(start.byteCount)
            let header = start.header()
            var written = 0
            withUnsafeBytes(of: header) { written = pwrite(segment.descriptor, $0.baseAddress!, $0.count, 0) }
            guard written == JournalFormat.block else {
                throw .system(call: "pwrite", path: unfinished, errno: written < 0 ? errno : ENOSPC)
            }
            try segment.sync()
        } catch {
            // Give the reserved space back; the error that matters is the first one.
            unlink(unfinished)
            throw error
        }
        let name = JournalDirectory.segmentName(firstBatch: start.firstBatch)
        guard rename(unfinished, directory.file(name)) == 0 else {
            throw .system(call: "rename", path: directory.file(name), errno: errno)
        }
        guard fsync(lock.descriptor) == 0 else { throw .system(call: "fsync", path: directory.path, errno: errno) }
        return name
    }
}
