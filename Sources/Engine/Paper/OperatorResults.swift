// What the operator hooks of paper trading answer: paper specification, section 13.

import DecimalArithmetic
import Domain
import Risk

public enum FlattenReason: String, StableName {
    case executed = "FLATTEN_EXECUTED"
    case noPosition = "NO_POSITION"
    /// Reserved: drawdown guard v1 always allows to reduce risk.
    case reduceRiskBlocked = "REDUCE_RISK_BLOCKED"
    public static var caseCount: Int { 3 }
}

public struct FlattenResult: Sendable {
    public var reason: FlattenReason
    public var positionBefore: Position?
    public var positionAfter: Position?
    public var fill: Fill?
    /// nil when guard v1 is not enabled or was not asked.
    public var decision: GuardDecision?

    public var executed: Bool { reason == .executed }
}

public enum GuardResetReason: String, StableName {
    case resetToNormal = "RESET_TO_NORMAL"
    case notEnabled = "DD_GUARD_V1_NOT_ENABLED"
    public static var caseCount: Int { 2 }
}

public struct GuardResetResult: Sendable, Equatable {
    /// nil when the guard is not enabled.
    public var stateBefore: GuardState?

    public var reason: GuardResetReason { stateBefore == nil ? .notEnabled : .resetToNormal }
}

extension JSONValue {
    public static func document(_ result: FlattenResult, _ symbols: borrowing SymbolTable) -> JSONValue {
        var members = JSONObject([
            ("executed", .bool(result.executed)), ("reason", .name(result.reason)),
            ("position_before", result.positionBefore.map { .document($0) } ?? .null),
            ("position_after", result.positionAfter.map { .document($0) } ?? .null),
            ("fill", .null), ("dd_guard_v1_decision", .null),
        ])
        if let fill = result.fill { members.set("fill", .document(fill, symbols)) }
        if let decision = result.decision { members.set("dd_guard_v1_decision", .document(decision, symbols)) }
        return .object(members)
    }

    public static func document(_ result: GuardResetResult) -> JSONValue {
        .object(
            JSONObject([
                ("reset", .bool(result.stateBefore != nil)),
                ("state_before", result.stateBefore.map { .name($0) } ?? .null),
                ("state_after", result.stateBefore.map { _ in .name(GuardState.normal) } ?? .null),
                ("reason", .name(result.reason)),
            ]))
    }
}
