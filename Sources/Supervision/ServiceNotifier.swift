// What the service manager hears: ready, status, stopping, and the watchdog's feed (sd_notify(3)). Silent where no
// service manager listens.

import CGrinder
import Glibc

struct ServiceNotifier {
    private let socketPath: String?
    /// How often the watchdog wants to hear from this process; nil when it does not.
    let watchdogIntervalNs: UInt64?
    private var status = ""
    private var fedNs: UInt64 = 0
    private var extendedNs: UInt64 = 0

    /// Reads `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
    init() {
        socketPath = Self.variable("NOTIFY_SOCKET")
        let isOurs = Self.variable("WATCHDOG_PID").map { $0 == "\(getpid())" } ?? true
        let intervalUs = Self.variable("WATCHDOG_USEC").flatMap { UInt64($0) }
        watchdogIntervalNs = isOurs && socketPath != nil ? intervalUs.map { $0 * 1000 } : nil
    }

    func ready() { send("READY=1") }
    func stopping() { send("STOPPING=1") }

    /// Announces a reload: the manager waits for the next `ready`.
    func reloading() { send("RELOADING=1\nMONOTONIC_USEC=\(gr_clock_monotonic_ns() / 1000)") }

    mutating func show(_ status: String) {
        guard status != self.status else { return }
        self.status = status
        send("STATUS=\(status)")
    }

    /// Asks for half a minute more to start in, every ten seconds: how long it takes depends on what there is to load.
    mutating func extendStart(nowNs: UInt64) {
        guard nowNs - min(extendedNs, nowNs) >= 10_000_000_000 else { return }
        extendedNs = nowNs
        send("EXTEND_TIMEOUT_USEC=30000000")
    }

    /// Feeds the watchdog when a third of its interval has passed.
    mutating func feedWatchdog(nowNs: UInt64) {
        guard let watchdogIntervalNs, nowNs - min(fedNs, nowNs) >= watchdogIntervalNs / 3 else { return }
        fedNs = nowNs
        send("WATCHDOG=1")
    }

    /// The manager may be gone or slow; it will act on what it does not hear, and nothing here can mend that.
    private func send(_ text: String) {
        if let socketPath { _ = gr_notify(socketPath, text) }
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
