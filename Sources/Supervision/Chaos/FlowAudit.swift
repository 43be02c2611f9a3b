// Whether every event of a free-running run is accounted for: what its counters say, held against its journal.

import CGrinder
import Journal

public struct FlowAudit {
    /// One line for each number that does not fit.
    public private(set) var problems: [String] = []

    /// Reads a whole journal. O(records).
    /// - Parameter isComplete: the run came to its end, so that nothing waits any more.
    public init(journal directory: String, _ flow: FlowReport, isComplete: Bool) throws(JournalError) {
        let reader = try JournalReader(directory: directory)
        let written = try Self.written(reader)
        let readings = try Self.readings(reader)
        check("the feed's events", flow.events, flow.sent + flow.conflated + flow.pending)
        check("the feed's events on the ring", flow.sent, written.all)
        check("the strategy's snapshots", flow.snapshots, readings + flow.passedOver + flow.waiting)
        check("the snapshots on the ring", flow.snapshots, written.snapshots)
        guard isComplete else { return }
        check("events waiting at the feed's end", flow.pending, 0)
        check("snapshots waiting at the strategy's end", flow.waiting, 0)
    }

    private mutating func check(_ what: String, _ found: UInt64, _ expected: UInt64) {
        if found != expected { problems.append("\(what): \(found), accounted for \(expected)") }
    }

    /// Events on the market ring, and the snapshots of the trading pass that a newer one may replace.
    private static func written(_ reader: JournalReader) throws(JournalError) -> (all: UInt64, snapshots: UInt64) {
        var all: UInt64 = 0
        var snapshots: UInt64 = 0
        var market = try reader.cursor(of: .market)
        while let record = try market.next(as: gr_record_t.self) {
            switch Int(record.pointee.kind) {
            case GR_RECORD_SNAPSHOT:
                all += 1
                snapshots += 1
            case GR_RECORD_WIDE_SNAPSHOT, GR_RECORD_BOOK, GR_RECORD_FAULT, GR_RECORD_UNHANDLED: all += 1
            case GR_RECORD_PASS_END: snapshots = 0
            default: break
            }
        }
        return (all, snapshots)
    }

    private static func readings(_ reader: JournalReader) throws(JournalError) -> UInt64 {
        var count: UInt64 = 0
        var intents = try reader.cursor(of: .intent)
        while let record = try intents.next(as: gr_record_t.self) {
            if Int(record.pointee.kind) == GR_RECORD_READING { count += 1 }
        }
        return count
    }
}
