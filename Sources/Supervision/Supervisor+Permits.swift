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
        // What was tripped before the last supervisor ended holds.
        guard options.resumes, let journal = options.journalPath else { return }
        let word = KillSwitchMemory(journal: journal).read()
        if word != 0 { permits.tripKillSwitch(reason: word, by: .ofThisProcess()) }
    }

    /// Once a turn: the lease goes on as long as this process does, and changes are written down.
    func tendPermits() {
        renewLease()
        observation?.follow()
        while killSwitchChangesSeen < region.permits.killSwitchChanges {
            let number = killSwitchChangesSeen + 1
            guard let (reason, change) = region.permits.killSwitchChange(number) else {
                // Not complete yet: its writer may be about to finish, or may have died. Not waited for for ever.
                if region.permits.killSwitchChanges == number, killSwitchPatience > 0 {
                    killSwitchPatience -= 1
                    return
                }
                killSwitchChangesSeen = number
                observer(.killSwitch("change \(number) of the kill switch left no account of itself"))
                continue
            }
            killSwitchChangesSeen = number
            killSwitchPatience = 20
            if reason != 0 { observation?.countTrip(reason) }
            write(KillSwitchEntry(reason: reason, change: change))
        }
    }

    private func write(_ entry: KillSwitchEntry) {
        observer(.killSwitch(entry.text))
        if let journal = options.journalPath {
            do throws(FileError) {
                try KillSwitchMemory(journal: journal).take(entry)
                observation?.take(.audit(.killSwitch, isWritten: true))
            } catch {
                observation?.take(.audit(.killSwitch, isWritten: false))
                observer(.warning("\(journal)/kill-switch: \(error); a resumed run will not know of this change"))
            }
        }
        guard let path = options.auditPath else { return }
        do throws(FileError) {
            try FileWriter.append(entry.line, to: path)
            observation?.take(.audit(.audit, isWritten: true))
        } catch {
            observation?.take(.audit(.audit, isWritten: false))
            observer(.warning("audit \(path): \(error); the change of the kill switch stands all the same"))
        }
    }

    private func renewLease() {
        region.permits.leaseDeadlineNs = options.leaseNs.map { gr_clock_boottime_ns() + $0 } ?? .max
    }
}
