// SHA-256 by OpenSSL's libcrypto, linked from its archive; incremental, without allocation.

import COpenSSL

/// A running SHA-256. A value: copying it forks the hash at that point.
public struct SHA256: Sendable {
    private var context = SHA256_CTX()

    public init() { SHA256_Init(&context) }

    @inline(__always)
    public mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        SHA256_Update(&context, start, bytes.count)
    }

    public mutating func update(_ byte: UInt8) {
        withUnsafeBytes(of: byte) { _ = SHA256_Update(&context, $0.baseAddress, 1) }
    }

    /// The hash of everything so far; the running hash can go on.
    public func finished() -> Digest256 {
        var copy = context
        var digest = Digest256()
        withUnsafeMutableBytes(of: &digest.words) { target in
            _ = SHA256_Final(target.bindMemory(to: UInt8.self).baseAddress, &copy)
        }
        return digest
    }

    public static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Digest256 {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finished()
    }

    public static func hash(_ bytes: [UInt8]) -> Digest256 {
        bytes.withUnsafeBufferPointer { hash($0) }
    }
}

/// 256 bits of hash, in memory order.
public struct Digest256: Sendable, Equatable {
    public var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    public init() {}

    public static func == (a: Self, b: Self) -> Bool { a.words == b.words }

    /// All 64 hexadecimal digits.
    public var text: String { withUnsafeBytes(of: words) { Hexadecimal.text($0) } }

    /// The first 16 hexadecimal digits: the form in which GRINDER quotes a digest.
    public var short: String { prefix(8) }

    /// The first `count` bytes as hexadecimal text.
    public func prefix(_ count: Int) -> String {
        withUnsafeBytes(of: words) { Hexadecimal.text($0.prefix(count)) }
    }
}
