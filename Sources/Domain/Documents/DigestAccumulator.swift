// The digest of a run: SHA-256 over the canonical JSON array of its outputs, taken as the outputs
// come, so that a run of any length needs one buffer.

public struct DigestAccumulator: ~Copyable {
    private var hash = SHA256()
    /// For who writes between `begin` and `end`.
    package var planText = PlanText()
    /// For who writes between `begin` and `end`.
    package var buffer = ByteBuffer(capacity: 1 << 16)
    /// Outputs taken so far.
    public private(set) var count = 0
    /// Canonical bytes so far, brackets and commas included.
    public private(set) var byteCount = 1
    /// First four bytes of each output's own SHA-256, when they were asked for.
    public private(set) var tickDigests: [UInt32] = []
    private let recordsTickDigests: Bool
    private static let flushThreshold = (1 << 16) - (1 << 13)

    public init(recordsTickDigests: Bool = false) {
        self.recordsTickDigests = recordsTickDigests
        buffer.append(UInt8(ascii: "["))
    }

    /// Takes one output of the replay pipeline.
    @inline(__always)
    public mutating func append(_ output: borrowing TickOutput, _ symbols: borrowing SymbolTable) {
        let start = begin()
        buffer.appendCanonical(output, symbols, &planText)
        end(from: start)
    }

    /// Opens one output, whose canonical form is then appended to `buffer`; where it starts. Not a closure,
    /// which would have to copy the output.
    package mutating func begin() -> Int {
        if count > 0 {
            buffer.append(UInt8(ascii: ","))
            byteCount += 1
        }
        return buffer.count
    }

    /// Closes the output that `begin` opened.
    package mutating func end(from start: Int) {
        count += 1
        byteCount += buffer.count - start
        if recordsTickDigests {
            let digest = SHA256.hash(UnsafeBufferPointer(rebasing: buffer.bytes[start...]))
            tickDigests.append(UInt32(bigEndian: UInt32(truncatingIfNeeded: digest.words.0)))
        }
        if buffer.count >= Self.flushThreshold { flush() }
    }

    /// The digest of all outputs; ends the run.
    public consuming func finish() -> Digest256 {
        buffer.append(UInt8(ascii: "]"))
        flush()
        return hash.finished()
    }

    private mutating func flush() {
        hash.update(buffer.bytes)
        buffer.removeAll()
    }
}
