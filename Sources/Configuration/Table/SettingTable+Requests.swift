// Settings of the requests to the exchange: attempts, deadlines, the probe.

extension SettingTable {
    static let requests: [Setting] = [
        Setting("LATENCY_RETRY_ENABLED", .flag, or: "0", "Measures, bounds and repeats requests."),
        Setting("HTTP_MAX_ATTEMPTS_READ", .integer(1...100), unit: "attempts", or: "1", "Attempts of a request that only reads."),
        Setting("HTTP_MAX_ATTEMPTS_WRITE", .integer(1...100), unit: "attempts", or: "1", "Attempts of a request that writes."),
        deadline("PLACE_ORDER", 1500), deadline("CANCEL_ORDER", 600), deadline("CANCEL_ALL", 1200),
        deadline("GET_OPEN_ORDERS", 2000), deadline("GET_POSITIONS", 2500), deadline("GET_ACCOUNT", 2500),
        deadline("EXCHANGE_INFO", 5000), deadline("PING_TIME", 800), deadline("GET_USER_TRADES", 2500),
    ]

    private static func deadline(_ operation: String, _ fallbackMs: Int) -> Setting {
        Setting(
            "HTTP_DEADLINE_\(operation)_MS", .integer(1...Int.max), unit: "ms", or: "\(fallbackMs)",
            "Longest time for \(operation.lowercased()), all its attempts together.")
    }

    static let probe: [Setting] = [
        Setting("HTTP_PROBE_ENABLED", .flag, or: "0", "Asks the exchange at intervals whether it answers."),
        Setting("HTTP_PROBE_INTERVAL_MS", .integer(1...Int.max), unit: "ms", or: "5000", "Time between two probes."),
        Setting("HTTP_PROBE_JITTER_MS", .integer(0...Int.max), unit: "ms", or: "250", "Greatest random addition to it."),
        Setting("HTTP_PROBE_BASE_URL", .text, unit: "url", or: "https://fapi.binance.com", "Where the probe asks; a `/` at its end is dropped."),
        Setting("HTTP_PROBE_OPS", .list(of: ["ping_time", "exchange_info"]), or: "ping_time,exchange_info", "What the probe asks."),
    ]
}
