// Starting workers, noticing that they died or hang, and starting them again.

import CGrinder
import Domain
import Glibc
import Rings
import Workers

extension Supervisor {
    /// Consumers first, so that no producer fills a ring that nobody reads.
    func start() throws(SupervisionError) {
        for (role, arguments) in plan {
            workers.append(WorkerHandle(role: role, arguments: arguments))
            try spawn(workers.count - 1)
        }
    }

    /// A worker that is started again logs as the supervisor does by then.
    private func logged(_ arguments: WorkerArguments) -> WorkerArguments {
        var arguments = arguments
        arguments.log = options.log()
        return arguments
    }

    private var plan: [(WorkerRole, WorkerArguments)] {
        var arguments = WorkerArguments()
        arguments.journal = options.journalPath
        arguments.durability = options.journalDurability
        arguments.segmentBytes = options.journalSegmentBytes
        arguments.directoryBytesMax = options.journalBytesMax
        var ofFeed = arguments
        ofFeed.fixture = options.fixturePath
        let journal: [(WorkerRole, WorkerArguments)] = options.journalPath == nil ? [] : [(.journal, arguments)]
        return journal + [(.execution, arguments), (.strategy, arguments), (.feed, ofFeed)]
    }

    private func spawn(_ index: Int) throws(SupervisionError) {
        let role = workers[index].role
        let slot = region.worker(role)
        slot.prepareForSpawn(boottimeNs: gr_clock_boottime_ns())
        let result = WorkerHandle.spawn(
            role, logged(workers[index].arguments).words,
            descriptors: [(region.fileDescriptor, Int32(GR_REGION_FD)), (trace, RunOutcome.traceDescriptor)])
        guard result.error == 0 else { throw .spawn(role, errno: result.error) }
        slot.setProcessID(result.pid)
        workers[index].started(pid: result.pid, pidfd: result.pidfd, atNs: gr_clock_monotonic_ns())
    }

    /// Whether the workers that the source keeps busy have come to their end.
    var isSourceDone: Bool { workers.allSatisfy { $0.hasFinished || $0.role == .journal } }

    // MARK: - Death

    /// Takes the exit status of a worker that ended.
    func reap(_ index: Int) throws(SupervisionError) {
        guard let status = workers[index].reap() else { return }
        let worker = workers[index]
        region.worker(worker.role).recordExit(code: status.code, signal: status.signal)
        if isEnding { return }
        if status.signal != 0 { return try bringBack(index, signal: status.signal) }
        if status.code != 0 {
            throw .workerFailed(
                worker.role, pid: worker.pid, code: status.code, detail: region.worker(worker.role).detail)
        }
        workers[index].finish()
    }

    /// A worker was killed: plans its restart, or ends the run.
    private func bringBack(_ index: Int, signal: Int32) throws(SupervisionError) {
        let worker = workers[index]
        guard options.journalPath != nil else {
            if let stalledMs = worker.stalledMs { throw .workerStalled(worker.role, pid: worker.pid, stalledMs: stalledMs) }
            throw .workerKilled(worker.role, pid: worker.pid, signal: signal)
        }
        let slot = region.worker(worker.role)
        let nowNs = gr_clock_monotonic_ns()
        switch restarts.decide(worker.role, progress: slot.recordsIn + slot.recordsOut, nowNs: nowNs) {
        case .giveUp:
            throw .restartLimit(worker.role, pid: worker.pid, signal: signal, restarts.policy)
        case .restart(let atNs):
            observer(
                .workerDied(
                    "worker \(worker.role.name) (pid \(worker.pid)) was killed by signal \(signal); starting it again"
                        + (atNs > nowNs ? " in \((atNs - nowNs) / 1_000_000) ms" : "")))
            workers[index].planRestart(atNs: atNs)
        }
    }

    var nextRestartNs: UInt64 { workers.compactMap(\.restartDueNs).min() ?? .max }

    func restartDue(_ nowNs: UInt64) throws(SupervisionError) {
        for index in workers.indices {
            guard let dueNs = workers[index].restartDueNs, dueNs <= nowNs else { continue }
            try spawn(index)
            workers[index].countRestart()
        }
    }

    // MARK: - Stalls

    /// Kills workers that have given no sign of life for too long; their death is dealt with as any other.
    func checkHeartbeats(_ nowNs: UInt64) throws(SupervisionError) {
        for index in workers.indices where workers[index].isAlive && workers[index].stalledMs == nil {
            let slot = region.worker(workers[index].role)
            let isStarting = slot.state == .starting
            let lastNs = max(slot.heartbeatNs, workers[index].startedNs)
            let silentNs = nowNs - min(lastNs, nowNs)
            guard silentNs > (isStarting ? options.startNsMax : options.stallNsMax) else { continue }
            observer(
                .workerStalled(
                    "worker \(workers[index].role.name) (pid \(workers[index].pid)) has been silent for "
                        + "\(silentNs / 1_000_000) ms; killing it"))
            workers[index].killStalled(afterMs: silentNs / 1_000_000)
        }
    }
}
