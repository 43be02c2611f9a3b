// How much space there is where the journal lies. Asked by the journaller, because such a question may have to wait for
// a device as a write does, and nobody waits for the journaller.

import CGrinder
import Rings

struct FilesystemGauge {
    private static let intervalNs: UInt64 = 1_000_000_000

    private let directory: String
    private var nextNs: UInt64 = 0

    init(_ directory: String) { self.directory = directory }

    /// Once a second.
    mutating func look(_ counters: WorkerCounters, nowNs: UInt64) {
        guard nowNs >= nextNs else { return }
        nextNs = nowNs + Self.intervalNs
        Self.set(counters, directory)
    }

    /// Nothing where the directory cannot be asked: what was known of it stands.
    static func set(_ counters: WorkerCounters, _ directory: String) {
        let found = gr_probe_filesystem(directory)
        guard found.error == 0 else { return }
        counters[.journalFilesystemFreeBytes] = found.free_bytes
        counters[.journalFilesystemTotalBytes] = found.total_bytes
    }
}
