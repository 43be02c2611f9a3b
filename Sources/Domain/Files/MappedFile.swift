// A whole file as bytes, mapped read-only.

import Glibc

public struct MappedFile: ~Copyable {
    public let bytes: UnsafeBufferPointer<UInt8>
    private let address: UnsafeMutableRawPointer?

    /// Maps the file at `path`. Throws the `errno` of the call that failed.
    /// - Parameter populates: brings the whole file in at once; without it, pages come as they are read.
    public init(path: String, populates: Bool = true) throws(FileError) {
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
        let flags = MAP_PRIVATE | (populates ? MAP_POPULATE : 0)
        guard let mapped = mmap(nil, length, PROT_READ, flags, descriptor, 0), mapped != MAP_FAILED else {
            throw FileError(code: errno)
        }
        address = mapped
        bytes = UnsafeBufferPointer(start: mapped.assumingMemoryBound(to: UInt8.self), count: length)
    }

    /// Gives the memory of `range` back but for what its last large page holds; read again, it comes from the file
    /// again. Large pages are whole: a part that were left would bring all of it back.
    func drop(_ range: Range<Int>) {
        let first = range.lowerBound / Self.largePage * Self.largePage
        let end = range.upperBound == bytes.count ? bytes.count : range.upperBound / Self.largePage * Self.largePage
        guard let address, first < end else { return }
        // A hint: without it only memory is lost, so its answer does not matter.
        madvise(address + first, end - first, MADV_DONTNEED)
    }

    private static let largePage = 2 << 20

    deinit {
        if let address { munmap(address, bytes.count) }
    }
}

extension MappedFile {
    /// Maps an input file; the error names the file and says what to do.
    public init(input path: String, populates: Bool = true) throws(FixtureError) {
        do throws(FileError) {
            try self.init(path: path, populates: populates)
        } catch {
            throw FixtureError(
                .unreadable, file: path, "cannot be read: \(error)",
                remedy: error.isNotFound
                    ? "Check the path." : "Check that it is a regular file and that this user may read it.")
        }
    }

    /// The 1-based line in which the byte at `offset` stands. O(offset).
    func line(at offset: Int) -> Int {
        1 + bytes[..<min(offset, bytes.count)].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    }

    /// Refuses a file that is not UTF-8.
    func checkEncoding(_ path: String) throws(FixtureError) {
        guard let offset = WTF8.firstInvalidUTF8(bytes) else { return }
        throw FixtureError(
            .malformed, file: path, line: line(at: offset), "byte \(offset + 1) of the file is not UTF-8",
            remedy: "Save the file as UTF-8.")
    }
}

/// A system call on a file failed.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
    public var code: Int32
    public init(code: Int32) { self.code = code }
    public static let notFound = FileError(code: ENOENT)
    public var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
    public var description: String { String(cString: strerror(code)) }
}

/// Whether something exists at `path`, and is a directory.
public func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

public func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }
