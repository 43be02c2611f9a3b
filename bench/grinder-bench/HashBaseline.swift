// What hashing alone costs: the part of a run that no engine can save, and the baseline of its suites.

import CGrinder
import Domain

enum HashBaseline {
    /// Nanoseconds of the SHA-256 of `byteCount` bytes, in blocks of the size that the sinks use.
    static func ns(byteCount: Int) -> UInt64 {
        let block = [UInt8](repeating: 0x5A, count: 1 << 16)
        let start = gr_clock_monotonic_ns()
        var hash = SHA256()
        var rest = byteCount
        block.withUnsafeBufferPointer { bytes in
            while rest > 0 {
                hash.update(UnsafeBufferPointer(rebasing: bytes[..<min(rest, bytes.count)]))
                rest -= bytes.count
            }
        }
        precondition(hash.finished() != Digest256())
        return gr_clock_monotonic_ns() - start
    }
}

enum BenchFixture {
    /// The reference's own fixture when it is there, else the project's; nil outside the package's directory.
    static var standard: String? {
        ["../shared/conformance/bench/five_symbols_20k", "Fixtures/market_day"].first(where: isDirectory)
    }

    /// Whether the reference's speed and digests belong to this fixture.
    static func isReference(_ directory: String) -> Bool { directory.hasSuffix("five_symbols_20k") }
}
