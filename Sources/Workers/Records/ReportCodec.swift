// What the execution did with a tick, as records of the report ring.

import CGrinder
import DecimalArithmetic
import Domain
import OrderEngine

/// What stands in `gr_outcome_t.outcome`.
public enum OutcomeCode {
    public static let placed: UInt8 = 1
    static let cancelled: UInt8 = 2
    static let ignored: UInt8 = 3
    static let skipped: UInt8 = 4
    public static let refused: UInt8 = 5

    static func name(_ code: UInt8) -> String {
        let names = [placed: "placed", cancelled: "cancelled", ignored: "ignored", skipped: "skipped", refused: "refused"]
        return names[code] ?? "unknown code \(code)"
    }
}

extension RecordWriter {
    /// Sends what became of one action.
    mutating func write(_ outcome: OrderOutcome) throws(WorkerInterruption) {
        var record = gr_outcome_t()
        record.kind = UInt8(GR_RECORD_OUTCOME)
        switch outcome {
        case .placed(let id, let quantity):
            record.outcome = OutcomeCode.placed
            record.order_number = UInt64(id.number)
            if let compact = quantity.compact {
                (record.quantity, record.quantity_exponent) = compact
            } else {
                record.wide = 1
                try writeAhead(quantity, field: 0)
            }
        case .cancelled: record.outcome = OutcomeCode.cancelled
        case .ignored: record.outcome = OutcomeCode.ignored
        case .skipped: record.outcome = OutcomeCode.skipped
        case .refused(let refusal):
            record.outcome = OutcomeCode.refused
            record.refusal = refusal.code
        }
        try write(record)
    }

    /// What a recorded outcome says of the permit: a refusal, that it was given, or, as nil, that it was not asked.
    static func answer(_ raw: gr_outcome_t) -> SendRefusal?? {
        switch raw.outcome {
        case OutcomeCode.placed: .some(nil)
        case OutcomeCode.refused: SendRefusal(code: raw.refusal).map { .some($0) }
        default: nil
        }
    }

    /// Ends the report of a tick: executed, or failed half-way.
    /// - Parameter stage: what failed, GR_TICK.
    mutating func writeTickDone(
        tick: UInt64, fault: EventFault?, stage: Int = GR_TICK_ORDERS_FAILED
    ) throws(WorkerInterruption) {
        var record = gr_tick_done_t()
        record.kind = UInt8(GR_RECORD_TICK_DONE)
        record.tick = tick
        record.failed = UInt8(fault == nil ? GR_TICK_EXECUTED : stage)
        record.fault = fault?.code ?? 0
        try write(record)
    }
}

/// A record of a report that is no outcome.
enum ReportRecord {
    case fill(gr_fill_t)
    case done(gr_tick_done_t)
}

extension RecordReader {
    /// Reads the report of the tick that `output` describes. False when its execution failed.
    mutating func readReport(
        of output: borrowing TickOutput, tick: UInt64, into outcomes: inout [OrderOutcome]
    ) throws(WorkerInterruption) -> Bool {
        if !outcomes.isEmpty { outcomes.removeAll(keepingCapacity: true) }
        switch try nextReport(of: output, tick: tick, into: &outcomes) {
        case .fill: throw .corrupt(RecordError("a fill where no orders rest"))
        case .done(let done):
            guard Int(done.failed) != GR_TICK_FILLS_FAILED else {
                throw .corrupt(RecordError("a report that fails at fills where there are none"))
            }
            return Int(done.failed) == GR_TICK_EXECUTED
        }
    }

    /// Reads on to the next record of a report that is no outcome.
    mutating func nextReport(
        of output: borrowing TickOutput, tick: UInt64, into outcomes: inout [OrderOutcome]
    ) throws(WorkerInterruption) -> ReportRecord {
        while true {
            let record = try next()
            defer { release() }
            switch Int(record.pointee.kind) {
            case GR_RECORD_OUTCOME:
                outcomes.append(try outcome(record.as(gr_outcome_t.self), output, outcomes.count))
            case GR_RECORD_FILL: return .fill(record.as(gr_fill_t.self))
            case GR_RECORD_TICK_DONE:
                let done = record.as(gr_tick_done_t.self)
                guard done.tick == tick else {
                    throw .corrupt(RecordError("the report of another tick than the one waited for", done.tick))
                }
                guard Int(done.failed) <= GR_TICK_FILLS_FAILED else {
                    throw .corrupt(RecordError("a report that failed nowhere", UInt64(done.failed)))
                }
                guard Int(done.failed) == GR_TICK_ORDERS_FAILED || outcomes.count == output.actions.count else {
                    throw .corrupt(
                        RecordError("fewer outcomes than actions", UInt64(outcomes.count)))
                }
                return .done(done)
            default:
                throw .corrupt(RecordError("a kind that does not belong on the report ring", UInt64(record.pointee.kind)))
            }
        }
    }

    private func outcome(
        _ raw: gr_outcome_t, _ output: borrowing TickOutput, _ index: Int
    ) throws(WorkerInterruption) -> OrderOutcome {
        guard index < output.actions.count else { throw .corrupt(RecordError("more outcomes than actions", UInt64(index))) }
        switch (raw.outcome, output.actions[index]) {
        case (OutcomeCode.cancelled, .cancel): return .cancelled
        case (OutcomeCode.ignored, .place): return .ignored
        case (OutcomeCode.skipped, .place): return .skipped
        case (OutcomeCode.refused, .place):
            guard let refusal = SendRefusal(code: raw.refusal) else {
                throw .corrupt(RecordError("an order refused for an unknown reason", UInt64(raw.refusal)))
            }
            return .refused(refusal)
        case (OutcomeCode.placed, .place(let key, _, _, _)):
            let id = OrderID(
                symbol: output.symbol, time: output.time, level: key.level, side: key.side,
                number: try number(raw.order_number))
            let quantity =
                raw.wide == 0 ? Decimal(compact: raw.quantity, exponent: raw.quantity_exponent) : value(ahead: 0)
            return .placed(id, quantity: quantity)
        default: throw .corrupt(RecordError("an unknown outcome", UInt64(raw.outcome)))
        }
    }
}
