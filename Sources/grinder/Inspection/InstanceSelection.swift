// Which running instance a command means: the one of `--pid`, the one of `--instance`, or the only one.

import Rings

enum InstanceSelection {
    static let options = [
        Option(name: "--pid", value: "PID", help: "The instance of this supervisor (default: the only one that runs)."),
        Option(name: "--instance", value: "ID", help: "The instance whose id begins like this."),
    ]

    /// Attaches; for looking only, unless asked otherwise.
    static func attach(_ arguments: Arguments, _ access: RegionAccess = .readOnly) throws -> InstanceRegion {
        let pid = try supervisor(arguments)
        do throws(RegionError) {
            return try InstanceRegion.attach(supervisorProcessID: pid, access: access)
        } catch {
            throw InstanceError(pid: pid, error)
        }
    }

    private static func supervisor(_ arguments: Arguments) throws -> Int32 {
        guard let text = arguments.value("--pid") else {
            return try choose(InstanceFinder.running(), id: arguments.value("--instance"))
        }
        guard arguments.value("--instance") == nil else { throw UsageError("'--pid' and '--instance' exclude each other.") }
        guard let pid = Int32(text), pid > 0 else { throw UsageError("option '--pid' needs a process id, not '\(text)'.") }
        return pid
    }

    /// The one of `running` whose id begins with `id`, or the only one without an id.
    static func choose(_ running: [FoundInstance], id: String?) throws(InstanceError) -> Int32 {
        let wanted = id?.lowercased() ?? ""
        let matching = running.filter { "\($0.instanceID)".hasPrefix(wanted) }
        if matching.count == 1 { return matching[0].supervisorProcessID }
        let list = (matching.isEmpty ? running : matching).map { "  --pid \($0.supervisorProcessID)  --instance \($0.instanceID)\n" }.joined()
        if running.isEmpty {
            throw InstanceError("no instance runs that this user may look at. `grinder supervise` starts one.")
        }
        guard !matching.isEmpty else { throw InstanceError("no running instance has an id that begins with '\(wanted)'. There is:\n\(list)") }
        throw InstanceError("\(matching.count) instances run; say which one:\n\(list)")
    }
}

/// No instance, more than one, or one that cannot be looked at.
struct InstanceError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    init(pid: Int32, _ error: RegionError) {
        description =
            switch error {
            case .version, .layoutHash, .size, .directory:
                "process \(pid) holds an instance region of another build: \(error). Look at it with its own program: /proc/\(pid)/exe"
            default: "\(error)"
            }
    }
}
