// Fills as records of the report ring. A fill names its action or its order by number; the strategy, which
// knows both, puts the rest together.

import CGrinder
import DecimalArithmetic
import Domain
import Engine
import OrderEngine

extension RecordWriter {
    /// Sends one fill of a tick.
    mutating func write(_ fill: Fill) throws(WorkerInterruption) {
        var record = gr_fill_t()
        record.kind = UInt8(GR_RECORD_FILL)
        record.side = fill.side.code
        switch fill.origin {
        case .action(let index):
            record.origin = UInt8(GR_FILL_OF_ACTION)
            record.reference = UInt64(index)
        case .order(let id):
            record.origin = UInt8(GR_FILL_OF_ORDER)
            record.reference = UInt64(id.number)
        case .flatten, .named: preconditionFailure("an execution fills actions and orders")
        }
        (record.price, record.price_exponent) = try hot(fill.price, field: 0, &record.wide)
        (record.quantity, record.quantity_exponent) = try hot(fill.quantity, field: 1, &record.wide)
        try write(record)
    }

    /// Ends the report of a tick.
    mutating func write(_ report: PaperExecutionReport, tick: UInt64) throws(WorkerInterruption) {
        switch report {
        case .executed: try writeTickDone(tick: tick, fault: nil)
        case .ordersFailed(let fault): try writeTickDone(tick: tick, fault: fault)
        case .fillsFailed(let fault): try writeTickDone(tick: tick, fault: fault, stage: GR_TICK_FILLS_FAILED)
        }
    }
}

extension RecordReader {
    /// Reads the report of the tick that `output` describes and adds its fills.
    mutating func readReport(
        of output: inout PaperOutput, tick: UInt64, _ strategy: borrowing PaperStrategy,
        into outcomes: inout [OrderOutcome]
    ) throws(WorkerInterruption) -> PaperExecutionReport {
        if !outcomes.isEmpty { outcomes.removeAll(keepingCapacity: true) }
        while true {
            switch try nextReport(of: output.tick, tick: tick, into: &outcomes) {
            case .fill(let raw): output.fills.append(try fill(raw, output.tick, strategy, outcomes))
            case .done(let done):
                if Int(done.failed) == GR_TICK_EXECUTED { return .executed }
                guard let fault = EventFault(code: done.fault) else {
                    throw .corrupt(RecordError("a report with an unknown fault", UInt64(done.fault)))
                }
                return Int(done.failed) == GR_TICK_ORDERS_FAILED ? .ordersFailed(fault) : .fillsFailed(fault)
            }
        }
    }

    private func fill(
        _ raw: gr_fill_t, _ tick: borrowing TickOutput, _ strategy: borrowing PaperStrategy,
        _ outcomes: borrowing [OrderOutcome]
    ) throws(WorkerInterruption) -> Fill {
        guard let side = OrderSide(code: raw.side) else {
            throw .corrupt(RecordError("a fill of an unknown side", UInt64(raw.side)))
        }
        let origin: FillOrigin
        var symbol = tick.symbol
        switch Int(raw.origin) {
        case GR_FILL_OF_ACTION:
            let index = try number(raw.reference)
            guard index < tick.actions.count, case .place = tick.actions[index] else {
                throw .corrupt(RecordError("a fill of no placement", raw.reference))
            }
            origin = .action(index: index)
        case GR_FILL_OF_ORDER:
            let id = try order(try number(raw.reference), strategy, outcomes)
            symbol = id.symbol
            origin = .order(id)
        default: throw .corrupt(RecordError("a fill of unknown origin", UInt64(raw.origin)))
        }
        return Fill(
            time: tick.time, symbol: symbol, side: side,
            price: decimal(raw.price, raw.price_exponent, field: 0, wide: raw.wide),
            quantity: decimal(raw.quantity, raw.quantity_exponent, field: 1, wide: raw.wide), origin: origin)
    }

    /// The order with this number, placed on this tick or resting before.
    private func order(
        _ number: Int, _ strategy: borrowing PaperStrategy, _ outcomes: borrowing [OrderOutcome]
    ) throws(WorkerInterruption) -> OrderID {
        for index in outcomes.indices {
            if case .placed(let id, _) = outcomes[index], id.number == number { return id }
        }
        guard let id = strategy.restingOrder(number) else {
            throw .corrupt(RecordError("a fill of an order that does not rest", UInt64(number)))
        }
        return id
    }
}
