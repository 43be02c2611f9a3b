// Resident memory of another process, from /proc.

import Domain
import Glibc

enum ProcessMemory {
    /// Resident bytes, shared ones too; nil when the process is gone.
    static func residentBytes(of pid: Int32) -> Int? {
        let file = open("/proc/\(pid)/statm", O_RDONLY | O_CLOEXEC)
        guard pid > 0, file >= 0 else { return nil }
        defer { close(file) }
        guard let bytes = try? FileWriter.readAll(from: file) else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard words.count > 1, let pages = Int(words[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
