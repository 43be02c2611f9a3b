// The records of one stream, in order from some position.

/// Streams records; owned by one loop. A cursor at the end of a journal that is still being
/// written finds more when asked again.
public struct JournalCursor: ~Copyable {
    private var walker: JournalWalker
    private let stream: JournalStream
    private var record: UnsafeRawPointer
    private var remaining: UInt64 = 0
    private var recordSize = 0
    /// Position of the record that `next()` returns.
    public private(set) var position: UInt64
    /// The torn tail at which the last `next()` ended, if it did.
    public private(set) var tornTail: TornTail?

    init(_ walker: consuming JournalWalker, _ stream: JournalStream, from position: UInt64) {
        self.walker = walker
        self.stream = stream
        self.position = position
        record = UnsafeRawPointer(bitPattern: 64)!  // never read: nothing remains
    }

    /// The next record, or nil when the journal has no more yet. Valid until the next call.
    @inline(__always)
    public mutating func next() throws(JournalError) -> UnsafeRawPointer? {
        if remaining == 0 {
            guard try nextSection() else { return nil }
        }
        defer {
            record += recordSize
            remaining &-= 1
            position &+= 1
        }
        return record
    }

    /// As `next()`, as a record of a fixed type; its size must be the stream's.
    @inline(__always)
    public mutating func next<Record: BitwiseCopyable>(as type: Record.Type) throws(JournalError) -> UnsafePointer<Record>? {
        guard let record = try next() else { return nil }
        precondition(recordSize == MemoryLayout<Record>.stride, "records of another type")
        return record.assumingMemoryBound(to: Record.self)
    }

    /// Bytes of the record that `next()` returned.
    public var size: Int { recordSize }

    private mutating func nextSection() throws(JournalError) -> Bool {
        while true {
            switch try walker.step() {
            case .end:
                tornTail = nil
                return false
            case .torn(let tail):
                tornTail = tail
                return false
            case .batch:
                var found: JournalSection?
                walker.forEachSection { if $0.stream == stream { found = $0 } }
                guard let found, found.first + found.count > position else { continue }
                let skipped = position - found.first
                recordSize = found.recordSize
                record = found.records + Int(skipped) * recordSize
                remaining = found.count - skipped
                return true
            }
        }
    }
}
