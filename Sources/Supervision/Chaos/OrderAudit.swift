// What a journal says of a run's orders: whether any was sent twice, and whether any intent got lost. Read by the
// chaos campaign after each run, from the records alone.

import CGrinder
import Journal

public struct OrderAudit: Equatable, Sendable {
    /// Actions that the strategy decided.
    public var actions = 0
    /// Actions that the execution answered for.
    public var outcomes = 0
    /// Orders that the port took.
    public var placed = 0
    /// Order numbers that occur more than once: the number is what makes a client order id unique.
    public var duplicates = 0
    /// Actions of executed ticks that nobody answered for.
    public var lost = 0

    /// Reads a whole journal. O(records).
    public init(journal directory: String) throws(JournalError) {
        let reader = try JournalReader(directory: directory)
        var actionsOfTick: [UInt64: Int] = [:]
        var tick: UInt64 = 0
        var intents = try reader.cursor(of: .intent)
        while let record = try intents.next(as: gr_record_t.self) {
            switch Int(record.pointee.kind) {
            case GR_RECORD_TICK: tick = UnsafeRawPointer(record).load(as: gr_tick_t.self).tick
            case GR_RECORD_ACTION:
                actionsOfTick[tick, default: 0] += 1
                actions += 1
            default: break
            }
        }
        try readReports(reader, actionsOfTick)
    }

    private mutating func readReports(
        _ reader: JournalReader, _ actionsOfTick: [UInt64: Int]
    ) throws(JournalError) {
        var numbers: Set<UInt64> = []
        var outcomesOfTick = 0
        var reports = try reader.cursor(of: .report)
        while let record = try reports.next(as: gr_record_t.self) {
            switch Int(record.pointee.kind) {
            case GR_RECORD_OUTCOME:
                outcomesOfTick += 1
                outcomes += 1
                let outcome = UnsafeRawPointer(record).load(as: gr_outcome_t.self)
                guard outcome.order_number > 0 else { continue }
                placed += 1
                if !numbers.insert(outcome.order_number).inserted { duplicates += 1 }
            case GR_RECORD_TICK_DONE:
                let done = UnsafeRawPointer(record).load(as: gr_tick_done_t.self)
                if done.failed == 0 { lost += max(actionsOfTick[done.tick, default: 0] - outcomesOfTick, 0) }
                outcomesOfTick = 0
            default: break
            }
        }
    }
}
