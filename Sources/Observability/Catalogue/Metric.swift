// The name of every metric family, in the order in which a scrape shows them.
//
// The first 75 are the contract that alerts and dashboards were written against: names, label keys and
// label values are public. Adding is allowed; renaming or removing needs a recorded decision. What a
// family means stands in the tables beside this file, one entry for each case in the same order.

import Domain

/// A family. Its code is its position in the catalogue.
public enum Metric: String, StableName {
    // System
    case up = "grinder_up"
    case uptimeSeconds = "grinder_uptime_seconds"
    // Gating
    case gatingAllowed = "grinder_gating_allowed_total"
    case gatingBlocked = "grinder_gating_blocked_total"
    // Risk
    case killSwitchTriggered = "grinder_kill_switch_triggered"
    case killSwitchTrips = "grinder_kill_switch_trips_total"
    case drawdownPct = "grinder_drawdown_pct"
    case highWaterMark = "grinder_high_water_mark"
    case riskConsecutiveLosses = "grinder_risk_consecutive_losses"
    case riskConsecutiveLossTrips = "grinder_risk_consecutive_loss_trips_total"
    // High availability
    case haRole = "grinder_ha_role"
    case haIsLeader = "grinder_ha_is_leader"
    // Connector
    case connectorRetries = "grinder_connector_retries_total"
    case idempotencyHits = "grinder_idempotency_hits_total"
    case idempotencyConflicts = "grinder_idempotency_conflicts_total"
    case idempotencyMisses = "grinder_idempotency_misses_total"
    case circuitState = "grinder_circuit_state"
    case circuitRejected = "grinder_circuit_rejected_total"
    case circuitTrips = "grinder_circuit_trips_total"
    case wsConnected = "grinder_ws_connected"
    case wsReconnect = "grinder_ws_reconnect_total"
    case ticksReceived = "grinder_ticks_received_total"
    case lastTickTs = "grinder_last_tick_ts"
    // Reconcile
    case reconcileMismatch = "grinder_reconcile_mismatch_total"
    case reconcileLastSnapshotAgeSeconds = "grinder_reconcile_last_snapshot_age_seconds"
    case reconcileLastSnapshotTsMs = "grinder_reconcile_last_snapshot_ts_ms"
    case reconcileRuns = "grinder_reconcile_runs_total"
    case reconcileActionPlanned = "grinder_reconcile_action_planned_total"
    case reconcileActionExecuted = "grinder_reconcile_action_executed_total"
    case reconcileActionBlocked = "grinder_reconcile_action_blocked_total"
    case reconcileRunsWithMismatch = "grinder_reconcile_runs_with_mismatch_total"
    case reconcileRunsWithRemediation = "grinder_reconcile_runs_with_remediation_total"
    case reconcileLastRemediationTsMs = "grinder_reconcile_last_remediation_ts_ms"
    case reconcileBudgetCallsUsedDay = "grinder_reconcile_budget_calls_used_day"
    case reconcileBudgetNotionalUsedDay = "grinder_reconcile_budget_notional_used_day"
    case reconcileBudgetCallsRemainingDay = "grinder_reconcile_budget_calls_remaining_day"
    case reconcileBudgetNotionalRemainingDay = "grinder_reconcile_budget_notional_remaining_day"
    case reconcileBudgetConfigured = "grinder_reconcile_budget_configured"
    // Machine learning
    case mlActiveOn = "grinder_ml_active_on"
    case mlBlock = "grinder_ml_block_total"
    case mlInference = "grinder_ml_inference_total"
    case mlInferenceErrors = "grinder_ml_inference_errors_total"
    case mlInferenceLatencyMs = "grinder_ml_inference_latency_ms"
    // Data quality
    case dataStale = "grinder_data_stale_total"
    case dataGap = "grinder_data_gap_total"
    case dataOutlier = "grinder_data_outlier_total"
    // HTTP client
    case httpRequests = "grinder_http_requests_total"
    case httpRetries = "grinder_http_retries_total"
    case httpFail = "grinder_http_fail_total"
    case httpLatencyMs = "grinder_http_latency_ms"
    // Fills
    case fills = "grinder_fills_total"
    case fillNotional = "grinder_fill_notional_total"
    case fillFees = "grinder_fill_fees_total"
    case fillIngestPolls = "grinder_fill_ingest_polls_total"
    case fillIngestEnabled = "grinder_fill_ingest_enabled"
    case fillIngestErrors = "grinder_fill_ingest_errors_total"
    case fillCursorLoad = "grinder_fill_cursor_load_total"
    case fillCursorSave = "grinder_fill_cursor_save_total"
    case fillCursorLastSaveTs = "grinder_fill_cursor_last_save_ts"
    case fillCursorAgeSeconds = "grinder_fill_cursor_age_seconds"
    // State machine
    case fsmCurrentState = "grinder_fsm_current_state"
    case fsmStateDurationSeconds = "grinder_fsm_state_duration_seconds"
    case fsmTransitions = "grinder_fsm_transitions_total"
    case fsmActionBlocked = "grinder_fsm_action_blocked_total"
    // Order router
    case routerDecision = "grinder_router_decision_total"
    case routerAmendSavings = "grinder_router_amend_savings_total"
    // Account sync
    case accountSyncLastTs = "grinder_account_sync_last_ts"
    case accountSyncAgeSeconds = "grinder_account_sync_age_seconds"
    case accountSyncErrors = "grinder_account_sync_errors_total"
    case accountSyncMismatches = "grinder_account_sync_mismatches_total"
    case accountSyncPositionsCount = "grinder_account_sync_positions_count"
    case accountSyncOpenOrdersCount = "grinder_account_sync_open_orders_count"
    case accountSyncPendingNotional = "grinder_account_sync_pending_notional"
    // Fill model
    case mlFillProbBpsLast = "grinder_ml_fill_prob_bps_last"
    case mlFillModelLoaded = "grinder_ml_fill_model_loaded"
    // Ours: process
    case buildInfo = "grinder_build_info"
    case processStartTimeSeconds = "grinder_process_start_time_seconds"
    case ready = "grinder_ready"
    // Ours: trading
    case openOrders = "grinder_open_orders"
    case equity = "grinder_equity"
    case realizedPnL = "grinder_realized_pnl"
    case unrealizedPnL = "grinder_unrealized_pnl"
    case drawdownLimitPct = "grinder_drawdown_limit_pct"
    // Ours: what is switched on, for alerts on silence
    case reconcileEnabled = "grinder_reconcile_enabled"
    case mlEnabled = "grinder_ml_enabled"
    // Ours: permits and lease
    case leaseRemainingSeconds = "grinder_lease_remaining_seconds"
    case fenceEpoch = "grinder_fence_epoch"
    case leaseRenewals = "grinder_lease_renewals_total"
    case leaseRefusedWrites = "grinder_lease_refused_writes_total"
    case schedulingGapSeconds = "grinder_scheduling_gap_seconds"
    case armed = "grinder_armed"
    case tradingMode = "grinder_trading_mode"
    case operatorOverride = "grinder_operator_override"
    // Ours: the supervisor
    case auditWrites = "grinder_audit_writes_total"
    case restartBudget = "grinder_restart_budget"
    case restartBudgetLeft = "grinder_restart_budget_left"
    case clockSteps = "grinder_clock_steps_total"
    case clockStepSeconds = "grinder_clock_step_seconds"
    case configurationReloads = "grinder_configuration_reloads_total"
    case configurationLastReloadFailed = "grinder_configuration_last_reload_failed"
    // Ours: workers
    case workerUp = "grinder_worker_up"
    case workerState = "grinder_worker_state"
    case workerRestarts = "grinder_worker_restarts_total"
    case workerRestartsRecent = "grinder_worker_restarts_recent"
    case workerHeartbeatAgeSeconds = "grinder_worker_heartbeat_age_seconds"
    case workerProgressAgeSeconds = "grinder_worker_progress_age_seconds"
    case workerRecordsIn = "grinder_worker_records_in_total"
    case workerRecordsOut = "grinder_worker_records_out_total"
    case loopTurns = "grinder_loop_turns_total"
    case loopStalls = "grinder_loop_stalls_total"
    case loopLongestSeconds = "grinder_loop_longest_seconds"
    case errors = "grinder_errors_total"
    case errorsUnlisted = "grinder_errors_unlisted_total"
    case feedEvents = "grinder_feed_events_total"
    case feedSent = "grinder_feed_sent_total"
    case feedConflated = "grinder_feed_conflated_total"
    case feedPending = "grinder_feed_pending"
    case strategyTicks = "grinder_strategy_ticks_total"
    case strategyFaults = "grinder_strategy_faults_total"
    case strategySnapshots = "grinder_strategy_snapshots_total"
    case strategyConflated = "grinder_strategy_conflated_total"
    case strategyPending = "grinder_strategy_pending"
    case executionTicks = "grinder_execution_ticks_total"
    case executionPlaced = "grinder_execution_placed_total"
    case executionCancelled = "grinder_execution_cancelled_total"
    case executionFaults = "grinder_execution_faults_total"
    case executionRefused = "grinder_execution_refused_total"
    case journalRecords = "grinder_journal_records_total"
    case journalBatches = "grinder_journal_batches_total"
    case journalRetries = "grinder_journal_retries_total"
    case journalFailedSyncs = "grinder_journal_failed_syncs"
    case journalFilesystemFreeBytes = "grinder_journal_filesystem_free_bytes"
    case journalFilesystemTotalBytes = "grinder_journal_filesystem_total_bytes"
    // Ours: rings
    case ringRecords = "grinder_ring_records_total"
    case ringDepth = "grinder_ring_depth"
    case ringCapacity = "grinder_ring_capacity"
    case ringHighWater = "grinder_ring_high_water"
    case ringFullWaits = "grinder_ring_full_waits_total"
    case ringConflated = "grinder_ring_conflated_total"
    case ringParks = "grinder_ring_parks_total"
    // Ours: latency
    case stageLatencySeconds = "grinder_stage_latency_seconds"
    // Ours: this server
    case httpServerRequests = "grinder_http_server_requests_total"
    case httpServerRefused = "grinder_http_server_refused_total"
    case httpServerConnections = "grinder_http_server_connections"
    public static var caseCount: Int { 144 }

    /// How many of them the reference exports.
    public static let contractCount = 75
}
