// Dashboards of what stands towards the exchange: reconciliation, fills, account, requests, orchestration.

extension DashboardCatalogue {
    static let reconcile = Dashboard(
        "Grinder Reconcile & Remediation", uid: "grinder-reconcile", tags: ["reconcile", "remediation"], refreshS: 5,
        rows: [
            DashboardRow(
                "Now",
                [
                    .stat("Runs", "grinder_reconcile_runs_total"),
                    .stat("Snapshot age", "grinder_reconcile_last_snapshot_age_seconds", unit: "s", thresholds: .rising(yellow: 60, red: 120)),
                    .stat("Runs with a difference", "grinder_reconcile_runs_with_mismatch_total", thresholds: .rising(yellow: 1, red: 10)),
                    .stat("Last remediation", "grinder_reconcile_last_remediation_ts_ms > 0", unit: "dateTimeFromNow"),
                    .stat("Actions planned", "sum(grinder_reconcile_action_planned_total)"),
                    .stat("Actions sent", "sum(grinder_reconcile_action_executed_total)", thresholds: .red(from: 1)),
                    .stat("Calls left today", "grinder_reconcile_budget_calls_remaining_day and grinder_reconcile_budget_configured == 1", thresholds: .falling(yellow: 1, green: 5)),
                    .stat("Calls used today", "grinder_reconcile_budget_calls_used_day and grinder_reconcile_budget_configured == 1"),
                    .stat("Notional left today", "grinder_reconcile_budget_notional_remaining_day and grinder_reconcile_budget_configured == 1", unit: "currencyUSD", thresholds: .falling(yellow: 10, green: 50)),
                    .stat("Notional used today", "grinder_reconcile_budget_notional_used_day and grinder_reconcile_budget_configured == 1", unit: "currencyUSD"),
                ]),
            DashboardRow(
                "Over time",
                [
                    .series("Snapshot age (objective: below 120 s)", unit: "s", thresholds: .red(from: 120), "grinder_reconcile_last_snapshot_age_seconds"),
                    .series("Runs", unit: "ops", "rate(grinder_reconcile_runs_total[5m])"),
                    .series("Differences by type", unit: "ops", Query("rate(grinder_reconcile_mismatch_total[5m])", "{{type}}")),
                    .series(
                        "Remediation within an hour", Query("sum(increase(grinder_reconcile_action_planned_total[1h]))", "planned"),
                        Query("sum(increase(grinder_reconcile_action_executed_total[1h]))", "sent"),
                        Query("sum(increase(grinder_reconcile_action_blocked_total[1h]))", "refused")),
                    .series(
                        "Remediation by action", unit: "ops", Query("rate(grinder_reconcile_action_planned_total[5m])", "planned {{action}}"),
                        Query("rate(grinder_reconcile_action_executed_total[5m])", "sent {{action}}"),
                        Query("rate(grinder_reconcile_runs_with_remediation_total[5m])", "with {{action}}")),
                    .series("Refused by reason", Query("increase(grinder_reconcile_action_blocked_total[5m]) > 0", "{{reason}}")),
                ]),
        ])

    static let fillsAndAccount = Dashboard(
        "Grinder Fills & Account", uid: "grinder-fills", tags: ["fills", "account"],
        rows: [
            DashboardRow(
                "Fills",
                [
                    .series("Fills", unit: "ops", Query("sum by (side, liquidity) (rate(grinder_fills_total[5m]))", "{{side}} {{liquidity}}")),
                    .series("Notional", Query("sum by (side) (rate(grinder_fill_notional_total[5m]))", "{{side}}")),
                    .series("Fees", Query("sum by (liquidity) (rate(grinder_fill_fees_total[5m]))", "{{liquidity}}")),
                    .series("Age of the cursor", unit: "s", thresholds: .red(from: 1800), Query("grinder_fill_cursor_age_seconds", "{{source}}")),
                    .series("Problems", Query("increase(grinder_fill_ingest_errors_total[5m])", "{{source}} {{reason}}")),
                    .series("Saves of the cursor", unit: "ops", Query("rate(grinder_fill_cursor_save_total[5m])", "{{source}} {{result}}")),
                ]),
            DashboardRow(
                "Account",
                [
                    .stat("Last seen", "grinder_account_sync_last_ts > 0", unit: "dateTimeFromNow"),
                    .stat("Age", "grinder_account_sync_age_seconds", unit: "s", thresholds: .rising(yellow: 30, red: 120)),
                    .stat("Positions", "grinder_account_sync_positions_count"),
                    .stat("Open orders", "grinder_account_sync_open_orders_count"),
                    .stat("Pending notional", "grinder_account_sync_pending_notional"),
                    .series("Errors", Query("sum by (reason) (increase(grinder_account_sync_errors_total[5m]))", "{{reason}}")),
                    .series("Findings", Query("sum by (rule) (increase(grinder_account_sync_mismatches_total[5m]))", "{{rule}}")),
                    .series("Losing streak", thresholds: .rising(yellow: 3, red: 5), "grinder_risk_consecutive_losses"),
                    .series("Trips of the losing-streak guard", "increase(grinder_risk_consecutive_loss_trips_total[5m])"),
                ]),
        ])

    static let exchange = Dashboard(
        "Grinder Exchange", uid: "grinder-exchange", tags: ["http", "connectors"],
        rows: [
            DashboardRow(
                "Requests",
                [
                    .series("p99 by operation", unit: "ms", Query("histogram_quantile(0.99, sum by (le, op) (rate(grinder_http_latency_ms_bucket[5m])))", "{{op}}")),
                    .series("Failures", unit: "ops", Query("sum by (op, reason) (rate(grinder_http_fail_total[5m])) > 0", "{{op}} {{reason}}")),
                    .series("Answers", unit: "ops", Query("sum by (status_class) (rate(grinder_http_requests_total[5m]))", "{{status_class}}")),
                    .series("Repeated", unit: "ops", Query("sum by (op, reason) (rate(grinder_http_retries_total[5m])) > 0", "{{op}} {{reason}}")),
                ]),
            DashboardRow(
                "Connectors",
                [
                    .stat("Market data", Query("grinder_ws_connected", "{{connector}}"), mappings: [(value: 0, text: "OFF", colour: "yellow"), (value: 1, text: "ON", colour: "green")]),
                    .stat("Newest tick", Query("grinder_last_tick_ts > 0", "{{connector}}"), unit: "dateTimeFromNow"),
                    .stat("Circuits", Query("grinder_circuit_state == 1", "{{op}} {{state}}")),
                    .series("Retries and trips", unit: "ops", Query("sum by (op) (rate(grinder_connector_retries_total[5m]))", "retries {{op}}"), Query("sum by (op) (rate(grinder_circuit_trips_total[5m]))", "trips {{op}}"), Query("rate(grinder_circuit_rejected_total[5m])", "refused {{op}}")),
                    .series("Idempotency", unit: "ops", Query("rate(grinder_idempotency_hits_total[5m])", "hits {{op}}"), Query("rate(grinder_idempotency_misses_total[5m])", "misses {{op}}"), Query("rate(grinder_idempotency_conflicts_total[5m])", "conflicts {{op}}")),
                    .series("Ticks", unit: "ops", Query("rate(grinder_ticks_received_total[1m])", "{{connector}}")),
                    .series("Reconnections", Query("increase(grinder_ws_reconnect_total[5m])", "{{connector}} {{reason}}")),
                    .series("Data quality", Query("sum by (stream) (rate(grinder_data_stale_total[5m]))", "silent {{stream}}"), Query("sum by (stream, bucket) (rate(grinder_data_gap_total[5m]))", "gap {{stream}} {{bucket}}"), Query("sum by (stream) (rate(grinder_data_outlier_total[5m]))", "jump {{stream}}")),
                ]),
        ])

    static let orchestration = Dashboard(
        "Grinder State Machine & Router", uid: "grinder-orchestration", tags: ["fsm", "router"],
        rows: [
            DashboardRow(
                "State machine",
                [
                    .stat("State", Query("grinder_fsm_current_state == 1", "{{state}}")),
                    .stat("For", "grinder_fsm_state_duration_seconds", unit: "s"),
                    .series("States", Query("grinder_fsm_current_state", "{{state}}")),
                    .series("Transitions", Query("sum by (from_state, to_state, reason) (increase(grinder_fsm_transitions_total[5m])) > 0", "{{from_state}} to {{to_state}}: {{reason}}")),
                    .series("Refused intents", Query("sum by (state, intent) (increase(grinder_fsm_action_blocked_total[5m])) > 0", "{{state}} {{intent}}")),
                ]),
            DashboardRow(
                "Router",
                [
                    .series("Decisions", Query("sum by (decision, reason) (increase(grinder_router_decision_total[5m])) > 0", "{{decision}} {{reason}}")),
                    .series("Cancel and place saved", "grinder_router_amend_savings_total"),
                ]),
        ])
}
