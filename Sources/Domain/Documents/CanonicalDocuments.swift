// The documents that digests are made of, written straight in canonical form: keys already in
// sorted order, no intermediate tree. `DocumentTrees.swift` holds the same documents as trees for
// pretty files; a test proves that both say the same.

import DecimalArithmetic

extension ByteBuffer {
    /// `"text"` of a decimal.
    @inline(__always)
    public mutating func appendQuoted(_ value: Decimal) {
        append(UInt8(ascii: "\""))
        append(value)
        append(UInt8(ascii: "\""))
    }

    public mutating func appendCanonical(_ plan: borrowing GridPlan) {
        append("{\"center_price\":")
        appendQuoted(plan.centerPrice)
        appendAfterCenter(of: plan)
    }

    /// The canonical plan from behind its centre price on.
    mutating func appendAfterCenter(of plan: borrowing GridPlan) {
        append(",\"levels_down\":")
        append(plan.levelsDown)
        append(",\"levels_up\":")
        append(plan.levelsUp)
        append(",\"mode\":\"")
        append(name: plan.mode)
        append("\",\"reason_codes\":[")
        for index in 0..<plan.reasons.count {
            if index > 0 { append(UInt8(ascii: ",")) }
            append(UInt8(ascii: "\""))
            append(name: plan.reasons[index])
            append(UInt8(ascii: "\""))
        }
        append("],\"regime\":\"")
        append(name: plan.regime)
        append("\",\"reset_action\":\"")
        append(name: plan.reset)
        append("\",\"size_schedule\":")
        appendCanonical(plan.sizes)
        append(",\"skew_bps\":")
        append(plan.skewBps)
        append(",\"spacing_bps\":")
        append(plan.spacingBps)
        append(",\"width_bps\":")
        append(plan.widthBps)
        append(UInt8(ascii: "}"))
    }

    /// The eight members of a plan that its digest covers: execution specification, section 2.
    public mutating func appendDigestView(of plan: borrowing GridPlan) {
        append("{\"center_price\":")
        appendQuoted(plan.centerPrice)
        append(",\"levels_down\":")
        append(plan.levelsDown)
        append(",\"levels_up\":")
        append(plan.levelsUp)
        append(",\"mode\":\"")
        append(name: plan.mode)
        append("\",\"reset_action\":\"")
        append(name: plan.reset)
        append("\",\"size_schedule\":")
        appendCanonical(plan.sizes)
        append(",\"skew_bps\":")
        append(plan.skewBps)
        append(",\"spacing_bps\":")
        append(plan.spacingBps)
        append(UInt8(ascii: "}"))
    }

    public mutating func appendCanonical(_ sizes: borrowing SizeSchedule) {
        append(UInt8(ascii: "["))
        switch sizes {
        case .uniform(let size, let count):
            for index in 0..<count {
                if index > 0 { append(UInt8(ascii: ",")) }
                appendQuoted(size)
            }
        case .listed(let list):
            for (index, size) in list.enumerated() {
                if index > 0 { append(UInt8(ascii: ",")) }
                appendQuoted(size)
            }
        }
        append(UInt8(ascii: "]"))
    }

    public mutating func appendCanonical(
        _ action: ExecutionAction, symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) {
        switch action {
        case .place(let key, let price, let quantity, let reason):
            append("{\"action_type\":\"PLACE\",\"level_id\":")
            append(Int(key.level))
            append(",\"order_id\":null,\"price\":")
            appendQuotedUnlessZero(price)
            append(",\"quantity\":")
            appendQuotedUnlessZero(quantity)
            append(",\"reason\":\"")
            append(name: reason)
            append("\",\"side\":\"")
            append(name: key.side)
            append("\",\"symbol\":")
        case .cancel(let id, let reason):
            append("{\"action_type\":\"CANCEL\",\"level_id\":0,\"order_id\":")
            appendQuoted(id, symbols)
            append(",\"price\":null,\"quantity\":null,\"reason\":\"")
            append(name: reason)
            append("\",\"side\":null,\"symbol\":")
        }
        appendLiteral(symbol, symbols)
        append(UInt8(ascii: "}"))
    }

    public mutating func appendCanonical(
        _ event: ExecutionEvent, at time: EventTime, symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) {
        let type: String
        switch event {
        case .summary(let kind, let placed, let cancelled, let reset):
            type = kind.rawValue
            append("{\"details\":{\"cancelled_count\":")
            append(cancelled)
            if kind == .reconcile || kind == .hardReset {
                append(",\"placed_count\":")
                append(placed)
            }
            if kind == .reconcile {
                append(",\"reset_action\":\"")
                append(name: reset)
                append(UInt8(ascii: "\""))
            }
        case .guardSkipped(let reason, let key, let price, let quantity):
            type = "ORDER_SKIPPED"
            append("{\"details\":{\"level_id\":")
            append(Int(key.level))
            append(",\"price\":")
            appendQuoted(price)
            append(",\"quantity\":")
            appendQuoted(quantity)
            append(",\"reason\":\"")
            append(name: reason)
            append("\",\"side\":\"")
            append(name: key.side)
            append(UInt8(ascii: "\""))
        case .quantitySkipped(let key, let original, let rounded):
            type = "ORDER_SKIPPED"
            append("{\"details\":{\"level_id\":")
            append(Int(key.level))
            append(",\"original_qty\":")
            appendQuoted(original)
            append(",\"reason\":\"")
            append(name: SkipReason.quantityBelowMinimum)
            append("\",\"rounded_qty\":")
            appendQuoted(rounded)
            append(",\"side\":\"")
            append(name: key.side)
            append(UInt8(ascii: "\""))
        }
        append("},\"event_type\":\"")
        append(text: type)
        append("\",\"symbol\":")
        appendLiteral(symbol, symbols)
        append(",\"ts\":")
        appendJSON(time, symbols)
        append(UInt8(ascii: "}"))
    }

    private mutating func appendQuotedUnlessZero(_ value: Decimal) {
        if value.isSet { appendQuoted(value) } else { append("null") }
    }

    private mutating func appendQuoted(_ id: OrderID, _ symbols: borrowing SymbolTable) {
        let start = beginJSONString()
        append(id, symbols)
        endJSONString(from: start)
    }
}
