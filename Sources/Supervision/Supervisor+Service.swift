// What the service manager hears of the instance, and what it may ask.

import CGrinder
import Glibc
import Rings

extension Supervisor {
    /// Says how the instance is. The watchdog is fed only while every worker gives signs of life.
    func tendService(_ nowNs: UInt64) {
        let live = workers.filter { $0.isAlive }
        let areFresh = live.allSatisfy { isFresh($0, nowNs) }
        if isEnding {
            notifier.show("stopping, \(live.count) workers left")
        } else if let complaint = isReady ? nil : startComplaint(nowNs) {
            notifier.show("starting: \(complaint)")
            if areFresh { notifier.extendStart(nowNs: nowNs) }
        } else {
            if !isReady {
                isReady = true
                notifier.ready()
            }
            notifier.show(
                "\(live.count) workers, \(region.worker(.strategy).recordsIn) records, "
                    + "\(workers.reduce(0) { $0 + $1.restarts }) restarts"
                    + (region.permits.killSwitch != 0 ? ", KILL SWITCH" : ""))
        }
        // Before that the manager's limit is the time of a start.
        if isReady, areFresh { notifier.feedWatchdog(nowNs: nowNs) }
    }

    /// Why the instance is not up yet: the first worker that neither works nor has done its work; nil when it is.
    private func startComplaint(_ nowNs: UInt64) -> String? {
        // A loop: `lazy` would ask twice, and the second answer may be another.
        for worker in workers where !worker.hasFinished {
            if let complaint = WorkerSnapshot(of: region, worker.role)?.complaint(atNs: nowNs) { return complaint }
        }
        return nil
    }

    /// Whether a worker has given a sign of life within the watchdog's interval; of one that starts, within the time
    /// that a start may take.
    private func isFresh(_ worker: WorkerHandle, _ nowNs: UInt64) -> Bool {
        let slot = region.worker(worker.role)
        let lastNs = max(slot.heartbeatNs, worker.startedNs)
        let silenceNsMax = slot.state == .starting ? options.startNsMax : notifier.watchdogIntervalNs ?? .max
        return nowNs - min(lastNs, nowNs) < silenceNsMax
    }

    func reload() {
        notifier.reloading()
        let outcome = reloadSettings()
        for line in outcome.lines { observer(.reloaded("SIGHUP: \(line)")) }
        observation?.take(.reload(isTaken: outcome.isTaken))
        notifier.ready()
    }

    /// From now on workers end for good, and nobody should rely on this instance.
    func beginEnding() {
        isEnding = true
        observation?.stopping()
        notifier.stopping()
    }
}
