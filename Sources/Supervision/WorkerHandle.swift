// One role's child process, known by its pidfd, so that a recycled pid can never be mistaken for it; and what
// becomes of the role when the process is gone.

import CGrinder
import Glibc
import Rings
import Workers

struct WorkerHandle {
    let role: WorkerRole
    /// After the role's name on the command line, but for how it logs.
    let arguments: WorkerArguments
    private(set) var pid: Int32 = 0
    private(set) var pidfd: Int32 = -1
    /// CLOCK_MONOTONIC ns of the last start.
    private(set) var startedNs: UInt64 = 0
    private(set) var isAlive = false
    /// Ended by itself with its work done.
    private(set) var hasFinished = false
    /// When the next process of the role is to be started; nil when none is planned.
    private(set) var restartDueNs: UInt64?
    /// How long it had been silent when it was killed for that.
    private(set) var stalledMs: UInt64?
    private(set) var restarts = 0

    init(role: WorkerRole, arguments: WorkerArguments) {
        self.role = role
        self.arguments = arguments
    }

    /// Starts this executable again as `worker <role> <arguments>`.
    static func spawn(
        _ role: WorkerRole, _ arguments: [String], descriptors: [(source: Int32, target: Int32)]
    ) -> gr_spawn_result_t {
        SelfProcess.spawn(["worker", role.name] + arguments, descriptors: descriptors)
    }

    mutating func started(pid: Int32, pidfd: Int32, atNs: UInt64) {
        self.pid = pid
        self.pidfd = pidfd
        startedNs = atNs
        isAlive = true
        restartDueNs = nil
        stalledMs = nil
    }

    mutating func planRestart(atNs: UInt64) { restartDueNs = atNs }
    mutating func countRestart() { restarts += 1 }
    mutating func finish() { hasFinished = true }

    /// The exit status if the process has ended; collects it from the kernel once.
    mutating func reap() -> gr_exit_status_t? {
        guard isAlive else { return nil }
        var found = gr_exit_status_t()
        guard gr_process_reap(pidfd, false, &found) == 0, found.exited == 1 else { return nil }
        isAlive = false
        gr_close(pidfd)
        return found
    }

    func kill() { _ = gr_pidfd_send_signal(pidfd, SIGKILL) }

    mutating func killStalled(afterMs silentMs: UInt64) {
        stalledMs = silentMs
        kill()
    }
}
