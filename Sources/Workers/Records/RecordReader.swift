// The reading end of a ring, as a worker uses it: waits for records, takes in definitions and values
// sent ahead, and hands the rest to the decoders. Owned by one run loop, as a local variable.

import CGrinder
import DecimalArithmetic
import Domain
import Rings

/// A ring holds what no writer of this version writes. Made of a fixed text and one number, so that the
/// run loops, which only throw it, put no text together.
struct RecordError: Error, CustomStringConvertible {
    private let problem: StaticString
    /// The value that is wrong, where one number says it.
    private let value: UInt64?

    init(_ problem: StaticString, _ value: UInt64? = nil) {
        self.problem = problem
        self.value = value
    }

    var description: String {
        let number = value.map { " (\($0))" } ?? ""
        return "corrupt record: \(problem)\(number)"
    }
}

/// Why a worker's loop ends early.
enum WorkerInterruption: Error {
    case stopped
    case corrupt(RecordError)
    case recovery(RecoveryError)
}

struct RecordReader: ~Copyable {
    private var consumer: RingConsumer<gr_record_t>
    /// What was finished with before this process was started; nil once it has been read again.
    private var history: RecordHistory?
    private var idler: Idler
    private var text: [UInt8] = []
    private var textHead = gr_text_t()
    /// Whether a text's chunks are still to come.
    private var isInText = false
    private var ahead = InlineArray<8, Decimal>(repeating: .zero)
    /// The last report text, JSON; empty until one came.
    private(set) var report: [UInt8] = []
    /// What the definitions so far amount to.
    private(set) var symbols = SymbolTable()
    /// Records read.
    private(set) var count: UInt64 = 0
    /// Time spent without a record to read, for `LoopMeter`.
    private(set) var waitedNs: UInt64 = 0

    init(
        _ consumer: consuming RingConsumer<gr_record_t>, _ idler: consuming Idler, history: RecordHistory? = nil
    ) {
        self.consumer = consumer
        self.idler = idler
        self.history = history.flatMap { $0.isAtEnd ? nil : $0 }
    }

    /// Whether what comes next was finished with before, by an earlier process.
    var isRecovering: Bool { history != nil }

    /// The next record that is no definition. It stays in its slot until `release()`.
    @inline(__always)
    mutating func next() throws(WorkerInterruption) -> UnsafePointer<gr_record_t> {
        while true {
            guard let record = try peek() else {
                try wait()
                continue
            }
            switch Int(record.pointee.kind) {
            case GR_RECORD_TEXT, GR_RECORD_TEXT_CHUNK, GR_RECORD_WIDE:
                do throws(RecordError) { try absorb(record) } catch { throw .corrupt(error) }
                release()
            default:
                if _slowPath(isInText) { throw .corrupt(RecordError("a text ends before its length")) }
                return record
            }
        }
    }

    /// Done with the record that `next()` returned.
    @inline(__always)
    mutating func release() {
        if _slowPath(history != nil) { releaseHistory() } else { consumer.release() }
        count &+= 1
    }

    @inline(__always)
    private mutating func peek() throws(WorkerInterruption) -> UnsafePointer<gr_record_t>? {
        if _slowPath(history != nil) { return try peekHistory() }
        return consumer.peek()
    }

    @inline(never)
    private func peekHistory() throws(WorkerInterruption) -> UnsafePointer<gr_record_t>? {
        do throws(RecoveryError) { return try history?.peek() } catch { throw .recovery(error) }
    }

    @inline(never)
    private mutating func releaseHistory() {
        history?.release()
        if history?.isAtEnd == true { history = nil }
    }

    /// The value that was sent ahead for `field`.
    func value(ahead field: Int) -> Decimal { ahead[field] }

    /// A count as it travels; one beyond 63 bits is no count.
    @inline(__always)
    func number(_ raw: UInt64) throws(WorkerInterruption) -> Int {
        guard let number = Int(exactly: raw) else { throw .corrupt(RecordError("a number beyond 63 bits", raw)) }
        return number
    }

    @inline(never)
    private mutating func wait() throws(WorkerInterruption) {
        let start = gr_clock_monotonic_ns()
        guard consumer.wait(idle: &idler) == .ready else { throw .stopped }
        waitedNs &+= gr_clock_monotonic_ns() &- start
    }

    private mutating func absorb(_ record: UnsafePointer<gr_record_t>) throws(RecordError) {
        switch Int(record.pointee.kind) {
        case GR_RECORD_WIDE:
            let wide = record.as(gr_wide_t.self)
            let words = DecimalWords(low: wide.low, high: wide.high, exponent: wide.exponent, flags: wide.flags)
            guard wide.field < 8, let value = Decimal(words: words) else {
                throw RecordError("a wide value that no decimal has", UInt64(wide.field))
            }
            ahead[Int(wide.field)] = value
        case GR_RECORD_TEXT:
            guard !isInText else { throw RecordError("a text begins within another") }
            isInText = true
            textHead = record.as(gr_text_t.self)
            text.removeAll(keepingCapacity: true)
            if textHead.length == 0 { try completeText() }
        default:
            let chunk = record.as(gr_text_chunk_t.self)
            guard isInText, Int(chunk.count) <= Int(GR_TEXT_CHUNK_BYTES),
                UInt64(text.count) + UInt64(chunk.count) <= textHead.length
            else { throw RecordError("a text chunk that belongs to no text or is too long", UInt64(chunk.count)) }
            withUnsafeBytes(of: chunk.bytes) { text.append(contentsOf: $0.prefix(Int(chunk.count))) }
            if UInt64(text.count) == textHead.length { try completeText() }
        }
    }

    private mutating func completeText() throws(RecordError) {
        isInText = false
        if Int(textHead.role) == GR_TEXT_SYMBOL {
            guard symbols.intern(key: text) != nil else { throw RecordError("a symbol that cannot be defined") }
            return
        }
        if Int(textHead.role) == GR_TEXT_REPORT {
            report = text
            return
        }
        guard Int(textHead.role) == GR_TEXT_DECIMAL, textHead.field < 8, let value = try? Decimal(String(decoding: text, as: UTF8.self)) else {
            throw RecordError("a text that is no decimal of a known field", UInt64(textHead.field))
        }
        ahead[Int(textHead.field)] = value
    }
}

extension UnsafePointer where Pointee == gr_record_t {
    /// The record as the layout that its kind says.
    @inline(__always)
    func `as`<Record: BitwiseCopyable>(_ type: Record.Type) -> Record {
        UnsafeRawPointer(self).loadUnaligned(as: type)
    }
}
