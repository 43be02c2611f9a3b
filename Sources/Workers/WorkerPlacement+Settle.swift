import CGrinder
import Domain
import Glibc
import Rings

extension WorkerPlacement {
    /// Workers that are busy at the same time.
    private static let busyWorkers = 3

    /// Pins this process and chooses how it waits, as the supervisor wants it or else as the cores suggest, and says
    /// in the slot what it came to. A core that cannot be had is an error to show, not a reason not to run.
    static func settle(_ role: WorkerRole, in region: InstanceRegion) -> IdleStrategy {
        let slot = region.worker(role)
        let wanted = slot.placementWanted
        // Before pinning, which leaves this process a single core.
        let suggested = IdleStrategy.recommended(busyWorkers: busyWorkers)
        var cpu = wanted.cpu
        if let number = cpu {
            let result = gr_cpu_pin(Int32(number))
            if result != 0 {
                let reason = String(cString: strerror(-result))
                region.errors(role).record("cannot stay on CPU \(number): \(reason)", realtimeNs: gr_clock_realtime_ns())
                cpu = nil
            }
        }
        let others = WorkerRole.allCases.filter { $0 != role }.map { region.worker($0).placementWanted.cpu }
        let sharesCore = gr_cpu_available_count() == 1 && (cpu == nil || others.contains(cpu))
        let strategy = wanted.idle.map { IdleStrategy($0, sharesCore: sharesCore) } ?? (sharesCore ? .backoff(spins: 0) : suggested)
        slot.setPlacementChosen(WorkerPlacement(idle: strategy.kind, cpu: cpu))
        return strategy
    }
}
