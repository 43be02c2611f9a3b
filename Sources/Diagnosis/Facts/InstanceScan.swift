// The instances on this machine: processes that hold an instance region, found through /proc.

import CGrinder
import Domain
import Glibc
import Rings

struct InstanceScan {
    struct Instance: Equatable {
        var supervisor: Int32
        /// Whether the supervisor is among the holders.
        var hasSupervisor: Bool
        /// Every process that holds the region, in order.
        var holders: [Int32]
    }

    var instances: [Instance] = []
    /// Processes whose region is not of this program's layout.
    var unreadable: [Int32] = []

    /// Looks at every process that this user may look at. O(processes x their descriptors).
    static func run() -> InstanceScan {
        var scan = InstanceScan()
        var regions: [(id: InstanceID, instance: Instance)] = []
        // No /proc is no instance to find; the kernel checks say more about such a machine.
        for pid in ((try? DirectoryListing.names("/proc")) ?? []).compactMap({ Int32($0) }).sorted() {
            let descriptor = gr_memory_open_of_process(pid, GR_REGION_NAME, false)
            guard descriptor >= 0 else { continue }
            gr_close(descriptor)
            guard let region = try? InstanceRegion.attach(supervisorProcessID: pid) else {
                scan.unreadable.append(pid)
                continue
            }
            defer { region.close() }
            let (id, supervisor) = (region.instanceID, region.supervisorProcessID)
            if let index = regions.firstIndex(where: { $0.id == id }) {
                regions[index].instance.holders.append(pid)
            } else {
                regions.append((id, Instance(supervisor: supervisor, hasSupervisor: false, holders: [pid])))
            }
        }
        scan.instances = regions.map { entry in
            var instance = entry.instance
            instance.hasSupervisor = instance.holders.contains(instance.supervisor)
            return instance
        }
        return scan
    }
}
