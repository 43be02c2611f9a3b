// Gating results as the digest sees them: keys in sorted order, no intermediate tree.

import DecimalArithmetic
import Domain

extension ByteBuffer {
    /// - Parameter symbol: the symbol that the gates were asked about.
    public mutating func appendCanonical(
        _ result: borrowing GatingResult, symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) {
        append(result.allowed ? "{\"allowed\":true,\"details\":" : "{\"allowed\":false,\"details\":")
        if let details = result.details { appendCanonical(details, symbol: symbol, symbols) } else { append("null") }
        append(",\"reason\":\"")
        append(name: result.reason)
        append("\"}")
    }

    mutating func appendCanonical(
        _ details: borrowing GateDetails, symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) {
        switch details {
        case .cooldown(let cooldown): appendCanonical(cooldown)
        case .rateLimited(let use, let windowStartMs):
            appendMembers(use)
            append(",\"window_start_ts\":")
            append(windowStartMs)
            append(UInt8(ascii: "}"))
        case .rateUse(let use): appendCanonical(use)
        case .dailyLoss(let loss):
            append("{\"daily_loss_limit\":")
            appendQuoted(loss.limit)
            append(",\"total_pnl\":")
            appendQuoted(loss.totalPnl)
            append(UInt8(ascii: "}"))
        case .notionalBreach(let breach): appendCanonical(breach, symbol, symbols)
        case .notionalUse(let use): appendCanonical(use, symbol, symbols)
        case .spreadSpike(let spreadBps, let limitBps, let excessBps):
            append("{\"excess_bps\":")
            append(excessBps)
            append(",\"max_spread_bps\":")
            append(limitBps)
            append(",\"spread_bps\":")
            append(spreadBps)
            append(UInt8(ascii: "}"))
        case .priceImpact(let impact): appendCanonical(impact)
        case .calm(let spreadBps, let limitBps, let pricesInWindow):
            append("{\"max_spread_bps\":")
            append(limitBps)
            append(",\"prices_in_window\":")
            append(pricesInWindow)
            append(",\"spread_bps\":")
            append(spreadBps)
            append(UInt8(ascii: "}"))
        case .allGates(let rate, let notional):
            append("{\"rate_limiter\":")
            appendCanonical(rate)
            append(",\"risk_gate\":")
            appendCanonical(notional, symbol, symbols)
            append(UInt8(ascii: "}"))
        case .killSwitch(let state):
            append("{\"kill_switch_state\":")
            appendCanonical(state)
            append(UInt8(ascii: "}"))
        }
    }

    private mutating func appendCanonical(_ cooldown: Cooldown) {
        append("{\"cooldown_ms\":")
        append(cooldown.cooldownMs)
        append(",\"elapsed_ms\":")
        append(cooldown.elapsedMs)
        append(",\"remaining_ms\":")
        append(cooldown.remainingMs)
        append(UInt8(ascii: "}"))
    }

    private mutating func appendMembers(_ use: RateUse) {
        append("{\"current_count\":")
        append(use.currentCount)
        append(",\"max_per_minute\":")
        append(use.perMinuteMax)
    }

    private mutating func appendCanonical(_ use: RateUse) {
        appendMembers(use)
        append(UInt8(ascii: "}"))
    }

    private mutating func appendCanonical(
        _ breach: NotionalBreach, _ symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) {
        append(breach.scope == .symbol ? "{\"current_notional\":" : "{\"current_total\":")
        appendQuoted(breach.current)
        append(",\"limit\":")
        appendQuoted(breach.limit)
        append(",\"new_total\":")
        appendQuoted(breach.newTotal)
        append(",\"proposed_notional\":")
        appendQuoted(breach.proposed)
        append(",\"scope\":\"")
        append(name: breach.scope)
        append(UInt8(ascii: "\""))
        if breach.scope == .symbol {
            append(",\"symbol\":")
            appendLiteral(symbol, symbols)
        }
        append(UInt8(ascii: "}"))
    }

    private mutating func appendCanonical(
        _ use: NotionalUse, _ symbol: SymbolID, _ symbols: borrowing SymbolTable
    ) {
        append("{\"symbol\":")
        appendLiteral(symbol, symbols)
        append(",\"symbol_notional\":")
        appendQuoted(use.symbolNotional)
        append(",\"total_notional\":")
        appendQuoted(use.totalNotional)
        append(UInt8(ascii: "}"))
    }

    private mutating func appendCanonical(_ impact: PriceImpact) {
        append("{\"current_price\":")
        appendQuoted(impact.currentPrice)
        append(",\"max_price_impact_bps\":")
        append(impact.limitBps)
        append(",\"oldest_price\":")
        appendQuoted(impact.oldestPrice)
        append(",\"price_change_bps\":")
        append(impact.changeBps)
        append(",\"window_ms\":")
        append(impact.windowMs)
        append(UInt8(ascii: "}"))
    }
}
