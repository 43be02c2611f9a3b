// `grinder stat` for a terminal.

import DecimalArithmetic
import Rings
import Risk
import Workers

struct StatText {
    let snapshot: InstanceSnapshot
    let latencies: [LatencySnapshot]
    /// Length of the interval that `latencies` cover; nil since the start.
    let intervalNs: UInt64?

    var text: String {
        [header, workers, notes, risk, rings, stages].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var header: String {
        let permits = snapshot.permits
        let uptimeNs = snapshot.realtimeNs > snapshot.createdRealtimeNs ? snapshot.realtimeNs - snapshot.createdRealtimeNs : 0
        let lease =
            switch (permits.leaseDeadlineNs, snapshot.leaseRemainingNs) {
            case (0, _): "never held"
            case (_, nil): "without end"
            case (_, 0): "expired"
            case (_, let remaining?): "\(durationText(remaining)) left"
            }
        return """
            instance \(snapshot.instanceID), supervisor pid \(snapshot.supervisorProcessID), up \(durationText(uptimeNs))
            permits: \(permits.arming != 0 ? "armed" : "not armed"), mode \(StatWords.mode(permits.mode)), \
            kill switch \(permits.killSwitch == 0 ? "clear" : StatWords.killSwitch(permits.killSwitch)), \
            override \(permits.operatorOverride == 0 ? "none" : "\(permits.operatorOverride)"), lease \(lease), fence \(permits.fenceEpoch)

            """
    }

    private var workers: String {
        var table = TextTable(
            ["worker", "pid", "process", "state", "wait", "epoch", "restarts", "heartbeat", "progress", "in", "out", "idle", "cpu"],
            alignsRight: [1, 5, 6, 7, 8, 9, 10, 12])
        for worker in snapshot.workers {
            table.add([
                worker.role.name, worker.processID == 0 ? "-" : "\(worker.processID)", worker.processState.rawValue,
                StatWords.state(worker.state), StatWords.wait(worker.waitState), "\(worker.epoch)",
                "\(worker.restartCount)", age(worker.heartbeatNs), age(worker.lastProgressNs), "\(worker.recordsIn)",
                "\(worker.recordsOut)", worker.placement.idle?.name ?? "-",
                worker.placement.cpu.map { "\($0)" } ?? "any",
            ])
        }
        return table.text
    }

    /// Counters that are not zero, and errors.
    private var notes: String {
        snapshot.workers.map { worker in
            let counters = worker.counters.filter { $0.value != 0 }.map { entry in
                let instrument = entry.counter.instrument
                let value = instrument.unit == .nanoseconds ? durationText(entry.value) : "\(entry.value)"
                return "\(instrument.name) \(value)"
            }
            var lines = counters.isEmpty ? "" : "\(worker.role.name): \(counters.joined(separator: ", "))\n"
            if !worker.detail.isEmpty { lines += "\(worker.role.name): last words: \(worker.detail)\n" }
            for error in worker.errors {
                let age = snapshot.realtimeNs > error.lastRealtimeNs ? snapshot.realtimeNs - error.lastRealtimeNs : 0
                lines += "\(worker.role.name): error, \(error.count) times, last \(durationText(age)) ago: \(error.text)\n"
            }
            return lines
        }.joined()
    }

    /// What the strategy says of its account and its gates.
    private var risk: String {
        guard let account = snapshot.risk.account else { return "" }
        let limit = account.drawdownLimitPct > 0 ? " of \(DoubleText.text(account.drawdownLimitPct)) %" : " %"
        let latch = snapshot.risk.latch.flatMap { KillSwitchReason(code: UInt8($0)) }?.rawValue
        var lines = """
            account: equity \(cents(account.equity)), realized \(cents(account.realizedPnL)), unrealized \(cents(account.unrealizedPnL)), \
            drawdown \(cents(account.drawdownPct))\(limit) from \(cents(account.highWaterMark)), \(account.openOrders) open orders, \
            strategy's kill switch \(latch ?? "clear")

            """
        for gate in GateName.allCases {
            let counts = snapshot.risk.blocked[Int(gate.code)]
            let blocked = GateReason.allCases.filter { counts[Int($0.code)] > 0 }.map { ", \($0.rawValue) \(counts[Int($0.code)])" }
            lines += "\(gate.rawValue): allowed \(snapshot.risk.allowed[Int(gate.code)])\(blocked.joined())\n"
        }
        return lines
    }

    private func cents(_ value: Double) -> String { DoubleText.text(DoubleMath.round2(value)) }

    private var rings: String {
        var table = TextTable(
            [
                "ring", "depth", "high water", "capacity", "published", "conflated", "full", "parks p/c", "wakes p/c",
                "incarnation", "journal lag",
            ], alignsRight: Set(1...10))
        for ring in snapshot.rings {
            let counters = ring.counters
            table.add([
                "\(ring.kind)", "\(ring.depth)", "\(counters.highWater)", "\(ring.capacity)", "\(counters.published)",
                "\(counters.conflated)", "\(counters.fullWaits)", "\(counters.producerParks)/\(counters.consumerParks)",
                "\(counters.producerWakes)/\(counters.consumerWakes)", "\(ring.incarnation)", ring.tapLag.map { "\($0)" } ?? "-",
            ])
        }
        return table.text
    }

    private var stages: String {
        let title = intervalNs.map { "stage, last \(durationText($0))" } ?? "stage"
        var table = TextTable([title, "count", "p50", "p90", "p99", "p99.9", "max"], alignsRight: Set(1...6))
        for latency in latencies {
            let histogram = latency.histogram
            let values = StatDocument.percentiles.map { histogram.percentile(millionths: $0.millionths) } + [histogram.maxNs]
            table.add(
                [latency.stage.instrument.name, "\(histogram.count)"]
                    + values.map { histogram.count == 0 ? "-" : durationText($0) })
        }
        return table.text
    }

    private func age(_ time: UInt64) -> String { snapshot.age(ofMonotonicNs: time).map(durationText) ?? "-" }
}
