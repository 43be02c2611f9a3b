// Counts what the workers of a supervised run ask of the kernel, between two readings of how many ticks were decided.

import CGrinder
import CSystemCallCounter
import Domain
import Glibc
import Rings

enum SystemCallError: Error, CustomStringConvertible {
    case refused(errno: Int32)
    case threads(String, Int)
    case ended
    case stuck(UInt64, of: UInt64)

    var description: String {
        switch self {
        case .refused(let code):
            "tracing a worker was refused: \(String(cString: strerror(code))); run as root or with CAP_SYS_PTRACE"
        case .threads(let name, let count): "the \(name) has \(count) threads; only the main thread is counted"
        case .ended: "the run ended before as many ticks were decided; use a longer fixture or fewer slices"
        case .stuck(let ticks, let wanted): "only \(ticks) of \(wanted) ticks were decided within two minutes"
        }
    }
}

/// One worker's system calls over some ticks.
struct SystemCallCount {
    let role: WorkerRole
    let calls: [(name: String, count: UInt64)]
    let total: UInt64
}

/// The workers of one run under trace, from `init` to `end`.
struct SystemCallTracer: ~Copyable {
    private let region: InstanceRegion
    private let tracees: UnsafeMutableBufferPointer<sc_tracee_t>
    private let deadlineNs = gr_clock_monotonic_ns() + 120_000_000_000

    init(_ instance: SupervisedInstance) throws {
        region = instance.region
        let roles = SupervisedInstance.roles
        tracees = .allocate(capacity: roles.count)
        tracees.initialize(repeating: sc_tracee_t())
        for (index, role) in roles.enumerated() {
            let pid = region.worker(role).processID
            let threads = try DirectoryListing.names("/proc/\(pid)/task").count
            guard threads == 1 else { throw SystemCallError.threads(role.name, threads) }
            let result = sc_begin(tracees.baseAddress! + index, pid)
            guard result == 0 else { throw SystemCallError.refused(errno: -result) }
        }
    }

    deinit { tracees.deallocate() }

    private var ticks: UInt64 { region.counters(.strategy)[.strategyTicks] }

    /// Lets `count` ticks pass. How many it were.
    private func pass(_ count: UInt64) throws -> UInt64 {
        let first = ticks
        while true {
            for index in tracees.indices {
                let result = sc_collect(tracees.baseAddress! + index)
                if result == -ESRCH { throw SystemCallError.ended }
                guard result >= 0 else { throw SystemCallError.refused(errno: -result) }
            }
            let passed = ticks - first
            if passed >= count { return passed }
            guard gr_clock_monotonic_ns() < deadlineNs else { throw SystemCallError.stuck(passed, of: count) }
            var pause = timespec(tv_sec: 0, tv_nsec: 20_000)
            nanosleep(&pause, nil)
        }
    }

    /// What is counted while `count` ticks pass, after `warm` that do not count.
    func count(ticks count: UInt64, after warm: UInt64) throws -> (ticks: UInt64, workers: [SystemCallCount]) {
        _ = try pass(warm)
        for index in tracees.indices { sc_reset(tracees.baseAddress! + index) }
        let passed = try pass(count)
        let workers = zip(SupervisedInstance.roles, tracees.indices).map { role, index in
            let tracee = tracees.baseAddress! + index
            let calls = (0..<UInt64(SC_NUMBERS_MAX)).compactMap { number -> (name: String, count: UInt64)? in
                let count = sc_calls(tracee, number)
                guard count > 0 else { return nil }
                return (sc_name(number).map { String(cString: $0) } ?? "system call \(number)", count)
            }
            return SystemCallCount(role: role, calls: calls, total: tracee.pointee.total)
        }
        return (passed, workers)
    }

    /// Lets the workers go on without it.
    func end() throws {
        for index in tracees.indices {
            let result = sc_end(tracees.baseAddress! + index)
            guard result == 0 else { throw SystemCallError.refused(errno: -result) }
        }
    }
}
