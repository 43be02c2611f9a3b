// A whole file as bytes, mapped read-only.

import Glibc

public struct MappedFile: ~Copyable {
    public let bytes: UnsafeBufferPointer<UInt8>
    private let address: UnsafeMutableRawPointer?

    /// Maps the file at `path`. Throws the `errno` of the call that failed.
    public init(path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(code: EISDIR) }
        let length = Int(status.st_size)
        guard length > 0 else {
            address = nil
            bytes = UnsafeBufferPointer(start: nil, count: 0)
            return
        }
        guard let mapped = mmap(nil, length, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0), mapped != MAP_FAILED else {
            throw FileError(code: errno)
        }
        address = mapped
        bytes = UnsafeBufferPointer(start: mapped.assumingMemoryBound(to: UInt8.self), count: length)
    }

    deinit {
        if let address { munmap(address, bytes.count) }
    }
}

/// A system call on a file failed.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
    public var code: Int32
    public init(code: Int32) { self.code = code }
    public var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
    public var description: String { String(cString: strerror(code)) }
}

/// Whether something exists at `path`, and is a directory.
public func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

public func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }
