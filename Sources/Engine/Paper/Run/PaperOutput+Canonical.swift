// Paper outputs in canonical form, in two views: the digest's, and the full object.

import DecimalArithmetic
import Domain
import Features
import Risk

/// Which members of an output are written.
public enum PaperView: Sendable {
    /// The members that `paper_digest` covers. They never change.
    case digest
    /// All members: `paper_full_digest`.
    case full
}

extension ByteBuffer {
    mutating func appendCanonical(
        _ output: borrowing PaperOutput, _ view: PaperView, _ symbols: borrowing SymbolTable,
        _ planText: inout PlanText
    ) {
        appendActions(of: output.tick, symbols)
        if view == .full {
            append(output.blockedByDrawdownGuard, as: ",\"blocked_by_dd_guard_v1\":")
        }
        append(output.blockedByGating, as: ",\"blocked_by_gating\":")
        if view == .full { appendGuardMembers(of: output, symbols) }
        appendEvents(of: output.tick, symbols)
        if view == .full {
            append(",\"features\":")
            if let features = output.features { appendCanonical(features, symbols) } else { append("null") }
        }
        append(",\"fills\":[")
        for index in output.fills.indices {
            if index > 0 { append(UInt8(ascii: ",")) }
            appendCanonical(output.fills[index], symbols)
        }
        append("],\"gating_result\":")
        appendCanonical(output.gating, symbol: output.tick.symbol, symbols)
        if view == .full {
            append(output.killSwitchTriggered, as: ",\"kill_switch_triggered\":")
            append(output.notInTopK, as: ",\"not_in_topk\":")
        }
        append(",\"plan\":")
        if let plan = output.tick.plan { planText.append(plan, to: &self) } else { append("null") }
        append(",\"pnl_snapshot\":")
        if let pnl = output.pnl { appendCanonical(pnl, symbols) } else { append("null") }
        appendFilter(of: output, symbols)
        append(",\"symbol\":")
        appendLiteral(output.tick.symbol, symbols)
        if view == .full {
            append(",\"topk_v1_rank\":")
            if let rank = output.topKRank { append(rank) } else { append("null") }
        }
        append(",\"ts\":")
        appendJSON(output.tick.time, symbols)
        append(UInt8(ascii: "}"))
    }

    private mutating func appendGuardMembers(of output: borrowing PaperOutput, _ symbols: borrowing SymbolTable) {
        append(",\"cycle_intents\":[")
        for index in output.cycleIntents.indices {
            if index > 0 { append(UInt8(ascii: ",")) }
            appendCanonical(output.cycleIntents[index], symbols)
        }
        append("],\"dd_guard_v1_decision\":")
        if let decision = output.drawdownGuardDecision { appendCanonical(decision, symbols) } else { append("null") }
        append(",\"drawdown_check\":")
        if let check = output.drawdownCheck { appendCanonical(check) } else { append("null") }
    }

    private mutating func appendFilter(of output: borrowing PaperOutput, _ symbols: borrowing SymbolTable) {
        if output.notInTopK {
            append(",\"prefilter_result\":{\"allowed\":false,\"reason\":\"not_in_topk\"}")
        } else {
            appendFilter(of: output.tick, symbols)
        }
    }

    private mutating func append(_ flag: Bool, as name: StaticString) {
        append(name)
        append(flag ? "true" : "false")
    }
}

extension DigestAccumulator {
    /// Takes one output of the paper pipeline.
    @inline(__always)
    mutating func append(_ output: borrowing PaperOutput, _ view: PaperView, _ symbols: borrowing SymbolTable) {
        let start = begin()
        buffer.appendCanonical(output, view, symbols, &planText)
        end(from: start)
    }
}
