// The last decisions, for the status page: read from the intent ring without being one of its readers, so
// that nobody waits. What is shown is what the strategy sent, not what became of it.

import CGrinder
import Domain
import Observability
import Rings
import Risk

struct DecisionWatch {
    let ring: RingMemory
    let names: SymbolNames

    /// The last `count` decisions among the newest records, newest first.
    func latest(_ count: Int, among records: UInt64 = 1024) throws(RingError) -> [StatusDocument.Decision] {
        let end = ring.published
        var latest = LatestRecords()
        var record = gr_record_t()
        for index in (end - min(end, records))..<end {
            if try ring.read(at: index, into: &record) == .copied { latest.take(record, names) }
        }
        return latest.decisions.suffix(count).reversed()
    }
}

/// What a run of records of the intent ring says to somebody who does not have the ones before.
private struct LatestRecords {
    var decisions: [StatusDocument.Decision] = []

    mutating func take(_ record: gr_record_t, _ names: SymbolNames) {
        if Int(record.kind) == GR_RECORD_TICK { return begin(record.as(gr_tick_t.self), names) }
        // Records before the first tick belong to a decision that is not seen whole.
        guard let last = decisions.indices.last else { return }
        switch Int(record.kind) {
        case GR_RECORD_PLAN: decisions[last].reason = Self.reasons(record.as(gr_plan_t.self))
        case GR_RECORD_SUMMARY:
            let summary = record.as(gr_summary_t.self)
            decisions[last].actions = Int(summary.placed) + Int(summary.cancelled)
        case GR_RECORD_GATING:
            guard let reason = GateReason(code: record.as(gr_gating_t.self).reason), reason != .pass else { return }
            decisions[last].outcome = "BLOCKED"
            decisions[last].reason = reason.rawValue
        default: break
        }
    }

    private mutating func begin(_ tick: gr_tick_t, _ names: SymbolNames) {
        let isMilliseconds = EventTime.Kind(rawValue: tick.time_kind) == .milliseconds
        decisions.append(
            StatusDocument.Decision(
                tick: Int(truncatingIfNeeded: tick.tick), timeMs: isMilliseconds ? Int(tick.event_time) : 0,
                symbol: names[UInt32(tick.symbol)], outcome: Int(tick.plan) == GR_PLAN_NONE ? "REFUSED" : "PLAN",
                reason: FilterReason(code: tick.filter_reason)?.rawValue ?? "unknown", actions: 0))
    }

    private static func reasons(_ plan: gr_plan_t) -> String {
        guard let reasons = PlanReasons(packed: plan.reasons, count: Int(plan.reason_count)) else { return "unknown" }
        let names = (0..<reasons.count).map { reasons[$0].rawValue }
        return names.isEmpty ? GridMode(code: plan.mode)?.rawValue ?? "" : names.joined(separator: ", ")
    }
}

extension gr_record_t {
    /// The record as what its kind says. All kinds have the same size.
    fileprivate func `as`<Record: BitwiseCopyable>(_ type: Record.Type) -> Record {
        precondition(MemoryLayout<Record>.size == MemoryLayout<gr_record_t>.size)
        return unsafeBitCast(self, to: type)
    }
}
