// The supervisor: creates the instance region, starts the workers, watches them, starts them again when they die,
// and ends the run. It runs on the main thread and starts none, because workers are forked from it and die with it.
//
// A worker that is killed or hangs is started again as long as a journal is kept: it computes its state again from
// the records and goes on. Without a journal, and for a worker that gives up by itself, the run ends: loudly, with
// the worker's name, and leaving nothing behind.

import CGrinder
import Domain
import Engine
import Glibc
import Journal
import Observability
import Rings
import Workers

public final class Supervisor {
    let options: SupervisorOptions
    let region: InstanceRegion
    let trace: Int32
    private let signals: Int32
    var workers: [WorkerHandle] = []
    var restarts: RestartBook
    var notifier = ServiceNotifier()
    /// Changes of the kill switch that were written down, and turns to wait for one that is not complete.
    var killSwitchChangesSeen: UInt64 = 0
    var killSwitchPatience = 20
    /// Since when the journal cannot be written; nil while it can.
    var journalFailingSinceNs: UInt64?
    /// Deaths are expected from now on.
    var isEnding = false
    let observer: (SupervisorEvent) -> Void
    private let reloadSettings: () -> [String]
    let observation: Observation?
    /// Where the status page is; nil when none is served.
    public var httpURL: String? { observation?.url }

    /// How often heartbeats and permit words are looked at.
    static let checkNs: UInt64 = 50_000_000

    /// Prepares the region of a run. Nothing is started.
    ///
    /// - Parameters:
    ///   - reload: takes over what a person changed, and says what that was, a line each.
    ///   - observer: hears what happens beside the plan.
    public init(
        _ options: SupervisorOptions, reload: @escaping () -> [String] = { ["nothing can be reloaded"] }, observer: @escaping (SupervisorEvent) -> Void = { _ in }
    ) throws(SupervisionError) {
        self.options = options
        self.observer = observer
        reloadSettings = reload
        restarts = RestartBook(options.restarts)
        let earlier = try JournalledRun.find(options)
        do {
            region = try InstanceRegion.create(Self.specification(options, earlier))
            try options.configuration.store(in: region)
        } catch let error as ParameterError {
            throw .configuration(error.description)
        } catch {
            throw .region("\(error)")
        }
        if let journal = options.journalPath { try earlier?.checkConfiguration(region, journal) }
        trace = gr_memory_create("grinder-trace")
        guard trace >= 0 else { throw .systemCall("memfd_create", errno: -trace) }
        signals = gr_signalfd([SIGTERM, SIGINT, SIGHUP], 3)
        guard signals >= 0 else { throw .systemCall("signalfd", errno: -signals) }
        do throws(HTTPServerError) {
            observation = try Observation.serving(options, region)
        } catch {
            throw .http("\(error)")
        }
        if let earlier { report(earlier) }
    }

    private func report(_ earlier: JournalledRun) {
        let records = [RingKind.market, .intent, .report].reduce(0) { $0 + earlier.positions[JournalStream($1)] }
        observer(.resumed("resuming after \(records) journalled records"))
        if let tail = earlier.tornTail { observer(.warning("journal: \(tail); the rest is computed again")) }
    }

    deinit {
        gr_close(trace)
        gr_close(signals)
    }

    private static func specification(_ options: SupervisorOptions, _ earlier: JournalledRun?) -> RegionSpecification {
        let newID = InstanceID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
        let rings = [RingKind.market, .intent, .report].map { kind in
            var ring = RingSpecification(
                kind: kind, of: gr_record_t.self, capacity: 4096, isTapped: options.journalPath != nil)
            ring.start = earlier?.positions[JournalStream(kind)] ?? 0
            return ring
        }
        return RegionSpecification(instanceID: earlier?.instance ?? newID, rings: rings)
    }

    /// Starts the workers and watches them until the source is at its end. `progress` is called about
    /// twice a second with the number of records that the strategy has read.
    public func run(progress: (UInt64) -> Void = { _ in }) throws(SupervisionError) -> SupervisedRun {
        arm()
        do throws(SupervisionError) {
            try start()
            try watch(progress)
            try endJournal()
        } catch {
            giveUp(error)
            throw error
        }
        return try collect()
    }

    // MARK: - Watching

    private func watch(_ progress: (UInt64) -> Void) throws(SupervisionError) {
        var nextCheckNs: UInt64 = 0
        var nextProgressNs: UInt64 = 0
        while !isSourceDone {
            let signal = try wait(untilNs: min(nextCheckNs, nextRestartNs))
            if signal == SIGTERM || signal == SIGINT { throw try drain(afterSignal: signal) }
            if signal == SIGHUP { reload() }
            let nowNs = gr_clock_monotonic_ns()
            try restartDue(nowNs)
            if nowNs >= nextCheckNs {
                nextCheckNs = nowNs + Self.checkNs
                try checkHeartbeats(nowNs)
                try checkJournal(nowNs)
                tendPermits()
                notify(nowNs)
            }
            if nowNs >= nextProgressNs {
                nextProgressNs = nowNs + 500_000_000
                progress(region.worker(.strategy).recordsIn)
            }
        }
    }

    /// Waits for a signal, a death or a point in time; deaths are dealt with. The signal, or 0.
    func wait(untilNs deadlineNs: UInt64) throws(SupervisionError) -> Int32 {
        var polled = workers.map { pollfd(fd: $0.isAlive ? $0.pidfd : -1, events: Int16(POLLIN), revents: 0) }
        polled.append(pollfd(fd: signals, events: Int16(POLLIN), revents: 0))
        polled += observation?.pollDescriptors() ?? []
        let nowNs = gr_clock_monotonic_ns()
        let remainingNs = deadlineNs > nowNs ? deadlineNs - nowNs : 0
        // Rounded up, so that a deadline is not met by turning in circles.
        let timeoutMs = Int32(min((remainingNs + 999_999) / 1_000_000, 1000))
        let ready = poll(&polled, nfds_t(polled.count), timeoutMs)
        if ready < 0, errno != EINTR { throw .systemCall("poll", errno: errno) }
        observation?.handle(ready: polled[(workers.count + 1)...], nowNs: gr_clock_monotonic_ns())
        guard ready > 0 else { return 0 }
        for index in workers.indices where polled[index].revents != 0 { try reap(index) }
        return polled[workers.count].revents != 0 ? max(gr_signalfd_next(signals), 0) : 0
    }

    private func notify(_ nowNs: UInt64) {
        let live = workers.filter { $0.isAlive }
        guard live.allSatisfy({ region.worker($0.role).heartbeatNs != 0 }) else { return }
        if !isReady {
            isReady = true
            notifier.ready()
        }
        notifier.show(
            "\(live.count) workers, \(region.worker(.strategy).recordsIn) records, "
                + "\(workers.reduce(0) { $0 + $1.restarts }) restarts"
                + (region.permits.killSwitch != 0 ? ", KILL SWITCH" : ""))
        if live.allSatisfy({ isFresh($0, nowNs) }) { notifier.feedWatchdog(nowNs: nowNs) }
    }

    /// Whether a worker has given a sign of life within the watchdog's interval.
    private func isFresh(_ worker: WorkerHandle, _ nowNs: UInt64) -> Bool {
        let heartbeatNs = region.worker(worker.role).heartbeatNs
        return nowNs - min(heartbeatNs, nowNs) < notifier.watchdogIntervalNs ?? .max
    }

    /// Whether the service manager was told that all workers are up.
    private var isReady = false

    private func reload() {
        notifier.reloading()
        for line in reloadSettings() { observer(.reloaded("SIGHUP: \(line)")) }
        notifier.ready()
    }

    /// Waits for SIGTERM or SIGINT after the run.
    public func waitForSignal() throws(SupervisionError) -> Int32 {
        while true {
            let signal = try wait(untilNs: gr_clock_monotonic_ns() + Self.checkNs)
            if signal == SIGHUP { reload() }
            if signal == SIGTERM || signal == SIGINT {
                notifier.stopping()
                return signal
            }
            tendPermits()
            notify(gr_clock_monotonic_ns())
        }
    }
}
