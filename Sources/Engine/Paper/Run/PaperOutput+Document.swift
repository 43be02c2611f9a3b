// The full output as a tree, in the order of paper specification, section 14.1.

import DecimalArithmetic
import Domain
import Features
import Risk

extension PaperOutput {
    public func document(_ symbols: borrowing SymbolTable) -> JSONValue {
        var members = JSONObject()
        if case .object(let tickMembers) = tick.document(symbols) { members = tickMembers }
        if notInTopK { members.set("prefilter_result", ["allowed": false, "reason": "not_in_topk"]) }
        var fillDocuments: [JSONValue] = []
        for fill in fills { fillDocuments.append(.document(fill, symbols)) }
        var intentDocuments: [JSONValue] = []
        for intent in cycleIntents { intentDocuments.append(.document(intent, symbols)) }
        return .object(
            JSONObject([
                ("ts", members["ts"] ?? .null), ("symbol", members["symbol"] ?? .null),
                ("prefilter_result", members["prefilter_result"] ?? .null),
                ("gating_result", .document(gating, symbol: tick.symbol, symbols)),
                ("plan", members["plan"] ?? .null), ("actions", members["actions"] ?? .null),
                ("events", members["events"] ?? .null), ("blocked_by_gating", .bool(blockedByGating)),
                ("fills", .array(fillDocuments)),
                ("pnl_snapshot", Self.document(pnl) { .document($0, symbols) }),
                ("drawdown_check", Self.document(drawdownCheck) { .document($0) }),
                ("kill_switch_triggered", .bool(killSwitchTriggered)),
                ("cycle_intents", .array(intentDocuments)),
                ("features", Self.document(features) { .document($0, symbols) }),
                ("not_in_topk", .bool(notInTopK)),
                ("topk_v1_rank", topKRank.map { .integer($0) } ?? .null),
                ("blocked_by_dd_guard_v1", .bool(blockedByDrawdownGuard)),
                ("dd_guard_v1_decision", Self.document(drawdownGuardDecision) { .document($0, symbols) }),
            ]))
    }

    private static func document<Value>(_ value: Value?, _ write: (Value) -> JSONValue) -> JSONValue {
        guard let value else { return .null }
        return write(value)
    }
}
