// The status document of an instance, from a snapshot of its region.

import DecimalArithmetic
import Observability
import Rings
import Risk
import Workers

extension StatusDocument {
    /// - Parameters:
    ///   - latencies: of the interval that the percentiles are to describe.
    init(
        _ snapshot: InstanceSnapshot, latencies: [LatencySnapshot], highWater: (RingKind) -> Int,
        symbols: SymbolNames
    ) {
        self.init()
        instanceID = Self.hex(snapshot.instanceID.high) + Self.hex(snapshot.instanceID.low)
        timeMs = Int(snapshot.realtimeNs / 1_000_000)
        permits = Permits(snapshot)
        workers = snapshot.workers.map { Worker($0, snapshot) }
        rings = snapshot.rings.map { Ring($0, highWater: highWater($0.kind)) }
        self.latencies = latencies.map { Latency($0) }
        account = snapshot.risk.account.map { Account($0, snapshot.risk.killSwitch) }
        // Without an account there are no gates: the replay pipeline asks none.
        if account != nil { gates = GateName.allCases.map { Gate($0, snapshot.risk) } }
        let held = snapshot.risk.positions.filter { $0.quantity != 0 || $0.realizedPnL != 0 || $0.openOrders != 0 }
        positions = held.map { Position($0, symbols[$0.symbol]) }.sorted { $0.symbol < $1.symbol }
    }

    private static func hex(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension StatusDocument.Permits {
    fileprivate init(_ snapshot: InstanceSnapshot) {
        self.init()
        let words = snapshot.permits
        isArmed = words.arming != 0
        mode = InstanceMode(rawValue: words.mode).map { "\($0)" } ?? "unknown \(words.mode)"
        killSwitch = words.killSwitch == 0 ? nil : KillSwitchWord.reason(words.killSwitch)?.rawValue ?? "reason \(words.killSwitch)"
        operatorOverride = words.operatorOverride == 0 ? "none" : "override \(words.operatorOverride)"
        lease = snapshot.leaseRemainingNs.map { $0 == 0 ? .none : .seconds(Double($0) / 1e9) } ?? .endless
        fenceEpoch = Int(truncatingIfNeeded: words.fenceEpoch)
    }
}

extension RiskSnapshot {
    /// Why the account's own kill switch is latched; nil: it is not.
    var killSwitch: KillSwitchReason? { latch.flatMap { KillSwitchReason(code: UInt8($0)) } }
}

extension StatusDocument.Gate {
    fileprivate init(_ gate: GateName, _ risk: RiskSnapshot) {
        let counts = risk.blocked[Int(gate.code)]
        let blocked = GateReason.allCases.filter { counts[Int($0.code)] > 0 }.map { ($0.rawValue, counts[Int($0.code)]) }
        self.init(name: gate.rawValue, allowed: risk.allowed[Int(gate.code)], blocked: blocked)
    }
}

extension StatusDocument.Account {
    fileprivate init(_ account: RiskBoard.Account, _ killSwitch: KillSwitchReason?) {
        self.init(
            equity: amountText(account.equity), realizedPnL: amountText(account.realizedPnL),
            unrealizedPnL: amountText(account.unrealizedPnL), drawdownPct: account.drawdownPct,
            drawdownLimitPct: account.drawdownLimitPct > 0 ? account.drawdownLimitPct : nil,
            highWaterMark: amountText(account.highWaterMark), openOrders: account.openOrders,
            killSwitch: killSwitch?.rawValue)
    }
}

extension StatusDocument.Position {
    fileprivate init(_ position: RiskBoard.Position, _ symbol: String) {
        self.init(
            symbol: symbol, quantity: amountText(position.quantity), entryPrice: amountText(position.entryPrice),
            realizedPnL: amountText(position.realizedPnL), unrealizedPnL: amountText(position.unrealizedPnL),
            openOrders: position.openOrders)
    }
}

/// A double that stands for a decimal amount, to eight decimals, so that 0.1 + 0.2 reads 0.3.
private func amountText(_ value: Double) -> String {
    let scaled = value * 1e8
    return scaled.magnitude < 9e15 ? DoubleText.text(scaled.rounded() / 1e8) : DoubleText.text(value)
}

extension StatusDocument.Worker {
    fileprivate init(_ worker: WorkerSnapshot, _ snapshot: InstanceSnapshot) {
        self.init(
            role: worker.role.name, processID: Int(worker.processID),
            state: worker.processState == .stopped ? "suspended" : worker.state.map { "\($0)" } ?? "unknown",
            restarts: Int(worker.restartCount),
            heartbeatAgeSeconds: snapshot.age(ofMonotonicNs: worker.heartbeatNs).map { Double($0) / 1e9 },
            progressAgeSeconds: snapshot.age(ofMonotonicNs: worker.lastProgressNs).map { Double($0) / 1e9 },
            recordsIn: Int(worker.recordsIn), recordsOut: Int(worker.recordsOut),
            detail: worker.detail.isEmpty ? worker.errors.last?.text ?? "" : worker.detail)
    }
}

extension StatusDocument.Ring {
    fileprivate init(_ ring: RingSnapshot, highWater: Int) {
        self.init(
            name: "\(ring.kind)", records: Int(ring.counters.published), depth: Int(ring.depth), capacity: Int(ring.capacity),
            highWater: highWater, fullWaits: Int(ring.counters.fullWaits), conflated: Int(ring.counters.conflated))
    }
}

extension StatusDocument.Latency {
    fileprivate init(_ latency: LatencySnapshot) {
        let histogram = latency.histogram
        func us(_ millionths: Int) -> Double { Double(histogram.percentile(millionths: millionths)) / 1000 }
        self.init(
            stage: latency.stage.instrument.name, count: Int(histogram.count), p50Us: us(500_000), p90Us: us(900_000),
            p99Us: us(990_000), p999Us: us(999_000), maxUs: Double(histogram.maxNs) / 1000)
    }
}
