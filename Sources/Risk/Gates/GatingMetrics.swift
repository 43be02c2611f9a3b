// Counts what the gates decided: gating specification, section 6. The engine that owns the gates owns the
// counters (no process-wide instance). Counting is O(1) without allocation past the first of each kind.
//
// The storage is in place: 3 gates, 10 reasons each. A test holds the numbers against the names.

import Domain

public struct GatingMetrics: Sendable {
    private var allowed = InlineArray<3, Int>(repeating: 0)
    /// By gate, then reason.
    private var blocked = InlineArray<30, Int>(repeating: 0)
    /// Label sets in the order of their first count, for the dump.
    private var allowedOrder: [GateName] = []
    private var blockedOrder: [(gate: GateName, reason: GateReason)] = []

    public init() {}

    /// Counts one evaluation of a gate.
    @inline(__always)
    public mutating func record(_ gate: GateName, _ result: borrowing GatingResult) {
        if result.allowed { recordAllowed(gate) } else { recordBlocked(gate, result.reason) }
    }

    @inline(__always)
    public mutating func recordAllowed(_ gate: GateName) {
        if allowed[Int(gate.code)] == 0 { allowedOrder.append(gate) }
        allowed[Int(gate.code)] += 1
    }

    public mutating func recordBlocked(_ gate: GateName, _ reason: GateReason) {
        let cell = Self.cell(gate, reason)
        if blocked[cell] == 0 { blockedOrder.append((gate, reason)) }
        blocked[cell] += 1
    }

    @inline(__always)
    public func allowedCount(_ gate: GateName) -> Int { allowed[Int(gate.code)] }

    @inline(__always)
    public func blockedCount(_ gate: GateName, _ reason: GateReason) -> Int { blocked[Self.cell(gate, reason)] }

    /// The same by the names' codes: no list of cases is made for a loop over them.
    @inline(__always)
    public func allowedCount(gateCode gate: Int) -> Int { allowed[gate] }

    @inline(__always)
    public func blockedCount(gateCode gate: Int, reasonCode reason: Int) -> Int {
        blocked[gate * GateReason.caseCount + reason]
    }

    /// Over all reasons.
    public func blockedCount(_ gate: GateName) -> Int {
        GateReason.allCases.reduce(0) { $0 + blocked[Self.cell(gate, $1)] }
    }

    public mutating func reset() { self = GatingMetrics() }

    /// Metric name → label set → count, label sets in the order of their first count.
    public var document: JSONValue {
        var allowedCounts = JSONObject()
        for gate in allowedOrder { allowedCounts.set("{gate='\(gate.rawValue)'}", .integer(allowedCount(gate))) }
        var blockedCounts = JSONObject()
        for (gate, reason) in blockedOrder {
            let labels = "{gate='\(gate.rawValue)',reason='\(reason.rawValue)'}"
            blockedCounts.set(labels, .integer(blockedCount(gate, reason)))
        }
        return .object(
            JSONObject([
                (Self.allowedName, .object(allowedCounts)), (Self.blockedName, .object(blockedCounts)),
            ]))
    }

    public static let allowedName = "grinder_gating_allowed_total"
    public static let blockedName = "grinder_gating_blocked_total"

    private static func cell(_ gate: GateName, _ reason: GateReason) -> Int {
        Int(gate.code) * GateReason.caseCount + Int(reason.code)
    }
}

extension ByteBuffer {
    /// The text exposition: both families with their head lines, samples sorted by label.
    public mutating func appendExposition(_ metrics: borrowing GatingMetrics) {
        appendHead(GatingMetrics.allowedName, "Total allowed gating decisions")
        for gate in GateName.allCases {
            appendSample(GatingMetrics.allowedName, "gate=\"\(gate.rawValue)\"", metrics.allowedCount(gate))
        }
        appendHead(GatingMetrics.blockedName, "Total blocked gating decisions")
        for gate in GateName.allCases {
            for reason in GateReason.allCases.sorted(by: { $0.rawValue < $1.rawValue }) {
                let labels = "gate=\"\(gate.rawValue)\",reason=\"\(reason.rawValue)\""
                appendSample(GatingMetrics.blockedName, labels, metrics.blockedCount(gate, reason))
            }
        }
    }

    private mutating func appendHead(_ name: String, _ help: String) {
        append(text: "# HELP \(name) \(help)\n# TYPE \(name) counter\n")
    }

    /// A series that was never counted has no sample.
    private mutating func appendSample(_ name: String, _ labels: String, _ count: Int) {
        if count > 0 { append(text: "\(name){\(labels)} \(count)\n") }
    }
}
