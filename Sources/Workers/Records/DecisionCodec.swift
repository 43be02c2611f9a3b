// A tick's decision as records of the intent ring: the tick, its plan with the size schedule, the
// actions in order, and the summary that completes it.

import CGrinder
import DecimalArithmetic
import Domain

/// Fields of values sent ahead, by the record that needs them.
enum AheadField {
    static let center: UInt8 = 0
    static let size: UInt8 = 1
    static let price: UInt8 = 2
    static let quantity: UInt8 = 3
}

/// When and by whom a decision was made.
struct DecisionStamp {
    /// Decisions since the start, from 1.
    var tick: UInt64
    var fence: UInt64
    /// CLOCK_MONOTONIC ns, as all times of this machine that travel in records.
    var receiveTimeNs: UInt64
    var decideTimeNs: UInt64
}

extension RecordWriter {
    /// Sends a decision. `output` must hold exactly the summary event, or none and a plan that is not executed.
    /// - Parameter midPrice: what fills are judged by; nil where nothing is filled.
    mutating func write(
        _ output: borrowing TickOutput, _ stamp: DecisionStamp, midPrice: Decimal? = nil,
        _ symbols: borrowing SymbolTable
    ) throws(WorkerInterruption) {
        try define(output.time, symbols)
        try define(output.symbol, symbols)
        var tick = gr_tick_t()
        tick.kind = UInt8(GR_RECORD_TICK)
        tick.time_kind = output.time.kind.rawValue
        tick.symbol = UInt16(output.symbol.index)
        tick.filter_reason = output.filter.reason.code
        let isExecuted = !output.events.isEmpty
        tick.plan = UInt8(output.plan == nil ? GR_PLAN_NONE : isExecuted ? GR_PLAN_EXECUTED : GR_PLAN_KEPT)
        if let midPrice { (tick.mid_price, tick.mid_exponent) = try hot(midPrice, field: 0, &tick.wide) }
        tick.event_time = output.time.payload
        tick.receive_time_ns = stamp.receiveTimeNs
        tick.decide_time_ns = stamp.decideTimeNs
        tick.tick = stamp.tick
        tick.fence = stamp.fence
        try write(tick)
        guard let plan = output.plan else { return }
        try write(plan)
        guard isExecuted else { return }
        for index in output.actions.indices { try write(output.actions[index], stamp.fence, symbols) }
        try write(output.events[0], stamp)
    }

    private mutating func write(_ plan: GridPlan) throws(WorkerInterruption) {
        var record = gr_plan_t()
        record.kind = UInt8(GR_RECORD_PLAN)
        record.mode = plan.mode.code
        record.regime = plan.regime.code
        record.reset = plan.reset.code
        record.integer_points =
            (plan.spacingBps.isInteger ? 1 : 0) | (plan.skewBps.isInteger ? 2 : 0) | (plan.widthBps.isInteger ? 4 : 0)
        record.reason_count = UInt8(plan.reasons.count)
        record.reasons = plan.reasons.packed
        record.spacing_bps = plan.spacingBps.value
        record.skew_bps = plan.skewBps.value
        record.width_bps = plan.widthBps.value
        record.levels_up = UInt32(plan.levelsUp)
        record.levels_down = UInt32(plan.levelsDown)
        if let center = plan.centerPrice.compact {
            (record.center_price, record.center_exponent) = center
        } else {
            record.wide = 1
            try writeAhead(plan.centerPrice, field: AheadField.center)
        }
        try write(record)
        switch plan.sizes {
        case .uniform(let size, let count): try write(size: size, count: count, isUniform: true)
        case .listed(let sizes): for size in sizes { try write(size: size, count: 1, isUniform: false) }
        }
    }

    private mutating func write(size: Decimal, count: Int, isUniform: Bool) throws(WorkerInterruption) {
        var record = gr_size_t()
        record.kind = UInt8(GR_RECORD_SIZE)
        record.is_uniform = isUniform ? 1 : 0
        record.count = UInt32(count)
        if let words = size.words {
            record.low = words.low
            record.high = words.high
            record.exponent = words.exponent
            record.flags = words.flags
        } else {
            record.wide = 1
            try writeAhead(size, field: AheadField.size)
        }
        try write(record)
    }

    private mutating func write(
        _ action: ExecutionAction, _ fence: UInt64, _ symbols: borrowing SymbolTable
    ) throws(WorkerInterruption) {
        var record = gr_action_t()
        record.kind = UInt8(GR_RECORD_ACTION)
        record.fence = fence
        switch action {
        case .place(let key, let price, let quantity, let reason):
            record.type = ActionType.place.code
            record.side = key.side.code
            record.level = key.level
            record.reason = reason.code
            if let compact = price.compact {
                (record.price, record.price_exponent) = compact
            } else {
                record.wide |= 1
                try writeAhead(price, field: AheadField.price)
            }
            if let compact = quantity.compact {
                (record.quantity, record.quantity_exponent) = compact
            } else {
                record.wide |= 2
                try writeAhead(quantity, field: AheadField.quantity)
            }
        case .cancel(let id, let reason):
            try define(id.time, symbols)
            try define(id.symbol, symbols)
            record.type = ActionType.cancel.code
            record.reason = reason.code
            record.side = id.side.code
            record.level = id.level
            record.order_symbol = id.symbol.index
            record.order_number = UInt64(id.number)
            record.order_time = id.time.payload
            record.order_time_kind = id.time.kind.rawValue
        }
        try write(record)
    }

    private mutating func write(_ event: ExecutionEvent, _ stamp: DecisionStamp) throws(WorkerInterruption) {
        guard case .summary(let kind, let placed, let cancelled, let reset) = event else {
            preconditionFailure("a decision ends with its summary")
        }
        var record = gr_summary_t()
        record.kind = UInt8(GR_RECORD_SUMMARY)
        record.summary = kind.code
        record.reset = reset.code
        record.placed = UInt32(placed)
        record.cancelled = UInt32(cancelled)
        record.tick = stamp.tick
        record.fence = stamp.fence
        try write(record)
    }
}

/// Puts decisions together again on the other side, record by record, into an output that the caller owns.
struct DecisionAssembler {
    private(set) var tick: UInt64 = 0
    /// The leadership epoch of the decision.
    private(set) var fence: UInt64 = 0
    /// When the feed had the event, and when it was decided.
    private(set) var receiveTimeNs: UInt64 = 0
    private(set) var decideTimeNs: UInt64 = 0
    /// Of a tick of the paper pipeline.
    private(set) var midPrice = Decimal.zero
    private var sizes: [Decimal] = []
    private var uniform: (size: Decimal, count: Int)?
    private var state = State.closed

    private enum State {
        case closed
        /// A tick has begun whose summary is still to come.
        case untilSummary
        /// A tick has begun whose plan is not executed.
        case untilSettled
    }

    /// Whether a tick has begun that is not complete.
    var isOpen: Bool { state != .closed }

    /// Takes one record of the intent ring; true when it completes a decision.
    @inline(__always)
    mutating func take(
        _ record: UnsafePointer<gr_record_t>, _ reader: borrowing RecordReader, into output: inout TickOutput
    ) throws(WorkerInterruption) -> Bool {
        switch Int(record.pointee.kind) {
        case GR_RECORD_TICK: return try begin(record.as(gr_tick_t.self), reader, &output)
        case GR_RECORD_PLAN: try take(record.as(gr_plan_t.self), reader, &output)
        case GR_RECORD_SIZE: try take(record.as(gr_size_t.self), reader, output)
        case GR_RECORD_ACTION: try take(record.as(gr_action_t.self), reader, &output)
        case GR_RECORD_SUMMARY:
            try finish(record.as(gr_summary_t.self), &output)
            return true
        default:
            throw .corrupt(RecordError("a kind that does not belong on the intent ring", UInt64(record.pointee.kind)))
        }
        return false
    }

    /// Completes a decision whose plan is not executed: nothing else says where it ends.
    mutating func close(_ output: inout TickOutput) throws(WorkerInterruption) {
        guard state == .untilSettled, output.plan != nil else {
            throw .corrupt(RecordError("a tick that ends before its plan", tick))
        }
        complete(&output)
    }

    private mutating func begin(
        _ raw: gr_tick_t, _ reader: borrowing RecordReader, _ output: inout TickOutput
    ) throws(WorkerInterruption) -> Bool {
        guard let reason = FilterReason(code: raw.filter_reason), Int(raw.symbol) < reader.definitions.symbols.count else {
            throw .corrupt(RecordError("a tick with an unknown symbol or filter reason", UInt64(raw.symbol)))
        }
        guard !isOpen else { throw .corrupt(RecordError("a tick begins within another", raw.tick)) }
        switch Int(raw.plan) {
        case GR_PLAN_NONE: state = .closed
        case GR_PLAN_EXECUTED: state = .untilSummary
        case GR_PLAN_KEPT: state = .untilSettled
        default: throw .corrupt(RecordError("a tick with an unknown kind of plan", UInt64(raw.plan)))
        }
        let time = try reader.eventTime(raw.time_kind, raw.event_time)
        output.reset(time: time, symbol: SymbolID(UInt32(raw.symbol)), filter: FilterDecision(reason))
        tick = raw.tick
        fence = raw.fence
        receiveTimeNs = raw.receive_time_ns
        decideTimeNs = raw.decide_time_ns
        midPrice = reader.decimal(raw.mid_price, raw.mid_exponent, field: 0, wide: raw.wide)
        if !sizes.isEmpty { sizes.removeAll(keepingCapacity: true) }
        uniform = nil
        return state == .closed
    }

    private mutating func take(
        _ raw: gr_plan_t, _ reader: borrowing RecordReader, _ output: inout TickOutput
    ) throws(WorkerInterruption) {
        guard isOpen, output.plan == nil else { throw .corrupt(RecordError("a plan that belongs to no tick")) }
        guard let mode = GridMode(code: raw.mode), let regime = MarketRegime(code: raw.regime),
            let reset = ResetAction(code: raw.reset),
            let reasons = PlanReasons(packed: raw.reasons, count: Int(raw.reason_count))
        else { throw .corrupt(RecordError("a plan with an unknown mode, regime, reset or reason")) }
        output.plan = GridPlan(
            mode: mode,
            centerPrice: raw.wide == 0
                ? Decimal(compact: raw.center_price, exponent: raw.center_exponent)
                : reader.value(ahead: Int(AheadField.center)),
            spacingBps: BasisPoints(raw.spacing_bps, isInteger: raw.integer_points & 1 != 0),
            levelsUp: Int(raw.levels_up), levelsDown: Int(raw.levels_down), sizes: .uniform(.zero, count: 0),
            skewBps: BasisPoints(raw.skew_bps, isInteger: raw.integer_points & 2 != 0), regime: regime,
            widthBps: BasisPoints(raw.width_bps, isInteger: raw.integer_points & 4 != 0), reset: reset,
            reasons: reasons)
    }

    private mutating func take(
        _ raw: gr_size_t, _ reader: borrowing RecordReader, _ output: borrowing TickOutput
    ) throws(WorkerInterruption) {
        guard output.plan != nil, isOpen else { throw .corrupt(RecordError("a size that belongs to no plan")) }
        let words = DecimalWords(low: raw.low, high: raw.high, exponent: raw.exponent, flags: raw.flags)
        guard let size = raw.wide == 0 ? Decimal(words: words) : reader.value(ahead: Int(AheadField.size)) else {
            throw .corrupt(RecordError("a size that is no decimal"))
        }
        if raw.is_uniform != 0 { uniform = (size, Int(raw.count)) } else { sizes.append(size) }
    }

    private mutating func take(
        _ raw: gr_action_t, _ reader: borrowing RecordReader, _ output: inout TickOutput
    ) throws(WorkerInterruption) {
        guard let type = ActionType(code: raw.type), let side = OrderSide(code: raw.side),
            let reason = ActionReason(code: raw.reason), type == .place || type == .cancel
        else { throw .corrupt(RecordError("an action of an unknown type, side or reason", UInt64(raw.type))) }
        guard output.plan != nil, state == .untilSummary else { throw .corrupt(RecordError("an action that belongs to no plan")) }
        if type == .cancel {
            guard Int(raw.order_symbol) < reader.definitions.symbols.count else {
                throw .corrupt(RecordError("an order of a symbol that was never defined", UInt64(raw.order_symbol)))
            }
            let time = try reader.eventTime(raw.order_time_kind, raw.order_time)
            let id = OrderID(
                symbol: SymbolID(raw.order_symbol), time: time, level: raw.level, side: side,
                number: try reader.number(raw.order_number))
            output.actions.append(.cancel(id, reason))
            return
        }
        let price =
            raw.wide & 1 == 0
            ? Decimal(compact: raw.price, exponent: raw.price_exponent) : reader.value(ahead: Int(AheadField.price))
        let quantity =
            raw.wide & 2 == 0
            ? Decimal(compact: raw.quantity, exponent: raw.quantity_exponent)
            : reader.value(ahead: Int(AheadField.quantity))
        output.actions.append(
            .place(LevelKey(side: side, level: raw.level), price: price, quantity: quantity, reason))
    }

    private mutating func finish(_ raw: gr_summary_t, _ output: inout TickOutput) throws(WorkerInterruption) {
        guard let kind = SummaryKind(code: raw.summary), let reset = ResetAction(code: raw.reset), raw.tick == tick,
            state == .untilSummary, output.plan != nil
        else { throw .corrupt(RecordError("a summary that belongs to no tick")) }
        guard Int(raw.placed) + Int(raw.cancelled) == output.actions.count else {
            throw .corrupt(RecordError("a summary that does not count its tick's actions", UInt64(output.actions.count)))
        }
        complete(&output)
        output.events.append(
            .summary(kind, placed: Int(raw.placed), cancelled: Int(raw.cancelled), reset: reset))
    }

    private mutating func complete(_ output: inout TickOutput) {
        state = .closed
        output.plan?.sizes = uniform.map { .uniform($0.size, count: $0.count) } ?? .listed(sizes)
    }
}
