// The permit words as the supervisor tends them: arming and mode for the run, the lease's deadline while it lives,
// and an account of every change of the kill switch.

import CGrinder
import Domain
import Glibc
import Rings
import Workers

extension Supervisor {
    /// Permits simulated orders. Nothing here can permit real ones.
    func arm() {
        let permits = region.permits
        permits.raiseFenceEpoch(to: 1)
        permits.mode = InstanceMode.paper.rawValue
        permits.arming = 1
        renewLease()
    }

    /// Once a turn: the lease goes on as long as this process does, and changes are written down.
    func tendPermits() {
        renewLease()
        observation?.follow()
        let found = region.permits.killSwitch
        guard found != killSwitchSeen, let change = region.permits.killSwitchChange else { return }
        killSwitchSeen = found
        if found != 0 { observation?.countTrip(found) }
        let entry = KillSwitchEntry(reason: found, change: change)
        observer(.killSwitch(entry.text))
        guard let path = options.auditPath else { return }
        do throws(FileError) {
            try FileWriter.append(entry.line, to: path)
        } catch {
            observer(.warning("audit \(path): \(error); the change of the kill switch stands all the same"))
        }
    }

    private func renewLease() {
        region.permits.leaseDeadlineNs = options.leaseNs.map { gr_clock_boottime_ns() + $0 } ?? .max
    }
}
