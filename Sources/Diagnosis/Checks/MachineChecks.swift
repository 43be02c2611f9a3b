// What the machine's clock, cores and limits mean.

enum MachineChecks {
    /// A lease and a receive window are seconds; a clock that may be off by more than this misleads both.
    static let clockErrorUsMax = 500_000
    /// Feed, strategy and execution each want one.
    static let busyWorkers = 3
    /// Region and rings, rounded up generously.
    static let lockedMemoryBytesMin: UInt64 = 8 << 20
    static let openFilesMin: UInt64 = 1024

    static func findings(_ facts: MachineFacts) -> [Finding] {
        [clockSource(facts), clock(facts), cores(facts), lockedMemory(facts), openFiles(facts)]
    }

    private static func clockSource(_ facts: MachineFacts) -> Finding {
        let name = "clock source"
        guard let source = facts.clockSource else {
            return .warn(name, "not told", "Mount /sys, to know whether reading the clock is a system call.")
        }
        // These are read without entering the kernel.
        if ["tsc", "arch_sys_counter", "kvm-clock", "hyperv_clocksource_tsc_page"].contains(source) { return .ok(name, source) }
        return .warn(name, source, "Reading the clock is slow here: choose tsc, on the kernel's command line or in the machine's settings.")
    }

    private static func clock(_ facts: MachineFacts) -> Finding {
        let name = "clock skew"
        let remedy = "Run a time service (chrony or systemd-timesyncd)."
        guard facts.isClockSynchronised else { return .warn(name, "no time service keeps the clock", remedy) }
        let value = "at most \(facts.clockErrorBoundUs / 1000) ms"
        return facts.clockErrorBoundUs <= clockErrorUsMax ? .ok(name, value) : .warn(name, value, remedy)
    }

    private static func cores(_ facts: MachineFacts) -> Finding {
        let isolated = facts.coresIsolated.isEmpty ? "none isolated" : "isolated \(facts.coresIsolated)"
        let value = "\(facts.coresAllowed) of \(facts.coresOnline) usable, \(isolated)"
        if facts.coresAllowed >= busyWorkers { return .ok("cores", value) }
        return .warn("cores", value, "With fewer than \(busyWorkers) the workers take turns: widen CPUAffinity, or use a larger machine.")
    }

    private static func lockedMemory(_ facts: MachineFacts) -> Finding {
        let name = "locked memory"
        guard let most = facts.lockedMemoryBytesMax else { return .ok(name, "no limit") }
        let value = "at most \(most >> 10) KiB"
        return most >= lockedMemoryBytesMin
            ? .ok(name, value) : .warn(name, value, "Set LimitMEMLOCK=infinity in the unit, or `ulimit -l unlimited`: pages may be swapped out.")
    }

    private static func openFiles(_ facts: MachineFacts) -> Finding {
        let name = "file descriptors"
        guard let most = facts.openFilesMax else { return .ok(name, "no limit") }
        return most >= openFilesMin
            ? .ok(name, "at most \(most)") : .warn(name, "at most \(most)", "Set LimitNOFILE=\(openFilesMin) in the unit, or `ulimit -n \(openFilesMin)`.")
    }
}
