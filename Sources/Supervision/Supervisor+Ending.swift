// How a run ends: its result collected, drained in order on a signal, or given up.

import CGrinder
import Domain
import Engine
import Glibc
import Rings
import Workers

extension Supervisor {
    /// The order of a drain: a worker ends when everything before it has ended and its ring is empty.
    static let drainOrder: [WorkerRole] = [.feed, .strategy, .execution, .journal]

    /// Stops the workers in order, each after it has taken what is there. The reason why the run ended.
    ///
    /// A second signal, or the time that a drain may take, forces the end.
    func drain(afterSignal signal: Int32) throws(SupervisionError) -> SupervisionError {
        isEnding = true
        notifier.stopping()
        let deadlineNs = gr_clock_monotonic_ns() + options.drainNsMax
        for role in Self.drainOrder {
            guard let index = workers.firstIndex(where: { $0.role == role }) else { continue }
            region.requestStop(role)
            while workers[index].isAlive {
                let nowNs = gr_clock_monotonic_ns()
                if nowNs >= deadlineNs {
                    observer(.draining("worker \(role.name) did not end within the time of a drain; killing it"))
                    killAll()
                }
                let next = try wait(untilNs: min(deadlineNs, nowNs + Self.checkNs))
                if next == SIGTERM || next == SIGINT {
                    observer(.draining("second signal: killing the workers"))
                    killAll()
                }
                tendPermits()
            }
        }
        return .interrupted(signal: signal)
    }

    /// Stops the journaller once nobody sends any more, and waits until it has written the rest. One that was
    /// killed meanwhile is started again for that.
    func endJournal() throws(SupervisionError) {
        guard let index = workers.firstIndex(where: { $0.role == .journal }) else { return }
        region.requestStop(.journal)
        while !workers[index].hasFinished {
            _ = try wait(untilNs: min(gr_clock_monotonic_ns() + Self.checkNs, nextRestartNs))
            let nowNs = gr_clock_monotonic_ns()
            if nextRestartNs <= nowNs {
                try restartDue(nowNs)
                region.requestStop(.journal)
            }
            try checkHeartbeats(nowNs)
            try checkJournal(nowNs)
            tendPermits()
        }
    }

    /// Ends a run that cannot go on. Where workers could not be kept alive, or what they do could not be written down,
    /// nothing may be left at the port.
    func giveUp(_ error: SupervisionError) {
        switch error {
        case .restartLimit, .journalFailed:
            region.permits.tripKillSwitch(reason: KillSwitchWord.error, by: .ofThisProcess())
            tendPermits()
            cancelOpen()
        default: break
        }
        isEnding = true
        stopAll()
    }

    /// Asks the execution, if it lives, to cancel what rests.
    private func cancelOpen() {
        guard let worker = workers.first(where: { $0.role == .execution }), worker.isAlive else { return }
        region.requestStop(.execution, .cancelOpen)
        _ = gr_poll_readable(worker.pidfd, Int32(options.drainNsMax / 1_000_000))
        observer(.warning("execution: \(region.worker(.execution).detail)"))
    }

    /// Stops what still runs: asks first, then kills. Returns when no worker is left.
    private func stopAll() {
        for worker in workers where worker.isAlive && region.worker(worker.role).stopRequest == .none {
            region.requestStop(worker.role)
        }
        let deadlineNs = gr_clock_monotonic_ns() + 2_000_000_000
        for index in workers.indices {
            while workers[index].isAlive {
                let now = gr_clock_monotonic_ns()
                if now >= deadlineNs { workers[index].kill() }
                let remainingMs = now >= deadlineNs ? 1000 : Int32((deadlineNs - now) / 1_000_000) + 1
                _ = gr_poll_readable(workers[index].pidfd, remainingMs)
                _ = workers[index].reap()
            }
        }
    }

    private func killAll() {
        for worker in workers where worker.isAlive { worker.kill() }
    }

    func collect() throws(SupervisionError) -> SupervisedRun {
        guard let published = RunOutcome.load(from: region) else { throw .noResult }
        var result = published.result
        var symbols = SymbolTable()
        var paper: PaperReport?
        do {
            if let words = try RunOutcome.readTrace(from: trace, into: &result, &symbols) {
                paper = try PaperReport(
                    result, fullDigest: published.fullDigest, words: words, options.fixturePath, symbols)
            }
        } catch {
            throw .trace("\(error)")
        }
        return SupervisedRun(
            result: result, symbols: symbols, paper: paper,
            workers: workers.map { worker in
                let slot = region.worker(worker.role)
                return WorkerReport(
                    role: worker.role, pid: worker.pid, recordsIn: slot.recordsIn, recordsOut: slot.recordsOut,
                    restarts: worker.restarts)
            },
            rings: [.market, .intent, .report].compactMap { kind in
                (try? region.ring(kind)).map { RingReport(kind: kind, records: $0.published) }
            },
            flow: FlowReport(region))
    }
}
