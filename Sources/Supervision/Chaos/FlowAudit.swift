// Whether every event of a free-running run is accounted for: what its counters say, held against its journal.

import CGrinder
import Domain
import Journal

struct FlowAudit {
    /// Events that gave way, at the feed and at the strategy.
    var conflated = 0
    var problems: [String] = []

    /// - Parameter run: what `grinder supervise --json` printed.
    init(journal directory: String, run: String) throws {
        let flow = try JSONParser.parse(text: run)["flow"]
        func count(_ side: String, _ name: String) -> Int { flow?[side]?[name]?.integerValue ?? -1 }
        let reader = try JournalReader(directory: directory)
        let written = try Self.written(reader)
        let readings = try Self.readings(reader)
        let (events, sent, gone) = (count("feed", "events"), count("feed", "sent"), count("feed", "conflated"))
        check("feed's events", events, sent + gone + count("feed", "pending"))
        check("events waiting at the feed's end", count("feed", "pending"), 0)
        check("feed's events on the ring", sent, written.all)
        check(
            "strategy's snapshots", count("strategy", "snapshots"),
            readings + count("strategy", "conflated") + count("strategy", "pending"))
        check("snapshots waiting at the strategy's end", count("strategy", "pending"), 0)
        check("snapshots on the ring", count("strategy", "snapshots"), written.snapshots)
        conflated = gone + count("strategy", "conflated")
    }

    private mutating func check(_ what: String, _ found: Int, _ expected: Int) {
        if found != expected { problems.append("\(what): \(found), accounted for \(expected)") }
    }

    /// Events on the market ring, and those among them that a newer one of their symbol replaces.
    private static func written(_ reader: JournalReader) throws(JournalError) -> (all: Int, snapshots: Int) {
        var all = 0
        var snapshots = 0
        var market = try reader.cursor(of: .market)
        while let record = try market.next(as: gr_record_t.self) {
            switch Int(record.pointee.kind) {
            case GR_RECORD_SNAPSHOT:
                all += 1
                snapshots += 1
            case GR_RECORD_WIDE_SNAPSHOT, GR_RECORD_BOOK, GR_RECORD_FAULT, GR_RECORD_UNHANDLED: all += 1
            // The selection pass leaves nothing out.
            case GR_RECORD_PASS_END: snapshots = 0
            default: break
            }
        }
        return (all, snapshots)
    }

    private static func readings(_ reader: JournalReader) throws(JournalError) -> Int {
        var count = 0
        var intents = try reader.cursor(of: .intent)
        while let record = try intents.next(as: gr_record_t.self) {
            if Int(record.pointee.kind) == GR_RECORD_READING { count += 1 }
        }
        return count
    }
}
