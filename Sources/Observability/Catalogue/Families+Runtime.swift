// Beyond the reference: the process, its permits, workers, rings and latencies, and this server itself.

extension MetricCatalogue {
    static let process: [MetricFamily] = [
        .ours(
            .buildInfo, .gauge, "Constant 1; the labels say what runs.", labels: [.version, .build],
            startsAtOne: [[BuildInfo.version, BuildInfo.kind]]),
        .ours(
            .processStartTimeSeconds, .gauge, "When the supervisor started.", unit: "seconds since 1970",
            format: .fixed(3)),
        .ours(.ready, .gauge, "1 while /readyz answers 200.", unit: "bool"),
    ]

    static let trading: [MetricFamily] = [
        .ours(.openOrders, .gauge, "Orders that rest, over all symbols."),
        .ours(.equity, .gauge, "Equity of the account.", unit: "quote currency", format: .fixed(2)),
        .ours(.realizedPnL, .gauge, "Realized profit and loss.", unit: "quote currency", format: .fixed(2)),
        .ours(.unrealizedPnL, .gauge, "Profit and loss of open positions.", unit: "quote currency", format: .fixed(2)),
        .ours(.drawdownLimitPct, .gauge, "The drawdown that stops trading; 0: no limit.", unit: "percent", format: .fixed(2)),
        .ours(.reconcileEnabled, .gauge, "1 while reconciliation is expected to run.", unit: "bool"),
        .ours(.mlEnabled, .gauge, "1 while a model is expected to answer.", unit: "bool"),
    ]

    static let permits: [MetricFamily] = [
        .ours(
            .leaseRemainingSeconds, .gauge, "Time until the lease ends; 0: not held, +Inf: held without end.", unit: "seconds",
            format: .fixed(3)),
        .ours(.fenceEpoch, .gauge, "Leadership epoch that decisions carry."),
        .ours(.leaseRenewals, .counter, "Renewals of the lease.", labels: [.renewal]),
        .ours(.leaseRefusedWrites, .counter, "Writes refused for want of a lease.", labels: [.leaseRefusal]),
        .ours(
            .schedulingGapSeconds, .gauge, "Longest time that the supervisor's loop was held up.", unit: "seconds",
            format: .fixed(3)),
        .ours(.armed, .gauge, "1 while orders that increase risk may leave.", unit: "bool"),
        .ours(.tradingMode, .gauge, "1 for what the instance may do at most.", labels: [.tradingMode], startsAtOne: [["none"]]),
        .ours(.operatorOverride, .gauge, "1 for the operator's override in force.", labels: [.override], startsAtOne: [["none"]]),
    ]

    static let supervisor: [MetricFamily] = [
        .ours(.auditWrites, .counter, "Changes of the kill switch that were, or could not be, written to a file.", labels: [.auditFile, .auditResult]),
        .ours(.restartBudget, .gauge, "Restarts that --restart-limit allows within its span of time, over all workers."),
        .ours(.restartBudgetLeft, .gauge, "Restarts that are still allowed; one more death ends the run when it is 0."),
        .ours(.clockSteps, .counter, "Times that the wall clock was set at once.", labels: [.clockDirection]),
        .ours(.clockStepSeconds, .gauge, "How far it was set the last time; negative: back.", unit: "seconds", format: .fixed(3)),
        .ours(.configurationReloads, .counter, "Reloads that were asked for with SIGHUP.", labels: [.reloadResult]),
        .ours(.configurationLastReloadFailed, .gauge, "1 while the last reload failed and the configuration before it is in force.", unit: "bool"),
    ]

    static let workers: [MetricFamily] = [
        .ours(.workerUp, .gauge, "1 while the worker's process lives.", unit: "bool", labels: [.worker]),
        .ours(
            .workerState, .gauge, "1 for the state that the worker shows.", labels: [.worker, .workerState],
            startsAtOne: MetricLabel.worker.values.map { [$0, "empty"] }),
        .ours(.workerRestarts, .counter, "Times the worker was started again.", labels: [.worker]),
        .ours(.workerRestartsRecent, .gauge, "Of these, those that count against the limit on restarts now.", labels: [.worker]),
        .ours(
            .workerHeartbeatAgeSeconds, .gauge, "Time since the worker's last sign of life.", unit: "seconds",
            labels: [.worker], format: .fixed(3)),
        .ours(
            .workerProgressAgeSeconds, .gauge, "Time since the worker last finished a record.", unit: "seconds",
            labels: [.worker], format: .fixed(3)),
        .ours(.workerRecordsIn, .counter, "Records the worker has read.", labels: [.worker]),
        .ours(.workerRecordsOut, .counter, "Records the worker has written.", labels: [.worker]),
        .ours(.loopTurns, .counter, "Turns of the run loop that did some work.", labels: [.worker]),
        .ours(
            .loopStalls, .counter, "Turns that took longer than 1 ms, waiting for records not counted.", labels: [.worker]),
        .ours(
            .loopLongestSeconds, .gauge, "The longest turn, waiting for records not counted.", unit: "seconds",
            labels: [.worker], format: .shortest),
        .ours(.errors, .counter, "Errors met; the error list names them.", labels: [.worker]),
        .ours(.errorsUnlisted, .counter, "Errors that found the error list full.", labels: [.worker]),
        .ours(.feedEvents, .counter, "Events taken from the source: sent, conflated or pending."),
        .ours(.feedSent, .counter, "Events written to the market ring."),
        .ours(.feedConflated, .counter, "Snapshots replaced by a newer one of their symbol before there was space."),
        .ours(.feedPending, .gauge, "Snapshots that wait for space on the market ring."),
        .ours(.strategyTicks, .counter, "Events decided."),
        .ours(.strategyFaults, .counter, "Events that could not be read or decided."),
        .ours(.strategySnapshots, .counter, "Snapshots taken from the market ring in free-running mode: decided, conflated or pending."),
        .ours(.strategyConflated, .counter, "Of these, replaced by a newer one of their symbol before their turn came."),
        .ours(.strategyPending, .gauge, "Of these, waiting for their turn."),
        .ours(.executionTicks, .counter, "Decisions executed."),
        .ours(.executionPlaced, .counter, "Orders placed at the port."),
        .ours(.executionCancelled, .counter, "Orders cancelled at the port."),
        .ours(.executionFaults, .counter, "Decisions whose execution failed, and events without a decision."),
        .ours(.executionRefused, .counter, "Orders that a permit word stopped at the port."),
        .ours(.journalRecords, .counter, "Records written to the journal."),
        .ours(.journalBatches, .counter, "Group commits."),
        .ours(
            .journalRetries, .counter, "Writes that failed and were tried again: a full disk, a broken device."),
        .ours(.journalFailedSyncs, .gauge, "Syncs of this process that failed with nobody waiting for them."),
        .ours(.journalFilesystemFreeBytes, .gauge, "Free space where the journal lies; 0 also without a journal.", unit: "bytes"),
        .ours(.journalFilesystemTotalBytes, .gauge, "Size of the file system where the journal lies; 0: no journal.", unit: "bytes"),
    ]

    static let rings: [MetricFamily] = [
        .ours(.ringRecords, .counter, "Records published.", labels: [.ring]),
        .ours(.ringDepth, .gauge, "Records published and not yet finished with.", labels: [.ring]),
        .ours(.ringCapacity, .gauge, "Records that the ring holds.", labels: [.ring]),
        .ours(.ringHighWater, .gauge, "Greatest depth that the supervisor has seen.", labels: [.ring]),
        .ours(.ringFullWaits, .counter, "Times the producer found the ring full.", labels: [.ring]),
        .ours(.ringConflated, .counter, "Records merged instead of queued.", labels: [.ring]),
        .ours(.ringParks, .counter, "Times an end of the ring went to sleep.", labels: [.ring, .ringEnd]),
    ]

    static let latency: [MetricFamily] = [
        .ours(
            .stageLatencySeconds, .histogram, "Time that a tick spends in a stage.", unit: "seconds", labels: [.stage],
            format: .shortest,
            bounds: [
                1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 0.01, 0.025, 0.05, 0.1,
                0.25, 0.5, 1,
            ])
    ]

    static let httpServer: [MetricFamily] = [
        .ours(.httpServerRequests, .counter, "Requests answered.", labels: [.page, .answer]),
        .ours(.httpServerRefused, .counter, "Connections and requests refused.", labels: [.refusal]),
        .ours(.httpServerConnections, .gauge, "Connections that stand."),
    ]
}

extension MetricLabel {
    static let version = enumerated("version", [BuildInfo.version])
    static let build = enumerated("build", [BuildInfo.kind])
    static let renewal = enumerated("result", ["ok", "error"])
    static let leaseRefusal = enumerated("reason", ["not_leader", "lease_expired", "lease_expiring", "fence_stale", "clock_jump"])
    static let tradingMode = enumerated("mode", ["none", "paper", "live"])
    static let override = enumerated("override", ["none", "pause", "emergency"])
    static let auditFile = enumerated("file", ["audit", "kill_switch"])
    static let auditResult = enumerated("result", ["ok", "error"])
    static let clockDirection = enumerated("direction", ["forward", "backward"])
    static let reloadResult = enumerated("result", ["ok", "failed"])
    static let worker = enumerated("worker", ["feed", "strategy", "execution", "reconcile", "journal"])
    static let workerState = enumerated(
        "state", ["empty", "starting", "recovering", "running", "draining", "stopped", "failed"])
    static let ring = enumerated("ring", ["market", "intent", "report", "remediation", "control"])
    static let ringEnd = enumerated("end", ["producer", "consumer"])
    static let stage = enumerated("stage", ["receive_to_decide", "decide_to_execute", "execute", "decide_to_report", "tick_to_intent", "tick_to_order"])
    static let page = enumerated("page", ["healthz", "readyz", "metrics", "status", "page", "other"])
    static let answer = enumerated("status", ["2xx", "4xx", "5xx"])
    static let refusal = enumerated("reason", ["malformed", "too_large", "timeout", "evicted", "misdirected"])
}
