// Clock, cores and limits of this machine and this process.

import CGrinder
import Domain
import Glibc

struct MachineFacts {
    /// The kernel's name of it; nil: not told (a container without /sys).
    var clockSource: String?
    var isClockSynchronised = false
    var clockErrorBoundUs = 0
    /// Cores that this process may use.
    var coresAllowed = 1
    var coresOnline = 1
    /// Cores that the kernel gives no other work, as it lists them; empty: none.
    var coresIsolated = ""
    /// nil: no limit.
    var lockedMemoryBytesMax: UInt64?
    var openFilesMax: UInt64?

    static func read() -> MachineFacts {
        let quality = gr_probe_clock_quality()
        let (locked, files) = (gr_probe_locked_memory_limit(), gr_probe_open_files_limit())
        return MachineFacts(
            clockSource: SystemFile.line("/sys/devices/system/clocksource/clocksource0/current_clocksource"),
            isClockSynchronised: quality.synchronised != 0, clockErrorBoundUs: Int(quality.error_bound_us),
            coresAllowed: Int(gr_cpu_available_count()), coresOnline: sysconf(Int32(_SC_NPROCESSORS_ONLN)),
            coresIsolated: SystemFile.line("/sys/devices/system/cpu/isolated") ?? "",
            lockedMemoryBytesMax: locked == .max ? nil : locked, openFilesMax: files == .max ? nil : files)
    }
}

/// One-line files below /sys and /proc, which have no size to map.
enum SystemFile {
    /// The first line; nil when there is no such file.
    static func line(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let bytes = try? FileWriter.readAll(from: descriptor) else { return nil }
        return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    }
}
