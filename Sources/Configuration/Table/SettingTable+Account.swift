// Settings of what watches and corrects the account: reconciliation, budgets, evidence, fills.

extension SettingTable {
    static let reconciliation: [Setting] = [
        Setting(
            "REMEDIATION_MODE", .choice(["detect_only", "plan_only", "blocked", "execute_cancel_all", "execute_flatten"]),
            or: "detect_only", "What a mismatch leads to; the execute modes need ALLOW_MAINNET_TRADE=1."),
        Setting("REMEDIATION_STRATEGY_ALLOWLIST", .list(of: []), "Strategies that may be remediated; empty: all."),
        Setting("REMEDIATION_SYMBOL_ALLOWLIST", .list(of: []), "Symbols that may be remediated; empty: all."),
        Setting("RECONCILE_ENABLED", .flag, or: "0", "Background reconciliation loop."),
        Setting("RECONCILE_INTERVAL_MS", .integer(1000...Int.max), unit: "ms", or: "30000", "Time between two reconciliations."),
        Setting("RECONCILE_DRY_RUN", .safeguard, or: "1", "Keeps the end-to-end smoke test from the exchange."),
        Setting("RECONCILE_ALLOW_ACTIVE", .permission, or: "0", "Permits the end-to-end smoke test to act."),
        Setting("ALLOW_LEGACY_ORDER_ID", .permission, or: "0", "Accepts order ids of the old form."),
    ]

    static let budgets: [Setting] = [
        Setting("MAX_CALLS_PER_DAY", .integer(0...Int.max), unit: "calls", or: "100", "Remediation calls in a UTC day."),
        Setting("MAX_CALLS_PER_RUN", .integer(0...Int.max), unit: "calls", or: "10", "Remediation calls in one run."),
        Setting("MAX_NOTIONAL_PER_DAY", .amount, unit: "USDT", or: "5000", "Remediated notional in a UTC day."),
        Setting("MAX_NOTIONAL_PER_RUN", .amount, unit: "USDT", or: "1000", "Remediated notional in one run."),
        Setting("FLATTEN_MAX_NOTIONAL_PER_CALL", .amount, unit: "USDT", or: "500", "Largest position closed by one call."),
        Setting("BUDGET_STATE_PATH", .text, unit: "path", "Where spent budgets are kept; absent: not over a restart."),
        Setting(
            "BUDGET_STATE_STALE_HOURS", .integer(0...Int.max), unit: "h", or: "24", isLax: true,
            "Age from which the budget file is warned about."),
    ]

    static let evidence: [Setting] = [
        Setting("GRINDER_AUDIT_ENABLED", .flag, or: "0", "Audit log."),
        Setting("GRINDER_AUDIT_PATH", .text, unit: "path", or: "audit/reconcile.jsonl", "The audit log's file."),
        Setting("GRINDER_ARTIFACTS_DIR", .text, unit: "path", "Directory of run directories; absent: none are made."),
        Setting(
            "GRINDER_ARTIFACT_TTL_DAYS", .integer(0...Int.max), unit: "d", or: "14", isLax: true,
            "Days after which run directories are deleted; 0: never."),
        Setting("GRINDER_ARTIFACT_DIR", .text, unit: "path", or: "artifacts", "Directory of evidence files."),
        Setting("GRINDER_FSM_EVIDENCE", .flag, or: "0", isLax: true, "A file for every change of the engine's state."),
        Setting("GRINDER_ACCOUNT_SYNC_EVIDENCE", .flag, or: "0", isLax: true, "Files for account mismatches."),
        Setting("GRINDER_CONSEC_LOSS_EVIDENCE", .flag, or: "0", isLax: true, "A file for every trip of the losing-streak guard."),
    ]

    static let fills: [Setting] = [
        Setting("FILL_INGEST_ENABLED", .flag, or: "0", "Reads the account's trades."),
        Setting("FILL_CURSOR_PATH", .text, unit: "path", "Where the last read trade is kept; absent: in memory."),
        Setting("GRINDER_CONSEC_LOSS_ENABLED", .flag, or: "0", "Losing-streak guard."),
        Setting("GRINDER_CONSEC_LOSS_THRESHOLD", .integer(1...Int.max), unit: "losses", or: "5", "Losses in a row that trip it."),
        Setting("GRINDER_CONSEC_LOSS_STATE_PATH", .text, unit: "path", "Where its state is kept; absent: in memory."),
        Setting("GRINDER_FILL_MODEL_ENABLED", .flag, or: "0", "Fill model beside the engine, without effect on it."),
        Setting("GRINDER_FILL_MODEL_DIR", .text, unit: "path", "Directory of the fill model."),
    ]
}
