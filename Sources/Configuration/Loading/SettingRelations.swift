// What settings demand of each other. A value that is wrong by itself was reported where it was read.

enum SettingRelations {
    static func check(_ configuration: inout EffectiveConfiguration) {
        var problems: [ConfigurationProblem] = []
        func refuse(_ name: String, _ reason: String, _ remedy: String, _ severity: ConfigurationProblem.Severity = .error) {
            problems.append(ConfigurationProblem(severity, .relation, name: name, reason, remedy: remedy))
        }

        let (renewMs, ttlMs) = (configuration.integer("GRINDER_HA_RENEW_INTERVAL_MS"), configuration.integer("GRINDER_HA_LOCK_TTL_MS"))
        if renewMs >= ttlMs {
            refuse(
                "GRINDER_HA_RENEW_INTERVAL_MS", "\(renewMs) ms is not less than GRINDER_HA_LOCK_TTL_MS, \(ttlMs) ms",
                "Renew at least three times in the life of the lock.")
        }
        let mode = configuration.text("REMEDIATION_MODE") ?? ""
        if mode.hasPrefix("execute_"), !configuration.flag("ALLOW_MAINNET_TRADE") {
            refuse("REMEDIATION_MODE", "\(mode) sends orders, and ALLOW_MAINNET_TRADE is not 1", "Set ALLOW_MAINNET_TRADE=1, or another mode.")
        }
        for (key, secret) in [("BINANCE_API_KEY", "BINANCE_API_SECRET"), ("BINANCE_TESTNET_API_KEY", "BINANCE_TESTNET_SECRET")] {
            let (hasKey, hasSecret) = (configuration.secret(key) != nil, configuration.secret(secret) != nil)
            if hasKey != hasSecret {
                refuse(hasKey ? key : secret, "is set without \(hasKey ? secret : key)", "Set both, or neither.")
            }
        }
        if configuration.flag("GRINDER_FILL_MODEL_ENABLED"), configuration.text("GRINDER_FILL_MODEL_DIR") == nil {
            refuse("GRINDER_FILL_MODEL_ENABLED", "is on, and GRINDER_FILL_MODEL_DIR is absent: no model is used", "Name the model's directory.", .warning)
        }
        let hasJournal = configuration.text("GRINDER_JOURNAL_DIR") != nil
        if configuration.flag("GRINDER_RESUME"), !hasJournal {
            refuse("GRINDER_RESUME", "(--resume) is on, and there is no journal to go on with", "Set GRINDER_JOURNAL_DIR (--journal).")
        }
        for name in ["DURABILITY", "SEGMENT_KIB", "MAX_KIB", "WAIT_MS"].map({ "GRINDER_JOURNAL_" + $0 }) where !hasJournal {
            guard configuration.origin(name) != .builtIn else { continue }
            let flag = SettingTable.named(name)?.flag?.name ?? name
            refuse(name, "'\(flag)' needs --journal", "Set GRINDER_JOURNAL_DIR (--journal).")
        }
        if configuration.value("GRINDER_SPEED") != nil, configuration.integer("GRINDER_PACE_US") > 0 {
            refuse("GRINDER_SPEED", "(--speed) and GRINDER_PACE_US (--pace-us) exclude each other", "Set one of the two; 0 takes the pace off.")
        }
        configuration.problems += problems
    }
}
