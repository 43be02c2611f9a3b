// What every worker has: the region, its own slot, the run's configuration.

import CGrinder
import Rings

struct WorkerContext {
    let region: InstanceRegion
    let slot: WorkerSlot
    let configuration: RunConfiguration
    let idleStrategy: IdleStrategy

    init(_ role: WorkerRole) throws {
        region = try InstanceRegion.attach()
        slot = region.worker(role)
        configuration = try RunConfiguration.load(from: region)
        idleStrategy = IdleStrategy.recommended(busyWorkers: 3)
    }

    /// Tells the supervisor that this worker lives, and how far it has come.
    @inline(__always)
    func beat(nowNs: UInt64, recordsIn: UInt64 = 0, recordsOut: UInt64 = 0) {
        slot.beat(nowNs: nowNs)
        slot.setProgress(nowNs: nowNs, recordsIn: recordsIn, recordsOut: recordsOut)
    }
}
