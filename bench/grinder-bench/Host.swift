import CGrinder
import Glibc

/// The machine that a number belongs to.
struct Host {
    let cpu: String
    let kernel: String
    let cores: Int

    static func current() -> Host { atStart }

    /// Asked for at the start of the program: a process that has pinned itself counts one core.
    private static let atStart = Host(cpu: cpuName(), kernel: kernelRelease(), cores: Int(gr_cpu_available_count()))

    var summary: String { "\(cpu), \(cores) cores, Linux \(kernel)" }

    /// Members of a report's object.
    var json: String { "\"cpu\":\(jsonText(cpu)),\"kernel\":\(jsonText(kernel)),\"cores\":\(cores)" }

    private static func kernelRelease() -> String {
        var name = utsname()
        guard uname(&name) == 0 else { return "unknown" }
        return withUnsafeBytes(of: &name.release) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static func cpuName() -> String {
        guard let file = fopen("/proc/cpuinfo", "r") else { return "unknown" }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard text.hasPrefix("model name"), let colon = text.firstIndex(of: ":") else { continue }
            return String(text[text.index(after: colon)...].drop { $0 == " " })
        }
        return "unknown"
    }
}
