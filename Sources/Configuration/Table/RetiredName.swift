// Names that examples and old runbooks set and that no program ever read. Some of them were meant as
// emergency switches: to ignore one in silence would be worse than to stop.

public struct RetiredName: Sendable {
    public let name: String
    /// What to do instead.
    public let remedy: String

    public static let all: [RetiredName] = [
        RetiredName(name: "GRINDER_MODE", remedy: "The command and its options choose the mode"),
        RetiredName(name: "GRINDER_DD_MAX_SESSION_PCT", remedy: "Set the engine's drawdown options"),
        RetiredName(name: "GRINDER_DD_MAX_DAILY_PCT", remedy: "Set the engine's drawdown options"),
        RetiredName(name: "GRINDER_INV_MAX_SYMBOL_USD", remedy: "Set the engine's risk options"),
        RetiredName(name: "GRINDER_INV_MAX_TOTAL_USD", remedy: "Set the engine's risk options"),
        RetiredName(name: "GRINDER_KILL_SWITCH_FORCE", remedy: "Stop the process, or use GRINDER_OPERATOR_OVERRIDE=EMERGENCY"),
        RetiredName(name: "SLACK_WEBHOOK_URL", remedy: "Configure Alertmanager"),
        RetiredName(name: "PAGERDUTY_API_KEY", remedy: "Configure Alertmanager"),
        RetiredName(name: "RECONCILE_ACTION", remedy: "Set REMEDIATION_MODE; detect_only takes no action"),
        RetiredName(name: "ALLOW_ACTIVE_REMEDIATION", remedy: "Set REMEDIATION_MODE and ALLOW_MAINNET_TRADE"),
        RetiredName(name: "RECONCILE_SYMBOL_WHITELIST", remedy: "Set REMEDIATION_SYMBOL_ALLOWLIST"),
        RetiredName(name: "MAX_FLATTEN_NOTIONAL_USDT", remedy: "Set FLATTEN_MAX_NOTIONAL_PER_CALL"),
        RetiredName(name: "RECONCILE_COOLDOWN_SECONDS", remedy: "Set MAX_CALLS_PER_RUN"),
        RetiredName(name: "MAX_ORDERS_PER_ACTION", remedy: "Set MAX_CALLS_PER_RUN"),
        RetiredName(name: "MAX_SYMBOLS_PER_ACTION", remedy: "Set REMEDIATION_SYMBOL_ALLOWLIST"),
        RetiredName(name: "BINANCE_SECRET", remedy: "Set BINANCE_API_SECRET_FILE"),
        RetiredName(name: "ALLOW_FAULTS", remedy: "Faults are injected by tests only"),
    ]

    static func named(_ name: String) -> RetiredName? { all.first { $0.name == name } }

    /// Names that look like ours and belong to others: containers, and the project's own tests.
    public static let foreign: Set<String> = [
        "GF_SECURITY_ADMIN_PASSWORD", "GF_USERS_ALLOW_SIGN_UP", "GRINDER_SHARED", "GRINDER_RELEASE_DIR",
    ]
}
