// A supervised instance as its pages show it. Reads the region and the supervisor's options; writes
// nothing that anyone else reads, and waits for nobody.

import CGrinder
import Domain
import Observability
import Rings
import Risk

final class ObservedRegion: ObservedInstance {
    private let region: InstanceRegion
    private let options: SupervisorOptions
    private let startedMonotonicNs = gr_clock_monotonic_ns()
    private var metrics = RegionMetrics()
    private var decisions: DecisionWatch?
    /// Snapshots taken 10 to 20 seconds ago: where the interval of the percentiles begins.
    private var older: InstanceSnapshot?
    private var newer: InstanceSnapshot?

    /// Whether the supervisor is ending its workers.
    var isStopping = false
    private static let intervalNs: UInt64 = 10_000_000_000
    private static let decisionsShown = 20

    init(_ region: InstanceRegion, _ options: SupervisorOptions) {
        self.region = region
        self.options = options
        decisions = region.ringKinds.contains(.intent) ? (try? region.ring(.intent)).map { DecisionWatch(ring: $0, names: region.symbolNames) } : nil
        metrics.set(.processStartTimeSeconds, Double(gr_clock_realtime_ns()) / 1e9)
    }

    func countTrip(_ word: UInt64) { metrics.countTrip(word) }
    func take(_ note: SupervisorNote) { metrics.take(note) }

    func take(_ server: HTTPServer, answers: [[Int]]) { metrics.take(server, answers: answers) }

    /// Once a turn of the supervisor.
    func follow() {
        for kind in region.ringKinds {
            if let ring = try? region.ring(kind) { metrics.noteDepth(ring.depth, kind) }
        }
    }

    // MARK: - Health

    func health() -> InstanceHealth { health(InstanceSnapshot(of: region)) }

    private func health(_ snapshot: InstanceSnapshot) -> InstanceHealth {
        let uptimeNs = snapshot.monotonicNs - min(startedMonotonicNs, snapshot.monotonicNs)
        let holdsLease = snapshot.leaseRemainingNs.map { $0 > 0 } ?? true
        return InstanceHealth(
            uptimeSeconds: Double(uptimeNs) / 1e9,
            role: isStopping ? .standby : !options.isStandalone ? .unknown : holdsLease ? .active : .standby,
            blockers: blockers(snapshot))
    }

    private func blockers(_ snapshot: InstanceSnapshot) -> [String] {
        var found: [String] = []
        if snapshot.permits.killSwitch != 0 { found.append("the kill switch is tripped") }
        if let reason = snapshot.risk.killSwitch { found.append("the account's kill switch is latched: \(reason.rawValue)") }
        if snapshot.permits.arming == 0 { found.append("the instance is not armed") }
        if snapshot.workers.isEmpty { found.append("no worker has been started yet") }
        found += snapshot.workers.compactMap { $0.complaint(atNs: snapshot.monotonicNs) }
        return found
    }

    // MARK: - Pages

    func appendMetrics(to buffer: inout ByteBuffer) {
        let snapshot = InstanceSnapshot(of: region)
        metrics.take(snapshot)
        metrics.take(health(snapshot))
        Exposition.append(metrics.registry, to: &buffer)
    }

    func status() -> StatusDocument {
        let snapshot = InstanceSnapshot(of: region)
        let latencies = older.map { snapshot.latencies(since: $0) } ?? snapshot.latencies
        if newer.map({ snapshot.monotonicNs - $0.monotonicNs >= Self.intervalNs }) ?? true {
            older = newer
            newer = snapshot
        }
        var status = StatusDocument(snapshot, latencies: latencies, highWater: metrics.highWater, symbols: region.symbolNames)
        status.health = health(snapshot)
        status.pipeline = options.pipelineName
        status.source = options.fixturePath
        do throws(RingError) { status.decisions = try decisions?.latest(Self.decisionsShown) ?? [] } catch { decisions = nil }
        return status
    }
}
