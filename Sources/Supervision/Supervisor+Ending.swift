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
        terminations = 1
        beginEnding()
        let deadlineNs = gr_clock_monotonic_ns() + options.drainNsMax
        for role in Self.drainOrder {
            guard workers.contains(where: { $0.role == role }) else { continue }
            region.requestStop(role)
            try awaitEnd(of: [role], deadlineNs)
        }
        return .interrupted(signal: signal)
    }

    /// Stops the journaller once nobody sends any more, and waits until it has written the rest. One that was
    /// killed meanwhile is started again for that.
    func endJournal() throws(SupervisionError) {
        guard let index = workers.firstIndex(where: { $0.role == .journal }) else { return }
        while !workers[index].hasFinished {
            if region.worker(.journal).stopRequest == .none { region.requestStop(.journal) }
            try attend()
        }
    }

    /// Ends a run that cannot go on. Where workers could not be kept alive, or what they do could not be written down,
    /// nothing may be left at the port.
    func giveUp(_ error: SupervisionError) throws(SupervisionError) {
        if !isEnding { beginEnding() }
        switch error {
        case .restartLimit, .journalFailed:
            region.permits.tripKillSwitch(reason: KillSwitchWord.error, by: .ofThisProcess())
            tendPermits()
            try cancelOpen()
        default: break
        }
        // Asks first, then kills.
        for worker in workers where worker.isAlive && region.worker(worker.role).stopRequest == .none {
            region.requestStop(worker.role)
        }
        try awaitEnd(of: workers.map(\.role), gr_clock_monotonic_ns() + 2_000_000_000)
    }

    /// Asks the execution, if it lives, to cancel what rests.
    private func cancelOpen() throws(SupervisionError) {
        guard workers.contains(where: { $0.role == .execution && $0.isAlive }) else { return }
        region.requestStop(.execution, .cancelOpen)
        try awaitEnd(of: [.execution], gr_clock_monotonic_ns() + options.drainNsMax)
        observer(.warning("execution: \(region.worker(.execution).detail)"))
    }

    /// Takes turns until the workers of `roles` have ended. The deadline, or a second signal, kills all that are left.
    private func awaitEnd(of roles: [WorkerRole], _ deadlineNs: UInt64) throws(SupervisionError) {
        while let worker = workers.first(where: { roles.contains($0.role) && $0.isAlive }) {
            if !isForced, gr_clock_monotonic_ns() >= deadlineNs {
                force("worker \(worker.role.name) did not end within the time that it may take; killing it")
            }
            guard try turn(untilNs: isForced ? .max : deadlineNs) != 0 else { continue }
            terminations += 1
            if !isForced, terminations > 1 { force("second signal: killing the workers") }
        }
        // A change of the kill switch since the last look is written down, however soon the end comes.
        tendPermits()
    }

    private func force(_ reason: String) {
        isForced = true
        observer(.draining(reason))
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
