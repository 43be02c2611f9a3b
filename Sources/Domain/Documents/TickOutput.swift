// The output of the pipeline for one snapshot: replay specification, section 4.

import DecimalArithmetic

/// What the hard filter said.
public struct FilterDecision: Sendable, Equatable, BitwiseCopyable {
    public var reason: FilterReason

    @inline(__always)
    public init(_ reason: FilterReason) { self.reason = reason }

    public var allowed: Bool { reason == .pass }
}

/// One tick's output. The arrays are reused from tick to tick.
public struct TickOutput: Sendable {
    public var time: EventTime
    public var symbol: SymbolID
    public var filter: FilterDecision
    /// nil when the hard filter refused.
    public var plan: GridPlan?
    public var actions: [ExecutionAction]
    public var events: [ExecutionEvent]

    public init() {
        time = .absent
        symbol = SymbolID(0)
        filter = FilterDecision(.pass)
        plan = nil
        actions = []
        events = []
    }

    /// Makes ready for the next tick without giving up capacity.
    @inline(__always)
    public mutating func reset(time: EventTime, symbol: SymbolID, filter: FilterDecision) {
        self.time = time
        self.symbol = symbol
        self.filter = filter
        plan = nil
        if !actions.isEmpty { actions.removeAll(keepingCapacity: true) }
        if !events.isEmpty { events.removeAll(keepingCapacity: true) }
    }

    /// The document as a tree in insertion order.
    public func document(_ symbols: borrowing SymbolTable) -> JSONValue {
        var actionDocuments: [JSONValue] = []
        for action in actions { actionDocuments.append(.document(action, symbol: symbol, symbols)) }
        var eventDocuments: [JSONValue] = []
        for event in events { eventDocuments.append(.document(event, at: time, symbol: symbol, symbols)) }
        return .object(
            JSONObject([
                ("ts", .time(time, symbols)),
                ("symbol", .symbol(symbol, symbols)),
                (
                    "prefilter_result",
                    .object(
                        JSONObject([
                            ("allowed", .bool(filter.allowed)), ("reason", .name(filter.reason)),
                            ("symbol", .symbol(symbol, symbols)),
                        ]))
                ),
                ("plan", plan.map { .document($0) } ?? .null),
                ("actions", .array(actionDocuments)),
                ("events", .array(eventDocuments)),
            ]))
    }
}

extension ByteBuffer {
    /// The tick in canonical form: exactly the bytes that the digest covers.
    public mutating func appendCanonical(_ output: borrowing TickOutput, _ symbols: borrowing SymbolTable) {
        var planText = PlanText()
        appendCanonical(output, symbols, &planText)
    }

    /// The same with the plan texts of the ticks before at hand.
    mutating func appendCanonical(
        _ output: borrowing TickOutput, _ symbols: borrowing SymbolTable, _ planText: inout PlanText
    ) {
        appendActions(of: output, symbols)
        appendEvents(of: output, symbols)
        append(",\"plan\":")
        if let plan = output.plan { planText.append(plan, to: &self) } else { append("null") }
        appendFilter(of: output, symbols)
        append(",\"symbol\":")
        appendLiteral(output.symbol, symbols)
        append(",\"ts\":")
        appendJSON(output.time, symbols)
        append(UInt8(ascii: "}"))
    }

    /// The beginning of a tick's object: its actions.
    @inline(__always)
    public mutating func appendActions(of output: borrowing TickOutput, _ symbols: borrowing SymbolTable) {
        append("{\"actions\":[")
        for index in output.actions.indices {
            if index > 0 { append(UInt8(ascii: ",")) }
            appendCanonical(output.actions[index], symbol: output.symbol, symbols)
        }
        append(UInt8(ascii: "]"))
    }

    /// The member `events`, with its comma.
    @inline(__always)
    public mutating func appendEvents(of output: borrowing TickOutput, _ symbols: borrowing SymbolTable) {
        append(",\"events\":[")
        for index in output.events.indices {
            if index > 0 { append(UInt8(ascii: ",")) }
            appendCanonical(output.events[index], at: output.time, symbol: output.symbol, symbols)
        }
        append(UInt8(ascii: "]"))
    }

    /// The member `prefilter_result`, with its comma.
    @inline(__always)
    public mutating func appendFilter(of output: borrowing TickOutput, _ symbols: borrowing SymbolTable) {
        if output.filter.allowed {
            append(",\"prefilter_result\":{\"allowed\":true,\"reason\":\"PASS")
        } else {
            append(",\"prefilter_result\":{\"allowed\":false,\"reason\":\"")
            append(name: output.filter.reason)
        }
        append("\",\"symbol\":")
        appendLiteral(output.symbol, symbols)
        append(UInt8(ascii: "}"))
    }
}
