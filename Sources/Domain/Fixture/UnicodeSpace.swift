// White space as the reference strips it from lines: the ASCII control spaces and the Unicode ones.

public enum UnicodeSpace {
    /// The text without white space at both ends.
    public static func stripped(_ text: String) -> String {
        var copy = text
        return copy.withUTF8 { String(decoding: stripped($0), as: UTF8.self) }
    }

    /// The bytes without white space at both ends. The bytes must be UTF-8.
    @inline(__always)
    static func stripped(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let first = bytes.first, let last = bytes.last else { return bytes }
        if first > 0x20, first < 0x80, last > 0x20, last < 0x80 { return bytes }
        return slowlyStripped(bytes)
    }

    private static func slowlyStripped(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        while start < bytes.count {
            let (scalar, length) = WTF8.decode(bytes, at: start)
            guard isSpace(scalar) else { break }
            start += length
        }
        var end = bytes.count
        while end > start {
            var first = end - 1
            while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
            guard isSpace(WTF8.decode(bytes, at: first).scalar) else { break }
            end = first
        }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    private static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}
