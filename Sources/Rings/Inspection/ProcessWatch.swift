import CGrinder

/// Sleeps beside a process that is not a child of this one, until it ends.
public struct ProcessWatch: ~Copyable {
    private let pidfd: Int32

    /// nil when there is no such process any more, or it may not be watched.
    public init?(_ pid: Int32) {
        pidfd = gr_pidfd_open(pid)
        guard pidfd >= 0 else { return nil }
    }

    deinit { gr_close(pidfd) }

    /// Waits for `ms` milliseconds; true at once when the process ends before.
    public func hasEnded(withinMs ms: Int32) -> Bool { gr_poll_readable(pidfd, ms) == 1 }
}
