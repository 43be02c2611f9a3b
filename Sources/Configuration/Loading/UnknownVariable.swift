// An environment holds other programs' variables. Which unknown ones are mistakes: those with a prefix
// that is ours alone, and those that are a slip away from one of our names.

import Domain

enum UnknownVariable {
    private static let ourPrefixes = [
        "GRINDER_", "RECONCILE_", "REMEDIATION_", "BUDGET_", "FILL_", "HTTP_DEADLINE_", "HTTP_PROBE_", "HTTP_MAX_ATTEMPTS_",
    ]
    private static let sharedPrefixes = ["HTTP_", "MAX_", "FLATTEN_", "ALLOW_", "BINANCE_", "LATENCY_RETRY_"]

    static func isOurs(_ name: String) -> Bool {
        if ourPrefixes.contains(where: name.hasPrefix) { return true }
        return mayBeOurs(name) && NearestName.of(name, among: SettingTable.names) != nil
    }

    static func mayBeOurs(_ name: String) -> Bool { sharedPrefixes.contains(where: name.hasPrefix) }
}
