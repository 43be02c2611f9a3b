// What a book costs, as records of the market ring and, for the execution, of the intent ring.

import CGrinder
import Domain

extension RecordWriter {
    /// Sends the newest book of a symbol.
    mutating func write(
        _ book: BookImpact, of symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) throws(WorkerInterruption) {
        try define(symbol, symbols)
        try write(Self.record(of: book, of: symbol))
    }

    static func record(of book: BookImpact, of symbol: SymbolID) -> gr_book_t {
        var record = gr_book_t()
        record.kind = UInt8(GR_RECORD_BOOK)
        record.insufficient = (book.buyDepthInsufficient ? 1 : 0) | (book.sellDepthInsufficient ? 2 : 0)
        record.symbol = UInt16(symbol.index)
        record.time_ms = Int64(book.timeMs)
        record.buy_impact_bps = Int64(book.buyImpactBps)
        record.sell_impact_bps = Int64(book.sellImpactBps)
        return record
    }
}

extension RecordReader {
    /// The book that `record` holds.
    func book(
        _ record: UnsafePointer<gr_record_t>
    ) throws(WorkerInterruption) -> (symbol: SymbolID, impact: BookImpact) { try definitions.book(record) }
}

extension RecordDefinitions {
    /// The book that `record` holds.
    func book(
        _ record: UnsafePointer<gr_record_t>
    ) throws(WorkerInterruption) -> (symbol: SymbolID, impact: BookImpact) {
        let raw = record.as(gr_book_t.self)
        guard raw.insufficient < 4 else {
            throw .corrupt(RecordError("a book with unknown flags", UInt64(raw.insufficient)))
        }
        let impact = BookImpact(
            timeMs: Int(raw.time_ms), buyImpactBps: Int(raw.buy_impact_bps), sellImpactBps: Int(raw.sell_impact_bps),
            buyDepthInsufficient: raw.insufficient & 1 != 0, sellDepthInsufficient: raw.insufficient & 2 != 0)
        return (try symbol(raw.symbol), impact)
    }
}
