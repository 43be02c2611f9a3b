// Market events as records of the market ring.

import CGrinder
import DecimalArithmetic
import Domain

extension RecordWriter {
    /// Sends one event; `receiveTimeNs` is this machine's monotonic clock.
    mutating func write(
        _ event: borrowing MarketEvent, receiveTimeNs: UInt64, _ symbols: borrowing SymbolTable
    ) throws(WorkerInterruption) {
        try define(event.time, symbols)
        guard event.kind == .snapshot else {
            return try write(fault: event.kind == .rejected ? (event.fault, event.field) : nil, at: event.time)
        }
        try define(event.symbol, symbols)
        if let record = Self.snapshot(event, receiveTimeNs: receiveTimeNs) { return try write(record) }
        try writeAhead(event.bidPrice, field: 0)
        try writeAhead(event.askPrice, field: 1)
        try writeAhead(event.bidQuantity, field: 2)
        try writeAhead(event.askQuantity, field: 3)
        try write(Self.head(event, GR_RECORD_WIDE_SNAPSHOT, receiveTimeNs: receiveTimeNs))
    }

    /// A snapshot as one record; nil when a value does not fit and has to be sent ahead.
    @inline(__always)
    static func snapshot(_ event: borrowing MarketEvent, receiveTimeNs: UInt64) -> gr_snapshot_t? {
        guard let bid = event.bidPrice.compact, let ask = event.askPrice.compact,
            let bidQuantity = event.bidQuantity.compact, let askQuantity = event.askQuantity.compact
        else { return nil }
        var record = head(event, GR_RECORD_SNAPSHOT, receiveTimeNs: receiveTimeNs)
        (record.bid_price, record.bid_price_exponent) = bid
        (record.ask_price, record.ask_price_exponent) = ask
        (record.bid_quantity, record.bid_quantity_exponent) = bidQuantity
        (record.ask_quantity, record.ask_quantity_exponent) = askQuantity
        return record
    }

    @inline(__always)
    private static func head(_ event: borrowing MarketEvent, _ kind: Int, receiveTimeNs: UInt64) -> gr_snapshot_t {
        var record = gr_snapshot_t()
        record.kind = UInt8(kind)
        record.time_kind = event.time.kind.rawValue
        record.symbol = UInt16(event.symbol.index)
        record.event_time = event.time.payload
        record.receive_time_ns = receiveTimeNs
        return record
    }

    /// Sends an event that yields no output: with a fault, or merely unhandled.
    /// - Parameter keepsOrders: the event failed after its orders were taken over.
    mutating func write(
        fault: (fault: EventFault, field: SnapshotField?)?, at time: EventTime, keepsOrders: Bool = false
    ) throws(WorkerInterruption) {
        try write(Self.record(of: fault, at: time, keepsOrders: keepsOrders))
    }

    static func record(
        of fault: (fault: EventFault, field: SnapshotField?)?, at time: EventTime, keepsOrders: Bool = false
    ) -> gr_fault_t {
        var record = gr_fault_t()
        record.keeps_orders = keepsOrders ? 1 : 0
        record.kind = UInt8(fault == nil ? GR_RECORD_UNHANDLED : GR_RECORD_FAULT)
        record.time_kind = time.kind.rawValue
        record.event_time = time.payload
        if let fault {
            record.fault = fault.fault.code
            record.has_field = fault.field == nil ? 0 : 1
            record.field = fault.field?.code ?? 0
        }
        return record
    }

    /// Says that the source is at its end, or the selection pass over it.
    mutating func writeEnd(events: Int, kind: Int = GR_RECORD_END) throws(WorkerInterruption) {
        var record = gr_end_t()
        record.kind = UInt8(kind)
        record.events = UInt64(events)
        try write(record)
    }
}

extension RecordReader {
    @inline(__always)
    func snapshot(_ record: UnsafePointer<gr_record_t>) throws(WorkerInterruption) -> MarketEvent {
        try definitions.snapshot(record)
    }

    func failure(
        _ record: UnsafePointer<gr_record_t>
    ) throws(WorkerInterruption) -> (time: EventTime, fault: EventFault, field: SnapshotField?) {
        try definitions.failure(record)
    }

    func end(_ record: UnsafePointer<gr_record_t>) throws(WorkerInterruption) -> Int { try definitions.end(record) }

    @inline(__always)
    func eventTime(_ kind: UInt8, _ payload: Int64) throws(WorkerInterruption) -> EventTime {
        try definitions.eventTime(kind, payload)
    }
}

extension RecordDefinitions {
    /// The snapshot that `record` holds.
    @inline(__always)
    func snapshot(_ record: UnsafePointer<gr_record_t>) throws(WorkerInterruption) -> MarketEvent {
        let raw = record.as(gr_snapshot_t.self)
        guard Int(raw.symbol) < symbols.count else {
            throw .corrupt(RecordError("a symbol that was never defined", UInt64(raw.symbol)))
        }
        let time = try eventTime(raw.time_kind, raw.event_time)
        var event = MarketEvent(kind: .snapshot, time: time, symbol: SymbolID(UInt32(raw.symbol)))
        if Int(raw.kind) == GR_RECORD_SNAPSHOT {
            event.bidPrice = Decimal(compact: raw.bid_price, exponent: raw.bid_price_exponent)
            event.askPrice = Decimal(compact: raw.ask_price, exponent: raw.ask_price_exponent)
            event.bidQuantity = Decimal(compact: raw.bid_quantity, exponent: raw.bid_quantity_exponent)
            event.askQuantity = Decimal(compact: raw.ask_quantity, exponent: raw.ask_quantity_exponent)
        } else {
            event.bidPrice = value(ahead: 0)
            event.askPrice = value(ahead: 1)
            event.bidQuantity = value(ahead: 2)
            event.askQuantity = value(ahead: 3)
        }
        return event
    }

    /// The failure that `record` reports.
    func failure(
        _ record: UnsafePointer<gr_record_t>
    ) throws(WorkerInterruption) -> (time: EventTime, fault: EventFault, field: SnapshotField?) {
        let raw = record.as(gr_fault_t.self)
        let time = try eventTime(raw.time_kind, raw.event_time)
        guard let fault = EventFault(code: raw.fault), let field = SnapshotField(code: raw.field) else {
            throw .corrupt(RecordError("an unknown fault or field", UInt64(raw.fault)))
        }
        return (time, fault, raw.has_field == 0 ? nil : field)
    }

    /// Records of the source, as the end record says.
    func end(_ record: UnsafePointer<gr_record_t>) throws(WorkerInterruption) -> Int {
        try number(record.as(gr_end_t.self).events)
    }

    @inline(__always)
    func eventTime(_ kind: UInt8, _ payload: Int64) throws(WorkerInterruption) -> EventTime {
        guard let kind = EventTime.Kind(rawValue: kind),
            kind != .text || (0..<Int64(symbols.count)).contains(payload)
        else { throw .corrupt(RecordError("an event time of an unknown kind or text", UInt64(kind))) }
        return EventTime(kind: kind, payload: payload)
    }
}
