// What compares our books with the venue's: reconciliation, fills, account sync.

extension MetricCatalogue {
    static let reconcile: [MetricFamily] = [
        MetricFamily(
            .reconcileMismatch, .counter, "Differences between expected and observed state.", labels: [.mismatch]),
        MetricFamily(
            .reconcileLastSnapshotAgeSeconds, .gauge, "Age of the newest snapshot at the last run.", unit: "seconds",
            format: .fixed(1)),
        MetricFamily(
            .reconcileLastSnapshotTsMs, .gauge, "Time of the newest snapshot; 0: none yet.", unit: "ms since 1970"),
        MetricFamily(.reconcileRuns, .counter, "Completed comparisons."),
        MetricFamily(
            .reconcileActionPlanned, .counter, "Actions that would have run but for the mode.", labels: [.remediation]),
        MetricFamily(.reconcileActionExecuted, .counter, "Actions sent.", labels: [.remediation]),
        MetricFamily(
            .reconcileActionBlocked, .counter, "Actions that a safety gate refused or the port failed.",
            labels: [.remediationBlock], reference: .empty, contract: .lines),
        MetricFamily(.reconcileRunsWithMismatch, .counter, "Comparisons that found a difference."),
        MetricFamily(
            .reconcileRunsWithRemediation, .counter, "Actions sent; counts actions, despite its name.",
            labels: [.remediation]),
        MetricFamily(
            .reconcileLastRemediationTsMs, .gauge, "Time of the last action; 0: none yet.", unit: "ms since 1970"),
        MetricFamily(.reconcileBudgetCallsUsedDay, .gauge, "Remediation calls used today."),
        MetricFamily(
            .reconcileBudgetNotionalUsedDay, .gauge, "Remediation notional used today.", unit: "USDT",
            format: .fixed(2)),
        MetricFamily(.reconcileBudgetCallsRemainingDay, .gauge, "Remediation calls left today."),
        MetricFamily(
            .reconcileBudgetNotionalRemainingDay, .gauge, "Remediation notional left today.", unit: "USDT",
            format: .fixed(2)),
        MetricFamily(.reconcileBudgetConfigured, .gauge, "1 once a remediation budget is in force.", unit: "bool"),
    ]

    static let fills: [MetricFamily] = [
        MetricFamily(.fills, .counter, "Fills recorded.", labels: [.fillSource, .side, .liquidity], reference: .placeholder),
        MetricFamily(
            .fillNotional, .counter, "Sum of quantity times price.", unit: "quote currency",
            labels: [.fillSource, .side, .liquidity], format: .shortest, reference: .placeholder),
        MetricFamily(
            .fillFees, .counter, "Sum of commissions.", unit: "fee assets, mixed",
            labels: [.fillSource, .side, .liquidity], format: .shortest, reference: .placeholder),
        MetricFamily(
            .fillIngestPolls, .counter, "Passes of the fill ingest.", labels: [.fillSource], reference: .placeholder),
        MetricFamily(
            .fillIngestEnabled, .gauge, "1 while fills are ingested.", unit: "bool", labels: [.fillSource],
            reference: .placeholder),
        MetricFamily(
            .fillIngestErrors, .counter, "Problems of the fill ingest.", labels: [.fillSource, .ingestReason],
            reference: .placeholder),
        MetricFamily(
            .fillCursorLoad, .counter, "Reads of the cursor file.", labels: [.fillSource, .cursorResult],
            reference: .placeholder),
        MetricFamily(
            .fillCursorSave, .counter, "Writes of the cursor file.", labels: [.fillSource, .cursorResult],
            reference: .placeholder),
        MetricFamily(
            .fillCursorLastSaveTs, .gauge, "Time of the last good write of the cursor.", unit: "seconds since 1970",
            labels: [.fillSource], format: .fixed(3), reference: .placeholder),
        MetricFamily(
            .fillCursorAgeSeconds, .gauge, "Time since the last good write of the cursor; 0: none yet.",
            unit: "seconds", labels: [.fillSource], format: .fixed(3), reference: .placeholder),
    ]

    static let accountSync: [MetricFamily] = [
        MetricFamily(
            .accountSyncLastTs, .gauge, "Time of the last account snapshot; 0: none yet.", unit: "ms since 1970"),
        MetricFamily(
            .accountSyncAgeSeconds, .gauge, "Age of the last account snapshot; 0: none yet.", unit: "seconds",
            format: .fixed(2)),
        MetricFamily(
            .accountSyncErrors, .counter, "Account snapshots that could not be fetched.", labels: [.accountError],
            reference: .placeholder),
        MetricFamily(
            .accountSyncMismatches, .counter, "Findings in account snapshots.", labels: [.accountRule],
            reference: .placeholder),
        MetricFamily(.accountSyncPositionsCount, .gauge, "Positions in the last account snapshot."),
        MetricFamily(.accountSyncOpenOrdersCount, .gauge, "Open orders in the last account snapshot."),
        MetricFamily(
            .accountSyncPendingNotional, .gauge, "Price times open quantity over the open orders.",
            unit: "quote currency", format: .fixed(2)),
    ]
}
