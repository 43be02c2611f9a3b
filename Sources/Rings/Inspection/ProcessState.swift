// What the kernel says about a process, for those who watch one that may hang.

import CGrinder
import Glibc

public enum ProcessState: String, Sendable {
    /// Running, or asleep until something comes.
    case alive
    /// By SIGSTOP or a debugger.
    case stopped
    /// Ended and not collected by its parent yet.
    case zombie
    case gone

    /// Of process `pid`; 0 is no process.
    public init(of pid: Int32) {
        self = pid > 0 ? Self.letter(of: pid).map(Self.init(letter:)) ?? .gone : .gone
    }

    private init(letter: UInt8) {
        switch letter {
        case UInt8(ascii: "T"), UInt8(ascii: "t"): self = .stopped
        case UInt8(ascii: "Z"), UInt8(ascii: "X"): self = .zombie
        default: self = .alive
        }
    }

    /// The field after the name in /proc/PID/stat. The name may hold anything, so its last
    /// closing bracket counts.
    private static func letter(of pid: Int32) -> UInt8? {
        let file = open("/proc/\(pid)/stat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = read(file, &bytes, bytes.count)
        guard count > 0, let end = bytes[..<count].lastIndex(of: UInt8(ascii: ")")), end + 2 < count else { return nil }
        return bytes[end + 2]
    }
}
