// The last decisions, for the status page: read from the intent ring without being one of its readers, so
// that nobody waits. What is shown is what the strategy sent, not what became of it.

import CGrinder
import Domain
import Observability
import Rings
import Risk

struct DecisionWatch {
    private let ring: RingMemory
    /// The next record to look at for definitions of symbols.
    private var position: UInt64 = 0
    /// No record was missed so far. Symbols are counted, so after a gap no new one can be named: a wrong
    /// name would be worse than none.
    private var isComplete = true
    private var names: [String] = []
    /// What is missing of the text under way.
    private var pending: (bytes: [UInt8], length: Int, isSymbol: Bool)?

    /// Records that one turn looks at.
    static let recordsPerTurn = 1024

    init(_ ring: RingMemory) { self.ring = ring }

    // MARK: - Names

    /// Learns the symbols that were defined since the last call.
    mutating func follow() throws(RingError) {
        var record = gr_record_t()
        for _ in 0..<Self.recordsPerTurn where isComplete {
            switch try ring.read(at: position, into: &record) {
            case .notYetPublished: return
            case .overwritten: isComplete = false
            case .copied:
                learn(record)
                position += 1
            }
        }
    }

    private mutating func learn(_ record: gr_record_t) {
        switch Int(record.kind) {
        case GR_RECORD_TEXT:
            let text = record.as(gr_text_t.self)
            pending = ([], Int(text.length), Int(text.role) == GR_TEXT_SYMBOL)
            finish()
        case GR_RECORD_TEXT_CHUNK:
            let chunk = record.as(gr_text_chunk_t.self)
            withUnsafeBytes(of: chunk.bytes) { pending?.bytes.append(contentsOf: $0.prefix(Int(chunk.count))) }
            finish()
        default: break
        }
    }

    private mutating func finish() {
        guard let text = pending, text.bytes.count >= text.length else { return }
        if text.isSymbol { names.append(String(decoding: text.bytes, as: UTF8.self)) }
        pending = nil
    }

    func name(_ index: some BinaryInteger) -> String { Int(index) < names.count ? names[Int(index)] : "#\(index)" }

    // MARK: - Decisions

    /// The last `count` decisions among the newest records, newest first.
    func latest(_ count: Int, among records: UInt64 = 1024) throws(RingError) -> [StatusDocument.Decision] {
        let end = ring.published
        var latest = LatestRecords()
        var record = gr_record_t()
        for index in (end - min(end, records))..<end {
            if try ring.read(at: index, into: &record) == .copied { latest.take(record, name) }
        }
        return latest.decisions.suffix(count).reversed()
    }
}

/// What a run of records of the intent ring says to somebody who does not have the ones before.
private struct LatestRecords {
    var decisions: [StatusDocument.Decision] = []

    mutating func take(_ record: gr_record_t, _ name: (UInt16) -> String) {
        if Int(record.kind) == GR_RECORD_TICK { return begin(record.as(gr_tick_t.self), name) }
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

    private mutating func begin(_ tick: gr_tick_t, _ name: (UInt16) -> String) {
        let isMilliseconds = EventTime.Kind(rawValue: tick.time_kind) == .milliseconds
        decisions.append(
            StatusDocument.Decision(
                tick: Int(truncatingIfNeeded: tick.tick), timeMs: isMilliseconds ? Int(tick.event_time) : 0,
                symbol: name(tick.symbol), outcome: Int(tick.plan) == GR_PLAN_NONE ? "REFUSED" : "PLAN",
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
