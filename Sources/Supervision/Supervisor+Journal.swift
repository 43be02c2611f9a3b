// What becomes of a run whose journal cannot be written: it waits, and is given up when that takes too long.

import CGrinder
import Rings
import Workers

extension Supervisor {
    /// Looks whether the journaller gets its records written. Its detail has a code while it does not.
    func checkJournal(_ nowNs: UInt64) throws(SupervisionError) {
        let slot = region.worker(.journal)
        guard options.journalPath != nil, slot.detailCode != 0 else {
            // One that was killed has no detail until it tries itself.
            if slot.state == .running { journalFailingSinceNs = nil }
            return
        }
        guard let sinceNs = journalFailingSinceNs else {
            journalFailingSinceNs = nowNs
            return observer(.warning("journal: \(slot.detail); the workers wait when their rings are full"))
        }
        let failingNs = nowNs - min(sinceNs, nowNs)
        guard failingNs > options.journalWaitNsMax else { return }
        throw .journalFailed(failingMs: failingNs / 1_000_000, detail: slot.detail)
    }
}
