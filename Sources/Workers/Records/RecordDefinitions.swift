// What records refer to: the symbols defined so far on one ring, and the values sent ahead of the next
// record. Whoever reads records, from a ring or from a journal, has one for each ring.

import CGrinder
import DecimalArithmetic
import Domain

struct RecordDefinitions {
    private var text: [UInt8] = []
    private var textHead = gr_text_t()
    /// Whether a text's chunks are still to come.
    private(set) var isInText = false
    private var ahead = InlineArray<8, Decimal>(repeating: .zero)
    /// The last report text, JSON; empty until one came.
    private(set) var report: [UInt8] = []
    /// What the definitions so far amount to.
    private(set) var symbols = SymbolTable()

    /// The value that was sent ahead for `field`.
    func value(ahead field: Int) -> Decimal { ahead[field] }

    /// A count as it travels; one beyond 63 bits is no count.
    @inline(__always)
    func number(_ raw: UInt64) throws(WorkerInterruption) -> Int {
        guard let number = Int(exactly: raw) else { throw .corrupt(RecordError("a number beyond 63 bits", raw)) }
        return number
    }

    /// Whether records of this kind are for `absorb`: they say nothing by themselves.
    @inline(__always)
    static func isDefinition(_ kind: Int) -> Bool {
        switch kind {
        case GR_RECORD_TEXT, GR_RECORD_TEXT_CHUNK, GR_RECORD_WIDE, GR_RECORD_SOURCE, GR_RECORD_READING: true
        default: false
        }
    }

    /// Takes a text, a chunk of one, a value sent ahead, or a note for those who begin again. Rare: kept out of the loops.
    @inline(never)
    mutating func absorb(_ record: UnsafePointer<gr_record_t>) throws(RecordError) {
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
        case GR_RECORD_SOURCE, GR_RECORD_READING: break
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
