// Puts paper outputs together again on the execution's side: the decision, and behind it the settlement.

import CGrinder
import DecimalArithmetic
import Domain
import Engine

struct PaperAssembler {
    enum Step {
        case more
        /// The decision is complete and its actions are to be executed.
        case execute
        /// The output is complete.
        case settled
    }

    private var decision = DecisionAssembler()
    /// Whether a tick waits for its settlement.
    private var isUnsettled = false
    /// Whether features came whose trend is still to come.
    private var awaitsTrend = false

    var tick: UInt64 { decision.tick }
    var midPrice: Decimal { decision.midPrice }
    var fence: UInt64 { decision.fence }
    var receiveTimeNs: UInt64 { decision.receiveTimeNs }
    var decideTimeNs: UInt64 { decision.decideTimeNs }
    /// Whether no tick is in work.
    var isIdle: Bool { !decision.isOpen && !isUnsettled }

    /// Takes one record of the intent ring.
    @inline(__always)
    mutating func take(
        _ record: UnsafePointer<gr_record_t>, _ reader: borrowing RecordReader, into output: inout PaperOutput
    ) throws(WorkerInterruption) -> Step {
        switch Int(record.pointee.kind) {
        case GR_RECORD_TICK:
            guard isIdle else { throw .corrupt(RecordError("a tick begins before the last one is settled", tick)) }
            output.reset(time: .absent, symbol: SymbolID(0))
            isUnsettled = try decision.take(record, reader, into: &output.tick)
            return .more
        case GR_RECORD_PLAN, GR_RECORD_SIZE, GR_RECORD_ACTION, GR_RECORD_SUMMARY:
            isUnsettled = try decision.take(record, reader, into: &output.tick)
            return isUnsettled ? .execute : .more
        default:
            if decision.isOpen {
                try decision.close(&output.tick)
                isUnsettled = true
            }
            guard isUnsettled else { throw .corrupt(RecordError("a settlement of no tick", UInt64(record.pointee.kind))) }
            return try settle(record, reader, &output)
        }
    }

    /// Drops the tick in work: it failed. One that is only half there cannot have failed.
    mutating func drop() throws(WorkerInterruption) {
        guard !decision.isOpen, !awaitsTrend else { throw .corrupt(RecordError("a fault within a tick", tick)) }
        isUnsettled = false
    }

    private mutating func settle(
        _ record: UnsafePointer<gr_record_t>, _ reader: borrowing RecordReader, _ output: inout PaperOutput
    ) throws(WorkerInterruption) -> Step {
        switch Int(record.pointee.kind) {
        case GR_RECORD_FEATURES:
            output.features = reader.features(record.as(gr_features_t.self), of: output.tick, midPrice: midPrice)
            awaitsTrend = true
        case GR_RECORD_TREND:
            guard awaitsTrend else { throw .corrupt(RecordError("a trend without features", tick)) }
            output.features?.indicators.add(record.as(gr_trend_t.self))
            awaitsTrend = false
        case GR_RECORD_GATING: output.gating = try reader.gating(record.as(gr_gating_t.self))
        case GR_RECORD_DRAWDOWN: output.drawdownCheck = try reader.drawdownCheck(record.as(gr_drawdown_t.self))
        case GR_RECORD_GUARD: output.drawdownGuardDecision = try reader.guardDecision(record.as(gr_guard_t.self))
        case GR_RECORD_CYCLE:
            output.cycleIntents.append(try reader.cycleIntent(record.as(gr_cycle_t.self), output.fills))
        case GR_RECORD_SETTLEMENT:
            let raw = record.as(gr_settlement_t.self)
            guard raw.tick == tick, !awaitsTrend else {
                throw .corrupt(RecordError("a settlement of another tick, or of one without its trend", raw.tick))
            }
            try reader.add(raw, to: &output)
            isUnsettled = false
            return .settled
        default:
            throw .corrupt(RecordError("a kind that does not belong on the intent ring", UInt64(record.pointee.kind)))
        }
        return .more
    }
}
