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
    var clock = ClockWatch()
    var notifier = ServiceNotifier()
    /// Changes of the kill switch that were written down, and turns to wait for one that is not complete.
    var killSwitchChangesSeen: UInt64 = 0
    var killSwitchPatience = 20
    /// Since when the journal cannot be written; nil while it can.
    var journalFailingSinceNs: UInt64?
    /// Deaths are expected from now on.
    var isEnding = false
    /// Workers that had not ended by themselves were killed.
    var isForced = false
    /// SIGTERM and SIGINT so far.
    var terminations = 0
    /// Whether the service manager was told that all workers are up.
    var isReady = false
    private var nextLookNs: UInt64 = 0
    let observer: (SupervisorEvent) -> Void
    let reloadSettings: () -> ReloadOutcome
    let observation: Observation?
    /// Where the status page is; nil when none is served.
    public var httpURL: String? { observation?.url }

    /// How often permit words are looked at and the service manager hears of this instance.
    static let checkNs: UInt64 = 50_000_000

    /// Prepares the region of a run. Nothing is started.
    ///
    /// - Parameters:
    ///   - reload: takes over what a person changed, and says what that was, a line each.
    ///   - observer: hears what happens beside the plan.
    public init(
        _ options: SupervisorOptions, reload: @escaping () -> ReloadOutcome = { ReloadOutcome(["nothing can be reloaded"]) }, observer: @escaping (SupervisorEvent) -> Void = { _ in }
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
            try giveUp(error)
            throw error
        }
        // A run may be over before the first look around, or since the last.
        tendPermits()
        tendService(gr_clock_monotonic_ns())
        return try collect()
    }

    // MARK: - Turns

    private func watch(_ progress: (UInt64) -> Void) throws(SupervisionError) {
        var nextProgressNs: UInt64 = 0
        while !isSourceDone {
            try attend()
            let nowNs = gr_clock_monotonic_ns()
            guard nowNs >= nextProgressNs else { continue }
            nextProgressNs = nowNs + 500_000_000
            progress(region.worker(.strategy).recordsIn)
        }
    }

    /// One turn of a run that is to go on: what happens to its workers is mended, SIGTERM and SIGINT drain it.
    func attend() throws(SupervisionError) {
        let signal = try turn(untilNs: nextRestartNs)
        if signal != 0 { throw try drain(afterSignal: signal) }
        let nowNs = gr_clock_monotonic_ns()
        try restartDue(nowNs)
        try checkHeartbeats(nowNs)
        try checkJournal(nowNs)
    }

    /// One turn of any phase: sleeps until something happens or it is time, and looks after all that must go on
    /// whatever the workers do: pages, reloads, permits, the service manager. SIGTERM or SIGINT, if one came, or 0.
    func turn(untilNs deadlineNs: UInt64 = .max) throws(SupervisionError) -> Int32 {
        let signal = try wait(untilNs: min(deadlineNs, nextLookNs))
        let nowNs = gr_clock_monotonic_ns()
        if nowNs >= nextLookNs {
            nextLookNs = nowNs + Self.checkNs
            tendPermits()
            observeSelf(nowNs)
            tendService(nowNs)
        }
        guard signal == SIGHUP else { return signal }
        if !isEnding { reload() }
        return 0
    }

    /// Waits for a signal, a death, a request or a point in time; deaths and requests are dealt with. The signal, or 0.
    private func wait(untilNs deadlineNs: UInt64) throws(SupervisionError) -> Int32 {
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

    /// Waits for SIGTERM or SIGINT after the run.
    public func waitForSignal() throws(SupervisionError) -> Int32 {
        while true {
            let signal = try turn()
            guard signal != 0 else { continue }
            tendPermits()
            beginEnding()
            return signal
        }
    }
}
