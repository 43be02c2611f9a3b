// The dashboards. Most are laid out by hand for one question; the last one is every family of the metric
// catalogue, so that nothing that is measured cannot be looked at.

public enum DashboardCatalogue {
    public static let all: [Dashboard] = [
        overview, workers, reconcile, fillsAndAccount, exchange, orchestration, mlOverview, mlLatency, mlBlocks, everything,
    ]

    static let yesNo = [(value: 0, text: "no", colour: "green"), (value: 1, text: "YES", colour: "red")]

    static let overview = Dashboard(
        "Grinder Overview", uid: "grinder-overview", tags: ["overview"], refreshS: 5, rangeMinutes: 15,
        links: [(uid: "grinder-workers", title: "Workers"), (uid: "grinder-metrics", title: "All metrics")],
        rows: [
            DashboardRow(
                "Now",
                [
                    .stat(
                        "Status", "grinder_up",
                        mappings: [(value: 0, text: "DOWN", colour: "red"), (value: 1, text: "UP", colour: "green")]),
                    .stat("Role", Query("grinder_ha_role == 1", "{{instance}} {{role}}")),
                    .stat(
                        "Ready", "grinder_ready",
                        mappings: [(value: 0, text: "NOT READY", colour: "yellow"), (value: 1, text: "READY", colour: "green")]),
                    .stat("Kill switch tripped", "grinder_kill_switch_triggered", mappings: yesNo),
                    .stat(
                        "Drawdown", "grinder_drawdown_pct", unit: "percent",
                        thresholds: Panel.Thresholds(base: "green", steps: [(2, "yellow"), (3, "orange"), (5, "red")])),
                    .stat("Uptime", "grinder_uptime_seconds", unit: "s"),
                    .stat("Mode", Query("grinder_trading_mode == 1", "{{mode}}")),
                    .stat("Armed", "grinder_armed", mappings: yesNo),
                    .stat("Allowed in all", "sum(grinder_gating_allowed_total)"),
                    .stat(
                        "Blocked in all", "sum(grinder_gating_blocked_total)",
                        thresholds: Panel.Thresholds(base: "yellow", steps: [(10, "orange"), (100, "red")])),
                    .stat("Open orders", "grinder_open_orders"),
                    .stat(
                        "Losing streak", "grinder_risk_consecutive_losses",
                        thresholds: .rising(yellow: 3, red: 5)),
                ]),
            DashboardRow(
                "Money",
                [
                    .series("Equity", Query("grinder_equity", "equity"), Query("grinder_high_water_mark", "high-water mark")),
                    .series(
                        "Profit and loss", Query("grinder_realized_pnl", "realized"),
                        Query("grinder_unrealized_pnl", "unrealized")),
                    .series(
                        "Drawdown", unit: "percent", Query("grinder_drawdown_pct", "drawdown"),
                        Query("grinder_drawdown_limit_pct > 0", "limit")),
                    .series("Kill switch trips", Query("increase(grinder_kill_switch_trips_total[15m])", "{{reason}}")),
                ]),
            DashboardRow(
                "Gates",
                [
                    .series(
                        "Decisions", unit: "ops", Query("sum(rate(grinder_gating_allowed_total[1m]))", "allowed"),
                        Query("sum(rate(grinder_gating_blocked_total[1m]))", "blocked")),
                    .series("Blocked by reason", unit: "ops", Query("sum by (reason) (rate(grinder_gating_blocked_total[5m])) > 0", "{{reason}}")),
                    Panel("Blocked by gate and reason", .table, ["sum by (gate, reason) (grinder_gating_blocked_total) > 0"]),
                    Panel("Allowed by gate", .table, ["sum by (gate) (grinder_gating_allowed_total)"]),
                ]),
        ])

    static let workers = Dashboard(
        "Grinder Workers", uid: "grinder-workers", tags: ["runtime"], refreshS: 5, rangeMinutes: 15,
        links: [(uid: "grinder-overview", title: "Overview")],
        rows: [
            DashboardRow(
                "Processes",
                [
                    .stat("State", Query("grinder_worker_state{state!=\"empty\"} == 1", "{{worker}} {{state}}")),
                    .stat("Restarts", Query("grinder_worker_restarts_total", "{{worker}}"), thresholds: .rising(yellow: 1, red: 5)),
                    .stat(
                        "Lease left", Query("grinder_lease_remaining_seconds", "{{instance}}"), unit: "s",
                        thresholds: .falling(yellow: 1, green: 3)),
                    .stat("Fence", Query("grinder_fence_epoch", "{{instance}}")),
                    .stat("Journal retries", "grinder_journal_retries_total", thresholds: .red(from: 1)),
                    .stat("Journal syncs failed", "grinder_journal_failed_syncs", thresholds: .red(from: 1)),
                    .series(
                        "Age of the last sign of life", unit: "s", thresholds: .red(from: 2),
                        Query("grinder_worker_heartbeat_age_seconds and on (job, instance, worker) grinder_worker_up == 1", "{{worker}}")),
                    .series("Stalls", unit: "ops", Query("rate(grinder_loop_stalls_total[1m])", "{{worker}}")),
                    .series("Errors", Query("increase(grinder_errors_total[5m])", "{{worker}}")),
                    .series("Longest turn", unit: "s", Query("grinder_loop_longest_seconds", "{{worker}}")),
                ]),
            DashboardRow(
                "Supervisor",
                [
                    .stat(
                        "Restarts left", Query("grinder_restart_budget_left", "{{instance}}"), thresholds: .falling(yellow: 1, green: 10)),
                    .stat("Audit writes failed", "sum(grinder_audit_writes_total{result=\"error\"})", thresholds: .red(from: 1)),
                    .stat("Clock steps", "sum(grinder_clock_steps_total)", thresholds: .rising(yellow: 1, red: 5)),
                    .stat("Last reload failed", "grinder_configuration_last_reload_failed", mappings: yesNo),
                    .series("Restarts that count", Query("grinder_worker_restarts_recent", "{{worker}}")),
                    .series(
                        "Free on the journal's file system", unit: "percentunit",
                        Query("grinder_journal_filesystem_free_bytes / (grinder_journal_filesystem_total_bytes > 0)", "{{instance}}")),
                ]),
            DashboardRow(
                "Ticks",
                [
                    .series(
                        "Tick to intent", unit: "s",
                        Query("histogram_quantile(0.5, sum by (le) (rate(grinder_stage_latency_seconds_bucket{stage=\"tick_to_intent\"}[1m])))", "p50"),
                        Query("histogram_quantile(0.99, sum by (le) (rate(grinder_stage_latency_seconds_bucket{stage=\"tick_to_intent\"}[1m])))", "p99"),
                        Query("histogram_quantile(0.999, sum by (le) (rate(grinder_stage_latency_seconds_bucket{stage=\"tick_to_intent\"}[1m])))", "p99.9")),
                    .series(
                        "p99 by stage", unit: "s",
                        Query("histogram_quantile(0.99, sum by (le, stage) (rate(grinder_stage_latency_seconds_bucket[1m])))", "{{stage}}")),
                    .series(
                        "Rates", unit: "ops", Query("rate(grinder_feed_events_total[1m])", "events"),
                        Query("rate(grinder_feed_conflated_total[1m])", "conflated by the feed"),
                        Query("rate(grinder_strategy_conflated_total[1m])", "conflated by the strategy"),
                        Query("rate(grinder_strategy_ticks_total[1m])", "decided"),
                        Query("rate(grinder_execution_ticks_total[1m])", "executed")),
                    .series(
                        "Free-running: snapshots", unit: "ops", Query("rate(grinder_strategy_snapshots_total[1m])", "taken"),
                        Query("grinder_feed_pending", "pending at the feed"),
                        Query("grinder_strategy_pending", "pending at the strategy")),
                    .series(
                        "Orders", unit: "ops", Query("rate(grinder_execution_placed_total[1m])", "placed"),
                        Query("rate(grinder_execution_cancelled_total[1m])", "cancelled")),
                ]),
            DashboardRow(
                "Rings",
                [
                    .series(
                        "Fill level", unit: "percentunit", thresholds: .red(from: 0.8),
                        Query("grinder_ring_depth / (grinder_ring_capacity > 0)", "{{ring}}")),
                    .series("Records", unit: "ops", Query("rate(grinder_ring_records_total[1m])", "{{ring}}")),
                    .series("Producer found it full", unit: "ops", Query("rate(grinder_ring_full_waits_total[1m])", "{{ring}}")),
                    .series("Sleeps", unit: "ops", Query("rate(grinder_ring_parks_total[1m])", "{{ring}} {{end}}")),
                ]),
        ])
}
