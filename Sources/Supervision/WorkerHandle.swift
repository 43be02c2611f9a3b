// One child process, known by its pidfd, so that a recycled pid can never be mistaken for it.

import CGrinder
import Glibc
import Rings
import Workers

struct WorkerHandle {
    let role: WorkerRole
    let pid: Int32
    let pidfd: Int32
    /// How it ended; nil while it lives.
    private(set) var status: gr_exit_status_t?

    init(role: WorkerRole, pid: Int32, pidfd: Int32) {
        self.role = role
        self.pid = pid
        self.pidfd = pidfd
    }

    /// Starts this executable again as `worker <role> <arguments>`.
    static func spawn(
        _ role: WorkerRole, _ arguments: [String], descriptors: [(source: Int32, target: Int32)]
    ) -> gr_spawn_result_t {
        SelfProcess.spawn(["worker", role.name] + arguments, descriptors: descriptors)
    }

    /// The exit status if the process has ended; collects it from the kernel once.
    mutating func reap() -> gr_exit_status_t? {
        guard status == nil else { return nil }
        var found = gr_exit_status_t()
        guard gr_process_reap(pidfd, false, &found) == 0, found.exited == 1 else { return nil }
        status = found
        gr_close(pidfd)
        return found
    }

    func kill() { _ = gr_pidfd_send_signal(pidfd, SIGKILL) }
}
