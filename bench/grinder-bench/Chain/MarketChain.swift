// A chain under measurement: ticks go in where the market ring begins, each when it is due, and the last process
// records how long after that its intent had come to it.

import CGrinder
import Glibc
import Rings

protocol MarketChain: ~Copyable {
    mutating func send(_ index: Int, dueNs: UInt64) throws
    /// Ticks that have come through.
    var completed: UInt64 { get }
    /// Latencies so far, since the start of the chain.
    var latency: HistogramSnapshot { get }
    func pause()
    func resume()
}

enum ChainError: Error, CustomStringConvertible {
    case noStart(String)
    case stuck(String)
    case digest(through: String, inProcess: String)

    var description: String {
        switch self {
        case .noStart(let detail): "the chain did not start: \(detail)"
        case .stuck(let detail): "the chain stands still: \(detail)"
        case .digest(let through, let inProcess):
            "the chain's digest is \(through), in one process it is \(inProcess)"
        }
    }
}

extension MarketChain where Self: ~Copyable {
    /// Sends ticks `first...` of the source, tick i at `offsetsNs[i]` after a start a little ahead, and waits until
    /// all are through. Open loop: the schedule does not wait for the chain. What this slice recorded.
    mutating func drive(_ offsetsNs: ArraySlice<UInt64>, first: Int, of count: Int) throws -> HistogramSnapshot {
        resume()
        let before = latency
        let target = completed + UInt64(offsetsNs.count)
        let startNs = gr_clock_monotonic_ns() + 200_000
        let base = offsetsNs.first ?? 0
        for (position, offset) in offsetsNs.enumerated() {
            let dueNs = startNs + (offset - base)
            while gr_clock_monotonic_ns() < dueNs { gr_cpu_yield() }
            try send((first + position) % count, dueNs: dueNs)
        }
        let deadlineNs = gr_clock_monotonic_ns() + 20_000_000_000
        while completed < target {
            guard gr_clock_monotonic_ns() < deadlineNs else { throw ChainError.stuck("\(target - completed) ticks are missing") }
            gr_cpu_yield()
        }
        pause()
        rest(afterNs: gr_clock_monotonic_ns() - startNs)
        return latency.since(before)
    }

    /// A tenth of a slice: the kernel takes the core from real-time processes that had it for 95 % of a second, for
    /// the rest of that second, and ticks that are due then would be charged to the chain.
    private func rest(afterNs busyNs: UInt64) {
        var pause = timespec(tv_sec: 0, tv_nsec: Int(min(busyNs / 10, 100_000_000)))
        nanosleep(&pause, nil)
    }
}

/// A process of a chain, ended with this object.
struct ChainProcess {
    let pidfd: Int32

    init(pidfd: Int32) { self.pidfd = pidfd }

    init(_ words: [String], descriptors: [(source: Int32, target: Int32)]) throws(ChainError) {
        let child = BenchProcess.spawn(words, descriptors)
        guard child.error == 0 else { throw .noStart("\(words[0]): errno \(child.error)") }
        pidfd = child.pidfd
    }

    func send(_ signal: Int32) { _ = gr_pidfd_send_signal(pidfd, signal) }

    /// Waits for its end; the exit code.
    func end() -> Int32 {
        var status = gr_exit_status_t()
        _ = gr_process_reap(pidfd, true, &status)
        gr_close(pidfd)
        return status.code
    }
}
