// Status documents as an instance could give them.

import Observability

enum SampleStatus {
    static var busy: StatusDocument {
        var status = StatusDocument()
        status.instanceID = "5f0c1d2e9a7b4c3d8e6f102938475665"
        status.pipeline = "paper"
        status.source = "Fixtures/market_day"
        status.timeMs = 1_700_000_100_500
        status.health = InstanceHealth(uptimeSeconds: 5025.4, role: .active)
        status.permits.isArmed = true
        status.permits.mode = "paper"
        status.permits.lease = .seconds(8.2)
        status.permits.fenceEpoch = 3
        status.workers = [
            worker("feed", 4711, 0, 20_000, 20_000), worker("strategy", 4712, 1, 39_996, 61_240),
            worker("execution", 4713, 0, 61_240, 39_990),
        ]
        status.rings = [
            .init(name: "market", records: 20_000, depth: 4, capacity: 4096, highWater: 812, fullWaits: 0, conflated: 0),
            .init(name: "intent", records: 61_240, depth: 1250, capacity: 4096, highWater: 1901, fullWaits: 0, conflated: 0),
            .init(name: "report", records: 39_990, depth: 0, capacity: 4096, highWater: 13, fullWaits: 2, conflated: 0),
        ]
        status.latencies = [
            latency("receive_to_decide", 1.1, 2.3, 6.1, 41, 890), latency("decide_to_report", 3.4, 5.9, 12.8, 77, 2300),
            latency("decide_to_execute", 0.9, 1.7, 5.2, 38, 1200), latency("execute", 2.2, 4.1, 9.9, 60, 3100),
            latency("tick_to_intent", 5.1, 9.4, 21, 140, 4200),
        ]
        status.gates = [
            .init(name: "rate_limiter", allowed: 18_204, blocked: [("RATE_LIMIT_EXCEEDED", 12), ("COOLDOWN_ACTIVE", 3)]),
            .init(name: "risk_gate", allowed: 18_189, blocked: [("MAX_NOTIONAL_EXCEEDED", 1)]),
            .init(name: "toxicity_gate", allowed: 18_001, blocked: [("SPREAD_SPIKE", 188)]),
        ]
        status.account = .init(equity: "10234.55", realizedPnL: "251.07", unrealizedPnL: "-16.52", drawdownPct: 0.42)
        status.positions = [
            .init(
                symbol: "BTCUSDT", quantity: "0.031", entryPrice: "36712.4", realizedPnL: "201.33", unrealizedPnL: "-18.02"),
            .init(symbol: "ETHUSDT", quantity: "-0.40", entryPrice: "1998.10", realizedPnL: "49.74", unrealizedPnL: "1.50"),
        ]
        status.decisions = (0..<8).map { index in
            .init(
                tick: 39_996 - index, timeMs: 1_700_000_100_000 - index * 250, symbol: index % 2 == 0 ? "BTCUSDT" : "ETHUSDT",
                outcome: index == 3 ? "REFUSED" : "PLAN", reason: index == 3 ? "SPREAD_TOO_WIDE" : "REGIME_RANGE", actions: index == 3 ? 0 : index)
        }
        return status
    }

    static var tripped: StatusDocument {
        var status = busy
        status.health.blockers = ["the kill switch is tripped: DRAWDOWN_LIMIT", "worker strategy has shown no sign of life for 4.2 s"]
        status.permits.killSwitch = "DRAWDOWN_LIMIT"
        status.account?.killSwitch = "ERROR"
        status.permits.isArmed = false
        status.permits.lease = .none
        status.workers[1].state = "failed"
        status.workers[1].processID = 0
        status.workers[1].detail = "<img src=x onerror=alert(1)> & corrupt record at market 20001"
        return status
    }

    private static func worker(_ role: String, _ pid: Int, _ restarts: Int, _ recordsIn: Int, _ recordsOut: Int) -> StatusDocument.Worker {
        .init(
            role: role, processID: pid, state: "running", restarts: restarts, heartbeatAgeSeconds: 0.012,
            progressAgeSeconds: 0.204, recordsIn: recordsIn, recordsOut: recordsOut, detail: "")
    }

    private static func latency(_ stage: String, _ p50: Double, _ p90: Double, _ p99: Double, _ p999: Double, _ max: Double) -> StatusDocument.Latency {
        .init(stage: stage, count: 39_996, p50Us: p50, p90Us: p90, p99Us: p99, p999Us: p999, maxUs: max)
    }
}
