// Whole files and descriptors: writes that finish or fail, and files that appear complete or not at all.

import Glibc

public enum FileWriter {
    /// Writes all bytes to a descriptor.
    public static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let result = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
            if result >= 0 {
                written += result
            } else if errno != EINTR {
                throw FileError(code: errno)
            }
        }
    }

    /// Adds bytes to the end of a file, in one step that no other writer can split; makes it when it is missing.
    public static func append(_ bytes: [UInt8], to path: String) throws(FileError) {
        try makeParents(of: path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError(code: errno) }
        defer { close(descriptor) }
        try bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in try write(bytes, to: descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError(code: errno) }
    }

    /// Makes a descriptor's file empty, for writing it from its beginning.
    public static func empty(_ descriptor: Int32) throws(FileError) {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw FileError(code: errno) }
    }

    /// All bytes of a file from its beginning, wherever its offset stands.
    public static func readAll(from descriptor: Int32) throws(FileError) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = pread(descriptor, &chunk, chunk.count, off_t(content.count))
            if count == 0 { return content }
            if count > 0 {
                content.append(contentsOf: chunk[..<count])
            } else if errno != EINTR {
                throw FileError(code: errno)
            }
        }
    }

    /// Replaces the file at `path` in one step; missing parent directories are made. A failure leaves
    /// what was there. Links are followed; a pipe or a device is written to, not replaced.
    public static func replace(_ path: String, with bytes: UnsafeBufferPointer<UInt8>) throws(FileError) {
        try makeParents(of: path)
        let path = resolved(path)
        if isStream(path) { return try writeStream(path, bytes) }
        let temporary = path + ".partial-\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(code: errno) }
        do throws(FileError) {
            defer { close(descriptor) }
            try write(bytes, to: descriptor)
            guard fsync(descriptor) == 0 else { throw FileError(code: errno) }
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let error = FileError(code: errno)
            unlink(temporary)
            throw error
        }
    }

    /// The path behind links; as it is when there is nothing yet.
    private static func resolved(_ path: String) -> String {
        guard let target = realpath(path, nil) else { return path }
        defer { free(target) }
        return String(cString: target)
    }

    private static func isStream(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    private static func writeStream(_ path: String, _ bytes: UnsafeBufferPointer<UInt8>) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(code: errno) }
        defer { close(descriptor) }
        try write(bytes, to: descriptor)
    }

    private static func makeParents(of path: String) throws(FileError) {
        for index in path.indices where path[index] == "/" && index != path.startIndex {
            let directory = String(path[..<index])
            guard mkdir(directory, 0o755) == 0 || errno == EEXIST else { throw FileError(code: errno) }
        }
    }
}
