// The counters and gauges of a worker: which word means what, and who writes it. The raw
// value is the word's index in each writer's own block; a new one takes a free number and
// never an old one's.

@frozen
public enum WorkerCounter: Int, CaseIterable, Sendable {
    // Every worker
    case loopTurns = 0
    case loopStalls = 1
    case loopLongestNs = 2
    case errors = 3
    case errorsUnlisted = 4
    // Feed
    case feedEvents = 8
    case feedSent = 9
    case feedConflated = 10
    case feedPending = 11
    // Strategy
    case strategyTicks = 16
    case strategyFaults = 17
    case strategySnapshots = 18
    case strategyConflated = 19
    case strategyPending = 20
    // Execution
    case executionTicks = 24
    case executionPlaced = 25
    case executionCancelled = 26
    case executionFaults = 27
    case executionRefused = 28
    // Journal
    case journalRecords = 32
    case journalBatches = 33
    case journalRetries = 34
    case journalFailedSyncs = 35
    case journalFilesystemFreeBytes = 36
    case journalFilesystemTotalBytes = 37
}

extension WorkerCounter {
    public var instrument: Instrument {
        switch self {
        case .loopTurns: every("loop_turns", .counter, .turns, "Turns of the run loop that did some work.")
        case .loopStalls: every("loop_stalls", .counter, .turns, "Turns that took longer than 1 ms, waiting for records not counted.")
        case .loopLongestNs: every("loop_longest_ns", .gauge, .nanoseconds, "The longest turn, waiting for records not counted.")
        case .errors: every("errors", .counter, .errors, "Errors met; the error list names them.")
        case .errorsUnlisted: every("errors_unlisted", .counter, .errors, "Errors that found the error list full.")
        case .feedEvents: of(.feed, "feed_events", .counter, .events, "Events taken from the source: sent, conflated or pending.")
        case .feedSent: of(.feed, "feed_sent", .counter, .events, "Events written to the market ring.")
        case .feedConflated: of(.feed, "feed_conflated", .counter, .events, "Snapshots replaced by a newer one of their symbol before there was space.")
        case .feedPending: of(.feed, "feed_pending", .gauge, .events, "Snapshots that wait for space on the market ring.")
        case .strategyTicks: of(.strategy, "strategy_ticks", .counter, .ticks, "Events decided.")
        case .strategyFaults: of(.strategy, "strategy_faults", .counter, .events, "Events that could not be read or decided.")
        case .strategySnapshots: of(.strategy, "strategy_snapshots", .counter, .events, "Snapshots taken from the market ring in free-running mode: decided, conflated or pending.")
        case .strategyConflated: of(.strategy, "strategy_conflated", .counter, .events, "Of these, replaced by a newer one of their symbol before their turn came.")
        case .strategyPending: of(.strategy, "strategy_pending", .gauge, .events, "Of these, waiting for their turn.")
        case .executionTicks: of(.execution, "execution_ticks", .counter, .ticks, "Decisions executed.")
        case .executionPlaced: of(.execution, "execution_placed", .counter, .orders, "Orders placed at the port.")
        case .executionCancelled: of(.execution, "execution_cancelled", .counter, .orders, "Orders cancelled at the port.")
        case .executionFaults: of(.execution, "execution_faults", .counter, .ticks, "Decisions whose execution failed, and events without a decision.")
        case .executionRefused: of(.execution, "execution_refused", .counter, .orders, "Orders that a permit word stopped at the port.")
        case .journalRecords: of(.journal, "journal_records", .counter, .records, "Records written to the journal.")
        case .journalBatches: of(.journal, "journal_batches", .counter, .batches, "Group commits.")
        case .journalRetries: of(.journal, "journal_retries", .counter, .errors, "Writes that failed and were tried again: a full disk, a broken device.")
        case .journalFailedSyncs: of(.journal, "journal_failed_syncs", .gauge, .errors, "Syncs of this process that failed with nobody waiting for them.")
        case .journalFilesystemFreeBytes: of(.journal, "journal_filesystem_free_bytes", .gauge, .bytes, "Free space where the journal lies; 0 also without a journal.")
        case .journalFilesystemTotalBytes: of(.journal, "journal_filesystem_total_bytes", .gauge, .bytes, "Size of the file system where the journal lies; 0: no journal.")
        }
    }

    private func every(
        _ name: String, _ kind: Instrument.Kind, _ unit: Instrument.Unit, _ help: String
    ) -> Instrument {
        Instrument(name: name, kind: kind, unit: unit, writers: WorkerRole.allCases, help: help)
    }

    private func of(
        _ role: WorkerRole, _ name: String, _ kind: Instrument.Kind, _ unit: Instrument.Unit, _ help: String
    ) -> Instrument {
        Instrument(name: name, kind: kind, unit: unit, writers: [role], help: help)
    }
}
