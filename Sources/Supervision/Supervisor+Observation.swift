// What the supervisor sees of itself and its machine, for those who scrape it.

import CGrinder
import Rings

extension Supervisor {
    /// Once a look, whether anybody scrapes or not: a step of the clock belongs into the log.
    func observeSelf(_ nowNs: UInt64) {
        observation?.take(.restarts(restarts.use(nowNs: nowNs)))
        let beforeNs = gr_clock_boottime_ns()
        let realtimeNs = gr_clock_realtime_ns()
        let boottimeNs = gr_clock_boottime_ns()
        guard let stepNs = clock.look(realtimeNs: realtimeNs, boottimeNs: boottimeNs, readingNs: boottimeNs - beforeNs) else { return }
        observation?.take(.clockStep(ns: stepNs))
        let milliseconds = (stepNs.magnitude + 500_000) / 1_000_000
        let seconds = "\(milliseconds / 1000)." + String(milliseconds % 1000 + 1000).dropFirst()
        observer(.warning("the wall clock was set \(stepNs > 0 ? "forward" : "back") by \(seconds) s"))
    }
}
