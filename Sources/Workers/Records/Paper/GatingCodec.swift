// What the gates answered, as one record. The evidence differs from gate to gate; what stands where is said
// beside the GR_GATE codes. Both directions walk the values in the same order.

import CGrinder
import DecimalArithmetic
import Domain
import Risk

/// The six values of a gating record, one after the other.
private struct GatingValues {
    var raw: gr_gating_t
    private var values = 0
    private var decimals: UInt8 = 0
    private var doubles: UInt8 = 0

    init(_ raw: gr_gating_t) { self.raw = raw }

    // MARK: - Writing

    mutating func put(_ number: Int) {
        withUnsafeMutableBytes(of: &raw.value) { $0.storeBytes(of: Int64(number), toByteOffset: 8 * values, as: Int64.self) }
        values += 1
    }

    mutating func put(_ points: BasisPoints) {
        if points.isInteger { raw.flags |= 16 << doubles }
        doubles += 1
        put(Int(bitPattern: UInt(points.value.bitPattern)))
    }

    mutating func put(_ number: Double) { put(BasisPoints(number)) }

    mutating func put(_ decimal: Decimal, _ writer: inout RecordWriter) throws(WorkerInterruption) {
        let (coefficient, exponent) = try writer.hot(decimal, field: decimals, &raw.flags)
        withUnsafeMutableBytes(of: &raw.exponent) { $0[Int(decimals)] = UInt8(bitPattern: exponent) }
        decimals += 1
        put(Int(coefficient))
    }

    // MARK: - Reading

    mutating func integer() -> Int {
        let number = withUnsafeBytes(of: raw.value) { $0.load(fromByteOffset: 8 * values, as: Int64.self) }
        values += 1
        return Int(number)
    }

    mutating func points() -> BasisPoints {
        let isInteger = raw.flags & 16 << doubles != 0
        doubles += 1
        return BasisPoints(Double(bitPattern: UInt64(bitPattern: Int64(integer()))), isInteger: isInteger)
    }

    mutating func number() -> Double { points().value }

    mutating func decimal(_ reader: borrowing RecordReader) -> Decimal {
        let exponent = withUnsafeBytes(of: raw.exponent) { Int8(bitPattern: $0[Int(decimals)]) }
        let value = reader.decimal(Int64(integer()), exponent, field: decimals, wide: raw.flags)
        decimals += 1
        return value
    }

    /// The case of `Name` whose code comes next.
    mutating func name<Name: StableName>(_ type: Name.Type) throws(WorkerInterruption) -> Name {
        let code = integer()
        guard let name = UInt8(exactly: code).flatMap({ Name(code: $0) }) else {
            throw .corrupt(RecordError("a gating record with an unknown code", UInt64(bitPattern: Int64(code))))
        }
        return name
    }
}

extension RecordWriter {
    /// Sends a gate's answer.
    mutating func write(_ gating: GatingResult) throws(WorkerInterruption) {
        var values = GatingValues(gr_gating_t())
        values.raw.kind = UInt8(GR_RECORD_GATING)
        values.raw.reason = gating.reason.code
        if let details = gating.details { try put(details, &values) }
        try write(values.raw)
    }

    private mutating func put(_ details: GateDetails, _ values: inout GatingValues) throws(WorkerInterruption) {
        switch details {
        case .cooldown(let cooldown):
            values.raw.details = UInt8(GR_GATE_COOLDOWN)
            values.put(cooldown.elapsedMs)
            values.put(cooldown.cooldownMs)
        case .rateLimited(let use, let windowStartMs):
            values.raw.details = UInt8(GR_GATE_RATE_LIMITED)
            Self.put(use, &values)
            values.put(windowStartMs)
        case .rateUse(let use):
            values.raw.details = UInt8(GR_GATE_RATE_USE)
            Self.put(use, &values)
        case .dailyLoss(let loss):
            values.raw.details = UInt8(GR_GATE_DAILY_LOSS)
            try values.put(loss.totalPnl, &self)
            try values.put(loss.limit, &self)
        case .notionalBreach(let breach): try put(breach, &values)
        case .notionalUse(let use):
            values.raw.details = UInt8(GR_GATE_NOTIONAL_USE)
            try put(use, &values)
        case .spreadSpike(let spreadBps, let limitBps, let excessBps):
            values.raw.details = UInt8(GR_GATE_SPREAD_SPIKE)
            values.put(spreadBps)
            values.put(limitBps)
            values.put(excessBps)
        case .priceImpact(let impact): try put(impact, &values)
        case .calm(let spreadBps, let limitBps, let pricesInWindow):
            values.raw.details = UInt8(GR_GATE_CALM)
            values.put(spreadBps)
            values.put(limitBps)
            values.put(pricesInWindow)
        case .allGates(let rate, let notional):
            values.raw.details = UInt8(GR_GATE_ALL)
            try put(notional, &values)
            Self.put(rate, &values)
        case .killSwitch(let state): try put(state, &values)
        }
    }

    private static func put(_ use: RateUse, _ values: inout GatingValues) {
        values.put(use.currentCount)
        values.put(use.perMinuteMax)
    }

    private mutating func put(_ use: NotionalUse, _ values: inout GatingValues) throws(WorkerInterruption) {
        try values.put(use.symbolNotional, &self)
        try values.put(use.totalNotional, &self)
    }

    private mutating func put(_ breach: NotionalBreach, _ values: inout GatingValues) throws(WorkerInterruption) {
        values.raw.details = UInt8(GR_GATE_NOTIONAL_BREACH)
        try values.put(breach.current, &self)
        try values.put(breach.proposed, &self)
        try values.put(breach.newTotal, &self)
        try values.put(breach.limit, &self)
        values.put(Int(breach.scope.code))
    }

    private mutating func put(_ impact: PriceImpact, _ values: inout GatingValues) throws(WorkerInterruption) {
        values.raw.details = UInt8(GR_GATE_PRICE_IMPACT)
        try values.put(impact.oldestPrice, &self)
        try values.put(impact.currentPrice, &self)
        values.put(impact.changeBps)
        values.put(impact.limitBps)
        values.put(impact.windowMs)
    }

    private mutating func put(
        _ state: KillSwitchState<DrawdownTrip>, _ values: inout GatingValues
    ) throws(WorkerInterruption) {
        guard let trip = state.trip else {
            values.raw.details = UInt8(GR_GATE_KILL_SWITCH_CLEAR)
            return
        }
        values.raw.details = UInt8(trip.details == nil ? GR_GATE_KILL_SWITCH_BARE : GR_GATE_KILL_SWITCH)
        if let details = trip.details {
            try values.put(details.equity, &self)
            try values.put(details.highWaterMark, &self)
            values.put(details.drawdownPct)
            values.put(details.thresholdPct)
        }
        values.put(Int(trip.reason.code))
        values.put(trip.timeMs)
    }
}

extension RecordReader {
    /// The answer that `raw` holds.
    func gating(_ raw: gr_gating_t) throws(WorkerInterruption) -> GatingResult {
        guard let reason = GateReason(code: raw.reason) else {
            throw .corrupt(RecordError("a gating record with an unknown reason", UInt64(raw.reason)))
        }
        let details = try details(raw)
        return reason == .pass ? .allow(details) : .block(reason, details)
    }

    private func details(_ raw: gr_gating_t) throws(WorkerInterruption) -> GateDetails? {
        var values = GatingValues(raw)
        switch Int(raw.details) {
        case GR_GATE_NOTHING: return nil
        case GR_GATE_COOLDOWN: return .cooldown(Cooldown(elapsedMs: values.integer(), cooldownMs: values.integer()))
        case GR_GATE_RATE_LIMITED: return .rateLimited(Self.rateUse(&values), windowStartMs: values.integer())
        case GR_GATE_RATE_USE: return .rateUse(Self.rateUse(&values))
        case GR_GATE_DAILY_LOSS:
            return .dailyLoss(DailyLoss(totalPnl: values.decimal(self), limit: values.decimal(self)))
        case GR_GATE_NOTIONAL_BREACH: return .notionalBreach(try notionalBreach(&values))
        case GR_GATE_NOTIONAL_USE: return .notionalUse(notionalUse(&values))
        case GR_GATE_SPREAD_SPIKE:
            return .spreadSpike(spreadBps: values.points(), limitBps: values.points(), excessBps: values.points())
        case GR_GATE_PRICE_IMPACT: return .priceImpact(priceImpact(&values))
        case GR_GATE_CALM:
            return .calm(spreadBps: values.points(), limitBps: values.points(), pricesInWindow: values.integer())
        case GR_GATE_ALL:
            let notional = notionalUse(&values)
            return .allGates(Self.rateUse(&values), notional)
        case GR_GATE_KILL_SWITCH, GR_GATE_KILL_SWITCH_BARE: return .killSwitch(try killSwitch(&values))
        case GR_GATE_KILL_SWITCH_CLEAR: return .killSwitch(KillSwitchState())
        default: throw .corrupt(RecordError("a gating record with unknown evidence", UInt64(raw.details)))
        }
    }

    private static func rateUse(_ values: inout GatingValues) -> RateUse {
        RateUse(currentCount: values.integer(), perMinuteMax: values.integer())
    }

    private func notionalUse(_ values: inout GatingValues) -> NotionalUse {
        NotionalUse(symbolNotional: values.decimal(self), totalNotional: values.decimal(self))
    }

    private func notionalBreach(_ values: inout GatingValues) throws(WorkerInterruption) -> NotionalBreach {
        let current = values.decimal(self)
        let proposed = values.decimal(self)
        let newTotal = values.decimal(self)
        let limit = values.decimal(self)
        return NotionalBreach(
            scope: try values.name(NotionalScope.self), current: current, proposed: proposed, newTotal: newTotal,
            limit: limit)
    }

    private func priceImpact(_ values: inout GatingValues) -> PriceImpact {
        let oldestPrice = values.decimal(self)
        let currentPrice = values.decimal(self)
        return PriceImpact(
            changeBps: values.number(), limitBps: values.points(), oldestPrice: oldestPrice,
            currentPrice: currentPrice, windowMs: values.integer())
    }

    private func killSwitch(
        _ values: inout GatingValues
    ) throws(WorkerInterruption) -> KillSwitchState<DrawdownTrip> {
        var details: DrawdownTrip?
        if Int(values.raw.details) == GR_GATE_KILL_SWITCH {
            details = DrawdownTrip(
                equity: values.decimal(self), highWaterMark: values.decimal(self), drawdownPct: values.number(),
                thresholdPct: values.points())
        }
        let reason = try values.name(KillSwitchReason.self)
        return KillSwitchState(KillSwitchTrip(reason: reason, timeMs: values.integer(), details: details))
    }
}
