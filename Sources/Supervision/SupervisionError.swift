// Why a supervised run did not come to its end.

import CGrinder
import Domain
import Glibc
import Rings
import Workers

public enum SupervisionError: Error, CustomStringConvertible {
    case configuration(String)
    case region(String)
    case systemCall(String, errno: Int32)
    case spawn(WorkerRole, errno: Int32)
    case workerKilled(WorkerRole, pid: Int32, signal: Int32)
    case workerStalled(WorkerRole, pid: Int32, stalledMs: UInt64)
    case restartLimit(WorkerRole, pid: Int32, signal: Int32, RestartPolicy)
    case workerFailed(WorkerRole, pid: Int32, code: Int32, detail: String)
    case journalFailed(failingMs: UInt64, detail: String)
    case interrupted(signal: Int32)
    case noResult
    case trace(String)
    case http(String)
    /// This process may not mount anything.
    case namespaceRefused(errno: Int32)

    public var description: String {
        switch self {
        case .configuration(let detail): "configuration: \(detail)"
        case .region(let detail): "instance region: \(detail)"
        case .systemCall(let name, let code): "\(name) failed: \(String(cString: strerror(code)))"
        case .spawn(let role, let code):
            "worker \(role.name) could not be started: \(String(cString: strerror(code)))"
        case .workerKilled(let role, let pid, let signal):
            "worker \(role.name) (pid \(pid)) was killed by signal \(signal) (\(Self.name(ofSignal: signal))); the run has failed"
        case .workerStalled(let role, let pid, let stalledMs):
            "worker \(role.name) (pid \(pid)) gave no sign of life for \(stalledMs) ms and was killed; the run has failed"
        case .restartLimit(let role, let pid, let signal, let policy):
            "worker \(role.name) (pid \(pid)) was killed by signal \(signal) (\(Self.name(ofSignal: signal))), after "
                + "\(policy.restartsMax) restarts within \(policy.windowNs / 1_000_000_000) s; the kill switch is tripped and the run has failed"
        case .workerFailed(let role, let pid, let code, let detail):
            "worker \(role.name) (pid \(pid)) ended with exit code \(code): \(detail)"
        case .journalFailed(let failingMs, let detail):
            "the journal could not be written for \(failingMs) ms; the kill switch is tripped and the run has stopped. "
                + "Make space and go on with --resume. \(detail)"
        case .interrupted(let signal): "stopped by signal \(signal) (\(Self.name(ofSignal: signal))) before the fixture was done"
        case .http(let detail): detail
        case .namespaceRefused(let code):
            "a small device for journals cannot be mounted: a mount namespace is refused: "
                + "\(String(cString: strerror(code))); allow user namespaces (sysctl user.max_user_namespaces and "
                + "kernel.unprivileged_userns_clone), or use '--journal-full limit'"
        case .noResult: "all workers ended but no result was published"
        case .trace(let detail): "the execution worker's trace cannot be read: \(detail)"
        }
    }

    /// The process's exit code for this error.
    public var exitCode: Int32 {
        switch self {
        case .configuration: 2
        case .http: 1
        case .workerFailed(_, _, let code, _): code
        default: 3
        }
    }

    /// The refusal of the input that a worker ended with; nil when this is another failure.
    public var refusal: (any Error)? {
        switch self {
        case .configuration(let detail): ParameterError(detail, "")
        case .workerFailed(_, _, WorkerProcess.ExitCode.badInput, let detail):
            FixtureError(.malformed, file: "input", detail, remedy: "")
        case .workerFailed(_, _, WorkerProcess.ExitCode.badConfiguration, let detail): ParameterError(detail, "")
        default: nil
        }
    }

    private static func name(ofSignal signal: Int32) -> String {
        switch signal {
        case SIGKILL: "SIGKILL"
        case SIGTERM: "SIGTERM"
        case SIGINT: "SIGINT"
        case SIGSEGV: "SIGSEGV"
        case SIGABRT: "SIGABRT"
        case SIGILL: "SIGILL"
        case SIGTRAP: "SIGTRAP"
        case SIGBUS: "SIGBUS"
        default: String(cString: strsignal(signal))
        }
    }
}
