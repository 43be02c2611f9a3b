// The keys of /status.json.

import Domain

extension StatusDocument {
    public var document: JSONValue {
        [
            "schema": 1, "version": .text(BuildInfo.version), "instance": .text(instanceID), "pipeline": .text(pipeline),
            "source": .text(source), "time_ms": .integer(timeMs), "uptime_s": .double(Self.milli(health.uptimeSeconds)),
            "role": .text(health.role.rawValue), "ready": .bool(health.isReady),
            "blockers": .array(health.blockers.map { .text($0) }), "permits": permits.document,
            "workers": .array(workers.map(\.document)), "rings": .array(rings.map(\.document)),
            "latencies": .array(latencies.map(\.document)), "gates": .array(gates.map(\.document)),
            "account": account?.document ?? .null, "positions": .array(positions.map(\.document)),
            "decisions": .array(decisions.map(\.document)),
        ]
    }

    /// Rounded to a thousandth: more says nothing here.
    fileprivate static func milli(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

extension JSONValue {
    /// One line, keys in their own order.
    var canonicalOrderText: String {
        var buffer = ByteBuffer()
        buffer.appendCompact(self)
        return buffer.string
    }

    fileprivate static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

    fileprivate static func seconds(_ value: Double?) -> JSONValue { value.map { .double(StatusDocument.milli($0)) } ?? .null }
}

extension StatusDocument.Permits {
    private var leaseSeconds: Double? { if case .seconds(let seconds) = lease { seconds } else { nil } }

    fileprivate var document: JSONValue {
        [
            "armed": .bool(isArmed), "mode": .text(mode), "kill_switch": killSwitch.map { .text($0) } ?? .null,
            "operator_override": .text(operatorOverride), "lease": .text(lease == .none ? "none" : "held"),
            "lease_remaining_s": .seconds(leaseSeconds),
            "fence_epoch": .integer(fenceEpoch),
        ]
    }
}

extension StatusDocument.Worker {
    fileprivate var document: JSONValue {
        [
            "role": .text(role), "pid": .integer(processID), "state": .text(state), "restarts": .integer(restarts),
            "heartbeat_age_s": .seconds(heartbeatAgeSeconds), "progress_age_s": .seconds(progressAgeSeconds),
            "records_in": .integer(recordsIn), "records_out": .integer(recordsOut), "detail": .text(detail),
        ]
    }
}

extension StatusDocument.Ring {
    fileprivate var document: JSONValue {
        [
            "ring": .text(name), "records": .integer(records), "depth": .integer(depth), "capacity": .integer(capacity),
            "high_water": .integer(highWater), "full_waits": .integer(fullWaits), "conflated": .integer(conflated),
        ]
    }
}

extension StatusDocument.Latency {
    fileprivate var document: JSONValue {
        [
            "stage": .text(stage), "count": .integer(count), "p50_us": .double(StatusDocument.milli(p50Us)),
            "p90_us": .double(StatusDocument.milli(p90Us)), "p99_us": .double(StatusDocument.milli(p99Us)),
            "p999_us": .double(StatusDocument.milli(p999Us)), "max_us": .double(StatusDocument.milli(maxUs)),
        ]
    }
}

extension StatusDocument.Gate {
    fileprivate var document: JSONValue {
        [
            "gate": .text(name), "allowed": .integer(allowed),
            "blocked": .array(blocked.map { ["reason": .text($0.reason), "count": .integer($0.count)] }),
        ]
    }
}

extension StatusDocument.Account {
    fileprivate var document: JSONValue {
        [
            "equity": .text(equity), "realized_pnl": .optional(realizedPnL), "unrealized_pnl": .optional(unrealizedPnL),
            "drawdown_pct": .double(StatusDocument.milli(drawdownPct)),
            "drawdown_limit_pct": drawdownLimitPct.map { .double($0) } ?? .null,
            "high_water_mark": .optional(highWaterMark), "open_orders": openOrders.map { .integer($0) } ?? .null,
            "kill_switch": .optional(killSwitch),
        ]
    }
}

extension StatusDocument.Position {
    fileprivate var document: JSONValue {
        [
            "symbol": .text(symbol), "quantity": .optional(quantity), "entry_price": .optional(entryPrice),
            "realized_pnl": .optional(realizedPnL), "unrealized_pnl": .optional(unrealizedPnL),
            "open_orders": openOrders.map { .integer($0) } ?? .null,
        ]
    }
}

extension StatusDocument.Decision {
    fileprivate var document: JSONValue {
        [
            "tick": .integer(tick), "time_ms": .integer(timeMs), "symbol": .text(symbol), "outcome": .text(outcome),
            "reason": .text(reason), "actions": .integer(actions),
        ]
    }
}
