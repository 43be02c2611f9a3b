// What free-running workers note for those who begin again: which of two things came first depended on time, and
// nobody could compute it from the other records.

import CGrinder
import Domain

extension RecordWriter {
    /// Says which event of the source the next record is.
    mutating func write(source event: UInt64) throws(WorkerInterruption) {
        try write(unsafeBitCast(Self.source(event), to: gr_record_t.self))
    }

    static func source(_ event: UInt64) -> gr_source_t {
        var record = gr_source_t()
        record.kind = UInt8(GR_RECORD_SOURCE)
        record.event = event
        return record
    }

    /// Says how many records of the market ring the decision that follows has seen.
    @inline(__always)
    mutating func write(reading market: UInt64) throws(WorkerInterruption) {
        var record = gr_reading_t()
        record.kind = UInt8(GR_RECORD_READING)
        record.market = market
        try write(record)
    }

    /// How many records of the market ring may be taken for the next decision: as many as there are, or as many as an
    /// earlier process had taken.
    @inline(__always)
    func readingLimit() throws(WorkerInterruption) -> UInt64 {
        _slowPath(isRecovering) ? try recordedReading() : .max
    }

    @inline(never)
    private func recordedReading() throws(WorkerInterruption) -> UInt64 {
        guard var record = try upcoming(), Int(record.kind) == GR_RECORD_READING else { return .max }
        return withUnsafePointer(to: &record) { $0.as(gr_reading_t.self).market }
    }
}
