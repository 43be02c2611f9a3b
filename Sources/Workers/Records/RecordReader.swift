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
enum WorkerInterruption: Error, CustomStringConvertible {
    case stopped
    case corrupt(RecordError)
    case recovery(RecoveryError)

    var description: String {
        switch self {
        case .stopped: "stopped"
        case .corrupt(let error): error.description
        case .recovery(let error): error.description
        }
    }
}

struct RecordReader: ~Copyable {
    private var consumer: RingConsumer<gr_record_t>
    /// What was finished with before this process was started; nil once it has been read again.
    private var history: RecordHistory?
    /// Whether what comes next was finished with before, by an earlier process. Beside the history: asking that
    /// one for its presence would count references, for every record.
    private(set) var isRecovering: Bool
    private var idler: Idler
    /// What was sent ahead of the records so far. Loops read `definitions.symbols` in place, stored property by
    /// stored property: an accessor in between would count the table's references for every tick.
    private(set) var definitions = RecordDefinitions()
    /// Records read.
    private(set) var count: UInt64 = 0
    /// Time spent without a record to read, for `LoopMeter`.
    private(set) var waitedNs: UInt64 = 0

    init(
        _ consumer: consuming RingConsumer<gr_record_t>, _ idler: consuming Idler, history: RecordHistory? = nil
    ) {
        self.consumer = consumer
        self.idler = idler
        isRecovering = history?.isAtEnd == false
        self.history = isRecovering ? history : nil
    }

    /// The next record that is no definition. It stays in its slot until `release()`.
    @inline(__always)
    mutating func next() throws(WorkerInterruption) -> UnsafePointer<gr_record_t> {
        while true {
            if let record = try nextIfReady(upTo: .max) { return record }
            try wait()
        }
    }

    /// The next record that is no definition, if it is there already and one of the first `limit` of the ring.
    @inline(__always)
    mutating func nextIfReady(upTo limit: UInt64) throws(WorkerInterruption) -> UnsafePointer<gr_record_t>? {
        while count < limit, let record = try peek() {
            if RecordDefinitions.isDefinition(Int(record.pointee.kind)) {
                do throws(RecordError) { try definitions.absorb(record) } catch { throw .corrupt(error) }
                release()
                continue
            }
            if _slowPath(definitions.isInText) { throw .corrupt(RecordError("a text ends before its length")) }
            return record
        }
        return nil
    }

    /// Done with the record that `next()` returned.
    @inline(__always)
    mutating func release() {
        if _slowPath(isRecovering) { releaseHistory() } else { consumer.release() }
        count &+= 1
    }

    @inline(__always)
    private mutating func peek() throws(WorkerInterruption) -> UnsafePointer<gr_record_t>? {
        if _slowPath(isRecovering) { return try peekHistory() }
        return consumer.peek()
    }

    @inline(never)
    private func peekHistory() throws(WorkerInterruption) -> UnsafePointer<gr_record_t>? {
        do throws(RecoveryError) { return try history?.peek() } catch { throw .recovery(error) }
    }

    @inline(never)
    private mutating func releaseHistory() {
        history?.release()
        guard history?.isAtEnd == true else { return }
        history = nil
        isRecovering = false
    }

    /// What the definitions so far amount to.
    var symbols: SymbolTable { definitions.symbols }

    /// The last report text, JSON; empty until one came.
    var report: [UInt8] { definitions.report }

    /// The value that was sent ahead for `field`.
    func value(ahead field: Int) -> Decimal { definitions.value(ahead: field) }

    @inline(__always)
    func number(_ raw: UInt64) throws(WorkerInterruption) -> Int { try definitions.number(raw) }

    /// Waits until there is a record of any kind.
    @inline(never)
    mutating func wait() throws(WorkerInterruption) {
        let start = gr_clock_monotonic_ns()
        guard consumer.wait(idle: &idler) == .ready else { throw .stopped }
        waitedNs &+= gr_clock_monotonic_ns() &- start
    }
}

extension UnsafePointer where Pointee == gr_record_t {
    /// The record as the layout that its kind says.
    @inline(__always)
    func `as`<Record: BitwiseCopyable>(_ type: Record.Type) -> Record {
        UnsafeRawPointer(self).loadUnaligned(as: type)
    }
}
