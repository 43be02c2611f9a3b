// The table of all settings. Parsing, checking, `grinder config` and docs/configuration.md come from it.

public enum SettingTable {
    public static let groups: [SettingGroup] = [
        SettingGroup(title: "Program", settings: program),
        SettingGroup(title: "Supervised run", settings: supervisedRun),
        SettingGroup(title: "Supervision", settings: supervision),
        SettingGroup(title: "Permissions and credentials", settings: permissions),
        SettingGroup(title: "Reconciliation and remediation", settings: reconciliation),
        SettingGroup(title: "Budgets", settings: budgets),
        SettingGroup(title: "Audit, artifacts and evidence", settings: evidence),
        SettingGroup(title: "Live engine", settings: liveEngine),
        SettingGroup(title: "Fills and losing streaks", settings: fills),
        SettingGroup(title: "Exchange requests", settings: requests),
        SettingGroup(title: "Probe", settings: probe),
        SettingGroup(title: "High availability", settings: highAvailability),
        SettingGroup(title: "Machine learning", settings: machineLearning),
        SettingGroup(title: "Smoke tests", settings: smokes),
    ]

    public static let all: [Setting] = groups.flatMap(\.settings)

    private static let positions: [String: Int] = Dictionary(
        uniqueKeysWithValues: all.enumerated().map { ($0.element.name, $0.offset) })

    /// The setting of that name. O(1).
    public static func named(_ name: String) -> Setting? { positions[name].map { all[$0] } }

    /// The secret whose file `name` names: `BINANCE_API_KEY` for `BINANCE_API_KEY_FILE`.
    static func secret(withFileName name: String) -> Setting? { all.first { $0.fileName == name } }

    /// Every name that may be set, those of secrets' files included.
    static let names: [String] = all.map(\.name) + all.compactMap(\.fileName)

    static let program: [Setting] = [
        Setting(
            "GRINDER_CONFIG", .text, unit: "path", flag: SettingFlag("--config", "FILE"),
            "Configuration file; absent: none. Not in the file itself."),
        Setting(
            "GRINDER_LOG_LEVEL", .choice(["debug", "info", "warning", "error"]), or: "info", flag: SettingFlag("--log-level", "LEVEL"),
            "The least level that is logged: debug, info, warning or error."),
        Setting(
            "GRINDER_LOG_FORMAT", .choice(["text", "json"]), or: "text", flag: SettingFlag("--log-format", "text|json"),
            "Lines for people, or one JSON object a line."),
    ]

    private static let permissions: [Setting] = [
        Setting("ALLOW_MAINNET_TRADE", .permission, or: "0", "Permits orders on the real exchange."),
        Setting("ALLOW_TESTNET_TRADE", .permission, or: "0", "Permits orders on the testnet."),
        Setting("ARMED", .permission, or: "0", "Arms the smoke tests that place orders."),
        Setting("BINANCE_API_KEY", .secret, "Key of the real exchange; with its secret, or not at all."),
        Setting("BINANCE_API_SECRET", .secret, "Secret of the real exchange."),
        Setting("BINANCE_TESTNET_API_KEY", .secret, "Key of the testnet; with its secret, or not at all."),
        Setting("BINANCE_TESTNET_SECRET", .secret, "Secret of the testnet."),
    ]

    private static let liveEngine: [Setting] = [
        Setting("GRINDER_OPERATOR_OVERRIDE", .choice(["PAUSE", "EMERGENCY"]), "State that the operator asks for at the start."),
        Setting("GRINDER_SOR_ENABLED", .flag, or: "0", "Smart order router."),
        Setting("GRINDER_ACCOUNT_SYNC_ENABLED", .flag, or: "0", "Account synchronisation."),
    ]

    private static let highAvailability: [Setting] = [
        Setting("GRINDER_HA_ENABLED", .flag, or: "0", "Elect one leader among several instances."),
        Setting("GRINDER_REDIS_URL", .text, unit: "redis://host:port/database", or: "redis://localhost:6379/0", "Where the leader's lock is."),
        Setting("GRINDER_HA_LOCK_TTL_MS", .integer(1000...Int.max), unit: "ms", or: "10000", "Life of the lock."),
        Setting("GRINDER_HA_RENEW_INTERVAL_MS", .integer(1...Int.max), unit: "ms", or: "3000", "Time between renewals; less than the lock's life."),
    ]

    private static let machineLearning: [Setting] = [
        Setting("ML_KILL_SWITCH", .flag, or: "0", "Disables every inference."),
        Setting("GRINDER_ENV", .text, "Name of the environment, for the allow-list of ACTIVE models."),
        Setting("ML_PROMOTION_ACTOR", .text, "Who promotes a model, for its history."),
    ]

    private static let smokes: [Setting] = [
        Setting("SMOKE_FORCE_FAIL", .flag, or: "0", "Fails a container smoke test after its start, to see its diagnostics."),
        Setting("DUR_B", .integer(0...Int.max), unit: "s", or: "75", "Length of gate B of the staging fill smoke test."),
        Setting("DUR_C", .integer(0...Int.max), unit: "s", or: "30", "Length of gate C of the staging fill smoke test."),
        Setting("INTERVAL_MS", .integer(1...Int.max), unit: "ms", or: "5000", "Loop interval of the staging fill smoke test."),
    ]
}
