// The supervisor: creates the instance region, starts the workers, watches them, and ends the run.
// It runs on the main thread and starts none, because workers are forked from it and die with it.
//
// In this version a worker that dies ends the run: loudly, with its name, and leaving nothing behind.

import CGrinder
import Domain
import Engine
import Glibc
import Rings
import Workers

public final class Supervisor {
    private let configuration: RunConfiguration
    private let fixturePath: String
    private let region: InstanceRegion
    private let trace: Int32
    private let signals: Int32
    private var workers: [WorkerHandle] = []

    /// Prepares the region of a run. Nothing is started.
    public init(fixturePath: String, configuration: RunConfiguration) throws(SupervisionError) {
        self.fixturePath = fixturePath
        self.configuration = configuration
        do {
            region = try InstanceRegion.create(Self.specification())
            try configuration.store(in: region)
        } catch let error as ParameterError {
            throw .configuration(error.description)
        } catch {
            throw .region("\(error)")
        }
        trace = gr_memory_create("grinder-trace")
        guard trace >= 0 else { throw .systemCall("memfd_create", errno: -trace) }
        signals = gr_signalfd([SIGTERM, SIGINT], 2)
        guard signals >= 0 else { throw .systemCall("signalfd", errno: -signals) }
    }

    deinit {
        gr_close(trace)
        gr_close(signals)
    }

    private static func specification() -> RegionSpecification {
        var id = InstanceID(high: 0, low: 0)
        id.high = UInt64.random(in: .min ... .max)
        id.low = UInt64.random(in: .min ... .max)
        return RegionSpecification(
            instanceID: id,
            rings: [
                RingSpecification(kind: .market, of: gr_record_t.self, capacity: 4096),
                RingSpecification(kind: .intent, of: gr_record_t.self, capacity: 4096),
                RingSpecification(kind: .report, of: gr_record_t.self, capacity: 4096),
            ])
    }

    /// Starts the workers and watches them until the fixture is done. `progress` is called about
    /// twice a second with the number of records that the strategy has read.
    public func run(progress: (UInt64) -> Void = { _ in }) throws(SupervisionError) -> SupervisedRun {
        do throws(SupervisionError) {
            // Consumers first, so that no producer fills a ring that nobody reads.
            try spawn(.execution, [])
            try spawn(.strategy, [])
            try spawn(.feed, ["--fixture", fixturePath])
            try watch(progress)
        } catch {
            stopAll()
            throw error
        }
        return try collect()
    }

    // MARK: - Starting

    private func spawn(_ role: WorkerRole, _ arguments: [String]) throws(SupervisionError) {
        let slot = region.worker(role)
        slot.prepareForSpawn(boottimeNs: gr_clock_boottime_ns())
        let result = WorkerHandle.spawn(
            role, arguments, descriptors: [(region.fileDescriptor, Int32(GR_REGION_FD)), (trace, RunOutcome.traceDescriptor)])
        guard result.error == 0 else { throw .spawn(role, errno: result.error) }
        slot.setProcessID(result.pid)
        workers.append(WorkerHandle(role: role, pid: result.pid, pidfd: result.pidfd))
    }

    // MARK: - Watching

    private func watch(_ progress: (UInt64) -> Void) throws(SupervisionError) {
        while workers.contains(where: { $0.status == nil }) {
            var polled = workers.map { pollfd(fd: $0.status == nil ? $0.pidfd : -1, events: Int16(POLLIN), revents: 0) }
            polled.append(pollfd(fd: signals, events: Int16(POLLIN), revents: 0))
            let ready = poll(&polled, nfds_t(polled.count), 500)
            if ready < 0, errno != EINTR { throw .systemCall("poll", errno: errno) }
            if polled.last!.revents != 0 {
                let signal = gr_signalfd_next(signals)
                if signal > 0 { throw .interrupted(signal: signal) }
            }
            for index in workers.indices where polled[index].revents != 0 { try reap(index) }
            progress(region.worker(.strategy).recordsIn)
        }
    }

    /// Takes the exit status of a worker that ended; anything but a clean end fails the run.
    private func reap(_ index: Int) throws(SupervisionError) {
        guard let status = workers[index].reap() else { return }
        let role = workers[index].role
        region.worker(role).recordExit(code: status.code, signal: status.signal)
        if status.signal != 0 { throw .workerKilled(role, pid: workers[index].pid, signal: status.signal) }
        if status.code != 0 {
            throw .workerFailed(
                role, pid: workers[index].pid, code: status.code, detail: region.worker(role).detail)
        }
    }

    // MARK: - Ending

    /// Stops what still runs: asks first, then kills. Returns when no worker is left.
    private func stopAll() {
        for worker in workers where worker.status == nil { region.requestStop(worker.role) }
        let deadlineNs = gr_clock_monotonic_ns() + 2_000_000_000
        for index in workers.indices where workers[index].status == nil {
            while workers[index].status == nil {
                let now = gr_clock_monotonic_ns()
                if now >= deadlineNs { workers[index].kill() }
                let remainingMs = now >= deadlineNs ? 1000 : Int32((deadlineNs - now) / 1_000_000) + 1
                _ = gr_poll_readable(workers[index].pidfd, remainingMs)
                _ = workers[index].reap()
            }
        }
    }

    private func collect() throws(SupervisionError) -> SupervisedRun {
        guard var result = RunOutcome.load(from: region) else { throw .noResult }
        var symbols = SymbolTable()
        do { try RunOutcome.readTrace(from: trace, into: &result, &symbols) } catch { throw .trace("\(error)") }
        return SupervisedRun(
            result: result, symbols: symbols,
            workers: workers.map { worker in
                let slot = region.worker(worker.role)
                return WorkerReport(
                    role: worker.role, pid: worker.pid, recordsIn: slot.recordsIn, recordsOut: slot.recordsOut)
            },
            rings: [.market, .intent, .report].compactMap { kind in
                (try? region.ring(kind)).map { RingReport(kind: kind, records: $0.published) }
            })
    }

    /// Waits for SIGTERM or SIGINT.
    public func waitForSignal() throws(SupervisionError) -> Int32 {
        while true {
            let ready = gr_poll_readable(signals, -1)
            if ready < 0, ready != -EINTR { throw .systemCall("poll", errno: -ready) }
            let signal = gr_signalfd_next(signals)
            if signal > 0 { return signal }
        }
    }
}
