// The instances that run on this machine. There is no registry to go stale: an instance is a
// process that holds an instance region which names it as its supervisor.

import CGrinder
import Glibc

public struct FoundInstance: Equatable, Sendable {
    public var supervisorProcessID: Int32
    public var instanceID: InstanceID

    public init(supervisorProcessID: Int32, instanceID: InstanceID) {
        self.supervisorProcessID = supervisorProcessID
        self.instanceID = instanceID
    }
}

public enum InstanceFinder {
    /// The supervisors whose descriptors this user may look at, in the order of their pids.
    /// Instances of other builds are among them: the beginning of the header never changes.
    public static func running() -> [FoundInstance] {
        processIDs().compactMap(instance(of:)).sorted { $0.supervisorProcessID < $1.supervisorProcessID }
    }

    /// The instance that process `pid` supervises; nil when it does not supervise one.
    public static func instance(of pid: Int32) -> FoundInstance? {
        let file = gr_memory_open_of_process(pid, GR_REGION_NAME, false)
        guard file >= 0 else { return nil }
        defer { gr_close(file) }
        var header = gr_region_header_t()
        let size = MemoryLayout<gr_region_header_t>.size
        guard pread(file, &header, size, 0) == size, header.magic == UInt64(GR_REGION_MAGIC),
            Int32(bitPattern: header.supervisor_pid) == pid
        else { return nil }
        return FoundInstance(
            supervisorProcessID: pid,
            instanceID: InstanceID(high: header.instance_id_high, low: header.instance_id_low))
    }

    private static func processIDs() -> [Int32] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var found: [Int32] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let pid = Int32(name) { found.append(pid) }
        }
        return found
    }
}

extension InstanceID: CustomStringConvertible {
    /// 32 hexadecimal digits.
    public var description: String { Self.digits(high) + Self.digits(low) }

    private static func digits(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
