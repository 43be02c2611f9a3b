// The lines of a text in memory. Line ends are LF, CR LF or CR; nearly all files have no CR at all.

import Glibc

struct LineReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let hasReturns: Bool
    /// Number of the line that was read last, from 1.
    private(set) var line = 0
    /// Where the next line starts.
    private(set) var position = 0

    /// - Parameter hasReturns: whether `bytes` holds a CR anywhere.
    init(_ bytes: UnsafeBufferPointer<UInt8>, hasReturns: Bool) {
        self.bytes = bytes
        self.hasReturns = hasReturns
    }

    /// The next line without its end; nil behind the last one.
    @inline(__always)
    mutating func next() -> UnsafeBufferPointer<UInt8>? {
        guard position < bytes.count else { return nil }
        line += 1
        let start = position
        let end = lineEnd(from: start)
        position = end + 1
        if end < bytes.count, bytes[end] == 0x0D, position < bytes.count, bytes[position] == 0x0A { position += 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    @inline(__always)
    private func lineEnd(from start: Int) -> Int {
        if hasReturns { return bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count }
        let base = UnsafeRawPointer(bytes.baseAddress!)
        guard let found = memchr(base + start, 0x0A, bytes.count - start) else { return bytes.count }
        return UnsafeRawPointer(found) - base
    }
}
