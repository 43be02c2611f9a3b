// The vocabularies. Those that name states and reasons of other rooms are repeated here, because the
// contract must not depend on the trading code; tests hold them equal.

extension MetricLabel {
    // MARK: Decisions

    static let gate = MetricLabel("gate", ["rate_limiter", "risk_gate", "toxicity_gate"])
    static let gateReason = MetricLabel(
        "reason",
        [
            "RATE_LIMIT_EXCEEDED", "COOLDOWN_ACTIVE", "MAX_NOTIONAL_EXCEEDED", "DAILY_LOSS_LIMIT_EXCEEDED",
            "MAX_ORDERS_EXCEEDED", "SPREAD_SPIKE", "PRICE_IMPACT_HIGH", "KILL_SWITCH_ACTIVE",
            "DRAWDOWN_LIMIT_EXCEEDED",
        ])
    static let killSwitchReason = MetricLabel("reason", ["DRAWDOWN_LIMIT", "MANUAL", "ERROR"])
    static let stateNames = ["INIT", "READY", "ACTIVE", "THROTTLED", "PAUSED", "DEGRADED", "EMERGENCY"]
    static let lifecycleState = enumerated("state", stateNames)
    static let fromState = MetricLabel("from_state", stateNames)
    static let toState = MetricLabel("to_state", stateNames)
    static let blockedState = MetricLabel("state", stateNames)
    static let transitionReason = MetricLabel(
        "reason",
        [
            "HEALTH_OK", "FEEDS_READY", "TOX_MID", "TOX_HIGH", "OPERATOR_PAUSE", "TOX_LOW_COOLDOWN",
            "TOX_MID_COOLDOWN", "FEED_RECOVERED", "FEED_STALE", "DD_BREACH", "KILL_SWITCH", "OPERATOR_EMERGENCY",
            "POSITION_REDUCED",
        ])
    static let intent = MetricLabel("intent", ["INCREASE_RISK", "REDUCE_RISK", "CANCEL"])
    static let routerDecision = MetricLabel("decision", ["NOOP", "AMEND", "CANCEL_REPLACE", "BLOCK"])
    static let routerReason = MetricLabel(
        "reason",
        [
            "WOULD_CROSS_SPREAD", "FILTER_VIOLATION_TICK_SIZE", "FILTER_VIOLATION_STEP_SIZE",
            "FILTER_VIOLATION_MIN_QTY", "FILTER_VIOLATION_MIN_NOTIONAL", "DRAWDOWN_GATE_ACTIVE",
            "RATE_LIMIT_THROTTLE", "NO_EXISTING_ORDER", "CANCEL_REPLACE_REQUIRED_IMMUTABLE_FIELD",
            "NO_CHANGE_BELOW_EPS", "AMEND_SUPPORTED_AND_SAFE", "AMEND_UNSUPPORTED",
            "AMEND_NORMALIZED_TO_CANCEL_REPLACE",
        ])
    static let mlBlockReason = enumerated(
        "reason",
        [
            "KILL_SWITCH_ENV", "KILL_SWITCH_CONFIG", "INFER_DISABLED", "ACTIVE_DISABLED", "BAD_ACK",
            "ONNX_UNAVAILABLE", "ARTIFACT_DIR_MISSING", "MANIFEST_INVALID", "MODEL_NOT_LOADED", "ENV_NOT_ALLOWED",
        ])
    static let mlMode = enumerated("mode", ["shadow", "active"])

    // MARK: Venue

    static let role = enumerated("role", ["active", "standby", "unknown"])
    /// `stream` stands for every market data stream: a symbol is no label value.
    static let retryOperation = MetricLabel(
        "op", ["connect", "reconnect", "stream", "place", "cancel", "replace", "other"], fallback: "other")
    static let retryReason = MetricLabel("reason", ["transient", "timeout"])
    static let writeOperation = MetricLabel("op", ["place", "cancel", "replace"])
    static let circuitOperation = MetricLabel("op", ["place", "cancel", "replace", "connect", "stream"])
    static let circuitState = enumerated("state", ["closed", "open", "half_open"])
    static let tripReason = MetricLabel("reason", ["threshold"])
    static let connector = MetricLabel("connector", ["bookTicker"])
    static let reconnectReason = MetricLabel("reason", ["disconnect", "error", "timeout"])
    static let stream = MetricLabel("stream", ["live_feed", "book_ticker", "depth", "agg_trade"])
    static let gapBucket = MetricLabel("bucket", ["500", "2000", ">5000"])
    static let outlierKind = MetricLabel("kind", ["price"])
    static let httpOperation = MetricLabel(
        "op",
        [
            "place_order", "cancel_order", "cancel_all", "get_open_orders", "get_positions", "get_account",
            "exchange_info", "ping_time", "get_user_trades",
        ])
    static let statusClass = MetricLabel("status_class", ["2xx", "3xx", "4xx", "5xx", "other"], fallback: "other")
    static let httpReason = MetricLabel(
        "reason", ["timeout", "connect", "dns", "tls", "429", "5xx", "4xx", "decode", "unknown"], fallback: "unknown")

    // MARK: Reconciliation, fills, account

    static let mismatch = enumerated(
        "type",
        [
            "ORDER_MISSING_ON_EXCHANGE", "ORDER_EXISTS_UNEXPECTED", "ORDER_STATUS_DIVERGENCE",
            "POSITION_NONZERO_UNEXPECTED",
        ])
    static let remediation = enumerated("action", ["cancel_all", "flatten"])
    static let remediationBlock = MetricLabel(
        "reason",
        [
            "action_is_none", "dry_run", "allow_active_remediation_false", "not_armed", "env_var_missing",
            "cooldown_not_elapsed", "symbol_not_in_whitelist", "no_grinder_prefix", "notional_exceeds_limit",
            "max_orders_reached", "max_symbols_reached", "whitelist_required", "port_error", "mode_detect_only",
            "mode_plan_only", "mode_blocked", "mode_cancel_only", "mode_flatten_only", "max_calls_per_run",
            "max_notional_per_run", "max_calls_per_day", "max_notional_per_day", "strategy_not_allowed",
            "symbol_not_in_remediation_allowlist", "not_leader", "data_quality_stale", "data_quality_gap",
            "data_quality_outlier",
        ])
    static let fillSource = MetricLabel("source", ["reconcile", "sim", "manual"])
    static let side = MetricLabel("side", ["buy", "sell"])
    static let liquidity = MetricLabel("liquidity", ["maker", "taker"])
    static let ingestReason = MetricLabel("reason", ["http", "parse", "cursor", "unknown"], fallback: "unknown")
    static let cursorResult = MetricLabel("result", ["ok", "error", "rejected_non_monotonic"], fallback: "error")
    static let accountError = MetricLabel(
        "reason",
        [
            "ConnectorTimeoutError", "ConnectorClosedError", "ConnectorIOError", "ConnectorTransientError",
            "ConnectorNonRetryableError", "CircuitOpenError", "other",
        ], fallback: "other")
    static let accountRule = MetricLabel("rule", ["duplicate_key", "ts_regression", "negative_qty", "orphan_order"])
}
