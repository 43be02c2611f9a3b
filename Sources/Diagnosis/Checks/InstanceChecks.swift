// What the instances on this machine mean: one is a service, two are a mistake or a failover pair, and
// workers without their supervisor must not be.

enum InstanceChecks {
    static func finding(_ scan: InstanceScan) -> Finding {
        let name = "instances"
        let orphans = scan.instances.filter { !$0.hasSupervisor }.flatMap(\.holders)
        if !orphans.isEmpty {
            return .fail(name, "without a supervisor: \(list(orphans))", "End them: kill -KILL \(orphans.map { "\($0)" }.joined(separator: " "))")
        }
        if !scan.unreadable.isEmpty {
            return .warn(
                name, "of another version: \(list(scan.unreadable))",
                "End them, or look at them with the program that started them.")
        }
        let supervisors = scan.instances.map(\.supervisor)
        switch supervisors.count {
        case 0: return .ok(name, "none running")
        case 1: return .ok(name, "supervisor \(list(supervisors))")
        default: return .warn(name, "supervisors \(list(supervisors))", "End all but one, unless they are meant to run side by side.")
        }
    }

    private static func list(_ pids: [Int32]) -> String { pids.map { "pid \($0)" }.joined(separator: ", ") }
}
