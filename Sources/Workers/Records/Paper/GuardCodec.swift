// What both drawdown guards said on a tick, as records.

import CGrinder
import DecimalArithmetic
import Domain
import Risk

extension RecordWriter {
    /// Sends what guard v0 measured.
    mutating func write(_ check: DrawdownCheck) throws(WorkerInterruption) {
        var record = gr_drawdown_t()
        record.kind = UInt8(GR_RECORD_DRAWDOWN)
        (record.equity, record.equity_exponent) = try hot(check.equity, field: 0, &record.wide)
        (record.high_water_mark, record.mark_exponent) = try hot(check.highWaterMark, field: 1, &record.wide)
        record.drawdown_pct = check.drawdownPct
        record.threshold_pct = check.thresholdPct.value
        record.integer_threshold = check.thresholdPct.isInteger ? 1 : 0
        switch check.details {
        case nil: record.trigger = UInt8(GR_DRAWDOWN_CALM)
        case .triggeredNow(let trigger):
            record.trigger = UInt8(GR_DRAWDOWN_TRIGGERED_NOW)
            try put(trigger, &record)
        case .previouslyTriggered(let trigger):
            record.trigger = UInt8(GR_DRAWDOWN_TRIGGERED_BEFORE)
            try put(trigger, &record)
        }
        try write(record)
    }

    private mutating func put(_ trigger: DrawdownTrigger, _ record: inout gr_drawdown_t) throws(WorkerInterruption) {
        (record.trigger_equity, record.trigger_exponent) = try hot(trigger.equity, field: 2, &record.wide)
        record.trigger_pct = trigger.drawdownPct
    }

    /// Sends a decision of guard v1.
    mutating func write(_ decision: GuardDecision, _ symbols: borrowing SymbolTable) throws(WorkerInterruption) {
        var record = gr_guard_t()
        record.kind = UInt8(GR_RECORD_GUARD)
        record.allowed = decision.allowed ? 1 : 0
        record.reason = decision.reason.code
        record.state = decision.state.code
        if let details = decision.details { try put(details, &record, symbols) }
        try write(record)
    }

    private mutating func put(
        _ details: GuardDecision.Details, _ record: inout gr_guard_t, _ symbols: borrowing SymbolTable
    ) throws(WorkerInterruption) {
        record.has = 1
        if let symbol = details.symbol {
            try define(symbol, symbols)
            record.has |= 2
            record.symbol = UInt16(symbol.index)
        }
        (record.portfolio_drawdown, record.exponent.0) = try hot(details.portfolioDrawdown, field: 0, &record.wide)
        (record.portfolio_limit, record.exponent.1) = try hot(details.portfolioLimit, field: 1, &record.wide)
        guard let breach = details.breach else { return }
        record.has |= 4
        if let budget = breach.budget {
            record.has |= 8
            (record.budget, record.exponent.2) = try hot(budget, field: 2, &record.wide)
        }
        (record.loss, record.exponent.3) = try hot(breach.loss, field: 3, &record.wide)
    }
}

extension RecordReader {
    func drawdownCheck(_ raw: gr_drawdown_t) throws(WorkerInterruption) -> DrawdownCheck {
        let trigger = DrawdownTrigger(
            equity: decimal(raw.trigger_equity, raw.trigger_exponent, field: 2, wide: raw.wide),
            drawdownPct: raw.trigger_pct)
        let details: DrawdownCheck.Details?
        switch Int(raw.trigger) {
        case GR_DRAWDOWN_CALM: details = nil
        case GR_DRAWDOWN_TRIGGERED_NOW: details = .triggeredNow(trigger)
        case GR_DRAWDOWN_TRIGGERED_BEFORE: details = .previouslyTriggered(trigger)
        default: throw .corrupt(RecordError("a drawdown with an unknown trigger", UInt64(raw.trigger)))
        }
        return DrawdownCheck(
            equity: decimal(raw.equity, raw.equity_exponent, field: 0, wide: raw.wide),
            highWaterMark: decimal(raw.high_water_mark, raw.mark_exponent, field: 1, wide: raw.wide),
            drawdownPct: raw.drawdown_pct,
            thresholdPct: Percent(raw.threshold_pct, isInteger: raw.integer_threshold != 0), details: details)
    }

    func guardDecision(_ raw: gr_guard_t) throws(WorkerInterruption) -> GuardDecision {
        guard let reason = GuardReason(code: raw.reason), let state = GuardState(code: raw.state), raw.has < 16 else {
            throw .corrupt(RecordError("a guard decision with an unknown reason, state or member", UInt64(raw.reason)))
        }
        return GuardDecision(
            allowed: raw.allowed != 0, reason: reason, state: state,
            details: raw.has & 1 == 0 ? nil : try guardDetails(raw))
    }

    private func guardDetails(_ raw: gr_guard_t) throws(WorkerInterruption) -> GuardDecision.Details {
        let budget = raw.has & 8 == 0 ? nil : decimal(raw.budget, raw.exponent.2, field: 2, wide: raw.wide)
        let loss = decimal(raw.loss, raw.exponent.3, field: 3, wide: raw.wide)
        return GuardDecision.Details(
            portfolioDrawdown: decimal(raw.portfolio_drawdown, raw.exponent.0, field: 0, wide: raw.wide),
            portfolioLimit: decimal(raw.portfolio_limit, raw.exponent.1, field: 1, wide: raw.wide),
            symbol: raw.has & 2 == 0 ? nil : try symbol(raw.symbol),
            breach: raw.has & 4 == 0 ? nil : GuardDecision.Breach(budget: budget, loss: loss))
    }
}
