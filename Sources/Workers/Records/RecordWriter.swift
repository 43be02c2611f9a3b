// The writing end of a ring, as a worker uses it: waits when the ring is full, defines symbols
// before their first use, and sends values that do not fit a hot field ahead of the record.
// Owned by one run loop, as a local variable.

import CGrinder
import DecimalArithmetic
import Domain
import Rings

struct RecordWriter: ~Copyable {
    private var producer: RingProducer<gr_record_t>
    /// What an earlier process had published; nil once all of it has been computed again.
    private(set) var history: RecordHistory?
    /// Whether the next record was published before, by an earlier process; see `RecordReader.isRecovering`.
    private(set) var isRecovering: Bool
    private var idler: Idler
    private var symbolsDefined = 0
    /// Records written.
    private(set) var count: UInt64 = 0
    /// Time spent without space to write, for `LoopMeter`.
    private(set) var waitedNs: UInt64 = 0

    init(
        _ producer: consuming RingProducer<gr_record_t>, _ idler: consuming Idler, history: RecordHistory? = nil
    ) {
        self.producer = producer
        self.idler = idler
        isRecovering = history?.isAtEnd == false
        self.history = isRecovering ? history : nil
    }

    /// Writes one record of any kind. Waits for space.
    @inline(__always)
    mutating func write<Record: BitwiseCopyable>(_ record: Record) throws(WorkerInterruption) {
        precondition(MemoryLayout<Record>.size == MemoryLayout<gr_record_t>.size)
        if _slowPath(isRecovering) { return try check(record) }
        while true {
            if let slot = producer.tryClaim() {
                let sequenceBytes = MemoryLayout<UInt64>.size
                withUnsafeBytes(of: record) { bytes in
                    (UnsafeMutableRawPointer(slot) + sequenceBytes).copyMemory(
                        from: bytes.baseAddress.unsafelyUnwrapped + sequenceBytes,
                        byteCount: MemoryLayout<gr_record_t>.size - sequenceBytes)
                }
                producer.publish()
                count &+= 1
                return
            }
            try waitForSpace()
        }
    }

    /// Writes one record if there is space. Not while recovering.
    @inline(__always)
    mutating func tryWrite(_ record: gr_record_t) -> Bool {
        guard producer.tryWrite(record) else { return false }
        count &+= 1
        return true
    }

    /// Counts a record that gave way to a newer one instead of being written.
    func noteConflated() { producer.noteConflated() }

    /// What was published next by an earlier process; nil once all of it has been computed again.
    func upcoming() throws(WorkerInterruption) -> gr_record_t? {
        guard let history else { return nil }
        do throws(RecoveryError) { return try history.peek().pointee } catch { throw .recovery(error) }
    }

    /// Holds a record that was published before against what was published.
    @inline(never)
    private mutating func check<Record: BitwiseCopyable>(_ record: Record) throws(WorkerInterruption) {
        guard let history else { preconditionFailure("only while recovering") }
        let copy = unsafeBitCast(record, to: gr_record_t.self)
        do throws(RecoveryError) {
            try withUnsafePointer(to: copy) { (pointer) throws(RecoveryError) in try history.check(pointer) }
        } catch {
            throw .recovery(error)
        }
        count &+= 1
        guard history.isAtEnd else { return }
        self.history = nil
        isRecovering = false
    }

    @inline(never)
    private mutating func waitForSpace() throws(WorkerInterruption) {
        let start = gr_clock_monotonic_ns()
        guard producer.waitForSpace(idle: &idler) == .ready else { throw .stopped }
        waitedNs &+= gr_clock_monotonic_ns() &- start
    }

    /// Measures the ring's depth for its high-water mark: once a tick.
    @inline(__always)
    func noteDepth() { producer.noteDepth() }

    /// Defines all symbols up to `symbol` that the other side does not know yet.
    @inline(__always)
    mutating func define(_ symbol: SymbolID, _ symbols: borrowing SymbolTable) throws(WorkerInterruption) {
        while symbolsDefined <= Int(symbol.index) {
            let key = symbols.key(SymbolID(UInt32(symbolsDefined)))
            try writeText(key, role: GR_TEXT_SYMBOL, field: 0)
            symbolsDefined += 1
        }
    }

    /// Defines what `time` refers to, if it is a text.
    @inline(__always)
    mutating func define(_ time: EventTime, _ symbols: borrowing SymbolTable) throws(WorkerInterruption) {
        if time.kind == .text { try define(SymbolID(UInt32(time.payload)), symbols) }
    }

    /// Sends a value ahead of the record whose field `field` it is.
    @inline(never)
    mutating func writeAhead(_ value: Decimal, field: UInt8) throws(WorkerInterruption) {
        guard let words = value.words else {
            return try writeText(Array(value.description.utf8), role: GR_TEXT_DECIMAL, field: field)
        }
        var record = gr_wide_t()
        record.kind = UInt8(GR_RECORD_WIDE)
        record.field = field
        record.low = words.low
        record.high = words.high
        record.exponent = words.exponent
        record.flags = words.flags
        try write(record)
    }

    /// Sends what is reported at the end of a run, JSON.
    mutating func writeReport(_ text: [UInt8]) throws(WorkerInterruption) {
        try writeText(text, role: GR_TEXT_REPORT, field: 0)
    }

    private mutating func writeText(_ text: [UInt8], role: Int, field: UInt8) throws(WorkerInterruption) {
        var head = gr_text_t()
        head.kind = UInt8(GR_RECORD_TEXT)
        head.role = UInt8(role)
        head.field = field
        head.length = UInt64(text.count)
        try write(head)
        let chunkBytes = Int(GR_TEXT_CHUNK_BYTES)
        for start in stride(from: 0, to: text.count, by: chunkBytes) {
            let part = text[start..<min(start + chunkBytes, text.count)]
            var chunk = gr_text_chunk_t()
            chunk.kind = UInt8(GR_RECORD_TEXT_CHUNK)
            chunk.count = UInt8(part.count)
            withUnsafeMutableBytes(of: &chunk.bytes) { $0.copyBytes(from: part) }
            try write(chunk)
        }
    }
}
