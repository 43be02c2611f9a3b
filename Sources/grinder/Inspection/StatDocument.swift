// `grinder stat --json`, schema grinder.stat/1 (docs/operating.md): names and meanings stay, members may be
// added. Times end in `_ns`; what does not apply is null.

import Domain
import Rings
import Risk
import Workers

struct StatDocument {
    let snapshot: InstanceSnapshot
    /// What to show as latencies: all since the start, or those of an interval.
    let latencies: [LatencySnapshot]
    /// Length of the interval that `latencies` cover; nil since the start.
    let intervalNs: UInt64?

    static let schema = "grinder.stat/1"

    /// Percentiles that are shown, with their names.
    static let percentiles: [(name: String, millionths: Int)] = [
        ("p50", 500_000), ("p90", 900_000), ("p99", 990_000), ("p999", 999_000),
    ]

    var document: JSONValue {
        object([
            ("schema", .text(Self.schema)), ("instance", instance), ("permits", permits),
            ("workers", .array(snapshot.workers.map(worker))), ("rings", .array(snapshot.rings.map(ring))),
            ("latency_interval_ns", number(intervalNs)), ("latencies", .array(latencies.map(latency))),
            ("risk", risk),
        ])
    }

    private var instance: JSONValue {
        object([
            ("id", .text("\(snapshot.instanceID)")), ("generation", number(snapshot.generation)),
            ("supervisor_pid", number(UInt64(snapshot.supervisorProcessID))),
            ("created_unix_ns", number(snapshot.createdRealtimeNs)), ("taken_unix_ns", number(snapshot.realtimeNs)),
        ])
    }

    private var permits: JSONValue {
        let words = snapshot.permits
        return object([
            ("is_armed", .bool(words.arming != 0)), ("mode", .text(StatWords.mode(words.mode))),
            ("kill_switch", words.killSwitch == 0 ? .null : .text(StatWords.killSwitch(words.killSwitch))),
            ("kill_switch_changed_unix_ns", number(words.killSwitchChange?.realtimeNs)),
            ("operator_override", number(words.operatorOverride)),
            ("has_lease_end", .bool(words.leaseDeadlineNs != .max)),
            ("lease_remaining_ns", number(snapshot.leaseRemainingNs)), ("fence", number(words.fenceEpoch)),
        ])
    }

    private var risk: JSONValue {
        guard let account = snapshot.risk.account else { return .null }
        return object([
            ("equity", .double(account.equity)), ("high_water_mark", .double(account.highWaterMark)),
            ("drawdown_pct", .double(account.drawdownPct)),
            ("drawdown_limit_pct", account.drawdownLimitPct > 0 ? .double(account.drawdownLimitPct) : .null),
            ("realized_pnl", .double(account.realizedPnL)), ("unrealized_pnl", .double(account.unrealizedPnL)),
            ("open_orders", .integer(account.openOrders)),
            ("kill_switch", snapshot.risk.latch.flatMap { KillSwitchReason(code: UInt8($0)) }.map { .text($0.rawValue) } ?? .null),
            ("gates", .array(GateName.allCases.map(gate))),
        ])
    }

    private func gate(_ gate: GateName) -> JSONValue {
        let counts = snapshot.risk.blocked[Int(gate.code)]
        let reasons = GateReason.allCases.filter { counts[Int($0.code)] > 0 }
        return object([
            ("gate", .text(gate.rawValue)), ("allowed", .integer(snapshot.risk.allowed[Int(gate.code)])),
            ("blocked", object(reasons.map { ($0.rawValue, .integer(counts[Int($0.code)])) })),
        ])
    }

    private func worker(_ worker: WorkerSnapshot) -> JSONValue {
        object([
            ("role", .text(worker.role.name)), ("pid", worker.processID == 0 ? .null : number(UInt64(worker.processID))),
            ("process", .text(worker.processState.rawValue)), ("state", .text(StatWords.state(worker.state))),
            ("wait", .text(StatWords.wait(worker.waitState))), ("epoch", number(worker.epoch)),
            ("restarts", number(worker.restartCount)), ("exit_code", .integer(Int(worker.exitCode))),
            ("exit_signal", .integer(Int(worker.exitSignal))),
            ("heartbeat_age_ns", number(snapshot.age(ofMonotonicNs: worker.heartbeatNs))),
            ("progress_age_ns", number(snapshot.age(ofMonotonicNs: worker.lastProgressNs))),
            ("records_in", number(worker.recordsIn)), ("records_out", number(worker.recordsOut)),
            ("idle", worker.placement.idle.map { .text($0.name) } ?? .null),
            ("cpu", worker.placement.cpu.map { .integer($0) } ?? .null),
            ("last_error", worker.detail.isEmpty ? .null : .text(worker.detail)),
            ("counters", object(worker.counters.map { ($0.counter.instrument.name, number($0.value)) })),
            ("errors", .array(worker.errors.map(error))),
        ])
    }

    private func error(_ error: ErrorEntry) -> JSONValue {
        object([
            ("text", .text(error.text)), ("count", number(error.count)),
            ("first_unix_ns", number(error.firstRealtimeNs)), ("last_unix_ns", number(error.lastRealtimeNs)),
        ])
    }

    private func ring(_ ring: RingSnapshot) -> JSONValue {
        let counters = ring.counters
        return object([
            ("ring", .text("\(ring.kind)")), ("capacity", number(ring.capacity)), ("depth", number(ring.depth)),
            ("high_water", number(counters.highWater)), ("published", number(counters.published)),
            ("consumed", number(counters.consumed)), ("journal_lag", number(ring.tapLag)),
            ("conflated", number(counters.conflated)),
            ("full_waits", number(counters.fullWaits)), ("producer_parks", number(counters.producerParks)),
            ("consumer_parks", number(counters.consumerParks)), ("producer_wakes", number(counters.producerWakes)),
            ("consumer_wakes", number(counters.consumerWakes)), ("incarnation", number(ring.incarnation)),
            ("consumers", number(counters.consumerResumes)), ("fence", number(ring.fence)),
        ])
    }

    private func latency(_ latency: LatencySnapshot) -> JSONValue {
        let histogram = latency.histogram
        var members: [(String, JSONValue)] = [
            ("stage", .text(latency.stage.instrument.name)), ("worker", .text(latency.stage.writer.name)),
            ("count", number(histogram.count)), ("mean_ns", number(histogram.meanNs)),
        ]
        members += Self.percentiles.map { ("\($0.name)_ns", number(histogram.percentile(millionths: $0.millionths))) }
        return object(members + [("max_ns", number(histogram.maxNs))])
    }

    private func object(_ members: [(String, JSONValue)]) -> JSONValue { .object(JSONObject(members)) }

    /// Numbers beyond 63 bits occur in damaged words only and are shown as the largest.
    private func number(_ value: UInt64?) -> JSONValue { value.map { .integer(Int(clamping: $0)) } ?? .null }
}
