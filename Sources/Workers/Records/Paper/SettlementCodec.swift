// What the strategy says of a tick once nothing more can happen to it: all members of the output that the
// execution does not know itself. The settlement record comes last and completes the output.

import CGrinder
import DecimalArithmetic
import Domain
import Engine

extension RecordWriter {
    /// Sends what completes the output of `tick`. Members with their default value send nothing.
    mutating func write(
        settlement output: borrowing PaperOutput, tick: UInt64, _ symbols: borrowing SymbolTable
    ) throws(WorkerInterruption) {
        if let features = output.features { try write(features) }
        if !output.gating.allowed || output.gating.details != nil { try write(output.gating) }
        if let check = output.drawdownCheck { try write(check) }
        if let decision = output.drawdownGuardDecision { try write(decision, symbols) }
        for index in output.cycleIntents.indices { try write(output.cycleIntents[index]) }
        var record = gr_settlement_t()
        record.kind = UInt8(GR_RECORD_SETTLEMENT)
        record.tick = tick
        record.flags =
            (output.blockedByGating ? UInt8(GR_SETTLED_BLOCKED_BY_GATING) : 0)
            | (output.blockedByDrawdownGuard ? UInt8(GR_SETTLED_BLOCKED_BY_GUARD) : 0)
            | (output.killSwitchTriggered ? UInt8(GR_SETTLED_KILL_SWITCH) : 0)
            | (output.notInTopK ? UInt8(GR_SETTLED_NOT_IN_TOPK) : 0)
        if let rank = output.topKRank {
            record.flags |= UInt8(GR_SETTLED_RANKED)
            record.rank = UInt64(rank)
        }
        if let pnl = output.pnl {
            record.flags |= UInt8(GR_SETTLED_PNL)
            (record.realized_pnl, record.realized_exponent) = try hot(pnl.realizedPnl, field: 0, &record.wide)
            (record.unrealized_pnl, record.unrealized_exponent) = try hot(pnl.unrealizedPnl, field: 1, &record.wide)
            (record.total_pnl, record.total_exponent) = try hot(pnl.totalPnl, field: 2, &record.wide)
        }
        try write(record)
    }

    private mutating func write(_ intent: CycleIntent) throws(WorkerInterruption) {
        var record = gr_cycle_t()
        record.kind = UInt8(GR_RECORD_CYCLE)
        record.type = intent.type.code
        record.side = intent.side.code
        (record.price, record.price_exponent) = try hot(intent.price, field: 0, &record.wide)
        (record.quantity, record.quantity_exponent) = try hot(intent.quantity, field: 1, &record.wide)
        record.fill = UInt64(intent.sourceIndex)
        try write(record)
    }
}

extension RecordReader {
    func cycleIntent(
        _ raw: gr_cycle_t, _ fills: borrowing [Fill]
    ) throws(WorkerInterruption) -> CycleIntent {
        guard let type = CycleIntentType(code: raw.type), let side = OrderSide(code: raw.side) else {
            throw .corrupt(RecordError("a cycle intent of an unknown type or side", UInt64(raw.type)))
        }
        let index = try number(raw.fill)
        guard index < fills.count else { throw .corrupt(RecordError("a cycle intent of no fill", raw.fill)) }
        return CycleIntent(
            type: type, side: side, price: decimal(raw.price, raw.price_exponent, field: 0, wide: raw.wide),
            quantity: decimal(raw.quantity, raw.quantity_exponent, field: 1, wide: raw.wide), source: fills[index],
            sourceIndex: index)
    }

    /// Adds what the settlement record itself holds.
    func add(_ raw: gr_settlement_t, to output: inout PaperOutput) throws(WorkerInterruption) {
        guard raw.flags < 64 else { throw .corrupt(RecordError("a settlement with unknown flags", UInt64(raw.flags))) }
        func has(_ flag: Int) -> Bool { raw.flags & UInt8(flag) != 0 }
        output.blockedByGating = has(GR_SETTLED_BLOCKED_BY_GATING)
        output.blockedByDrawdownGuard = has(GR_SETTLED_BLOCKED_BY_GUARD)
        output.killSwitchTriggered = has(GR_SETTLED_KILL_SWITCH)
        output.notInTopK = has(GR_SETTLED_NOT_IN_TOPK)
        if has(GR_SETTLED_RANKED) { output.topKRank = try number(raw.rank) }
        guard has(GR_SETTLED_PNL) else { return }
        output.pnl = PnLSnapshot(
            time: output.tick.time, symbol: output.tick.symbol,
            realizedPnl: decimal(raw.realized_pnl, raw.realized_exponent, field: 0, wide: raw.wide),
            unrealizedPnl: decimal(raw.unrealized_pnl, raw.unrealized_exponent, field: 1, wide: raw.wide),
            totalPnl: decimal(raw.total_pnl, raw.total_exponent, field: 2, wide: raw.wide))
    }
}
