// The metrics contract as the reference checks it: texts that must occur anywhere in a scrape, and texts
// that must not. It is kept for compatibility; `ExpositionRules` looks closer.

public enum ContractPatterns {
    /// The required texts, family by family: HELP, TYPE, and a sample where the contract names one.
    public static let required: [String] = MetricCatalogue.contractFamilies.flatMap { family -> [String] in
        guard family.contract != .absent else { return [] }
        return ["# HELP \(family.name)", "# TYPE \(family.name)"] + sample(of: family)
    }

    /// Required as well once fills are ingested with a cursor; a fresh process need not have them.
    public static let withFillCursor = [
        "grinder_fill_cursor_last_save_ts{source=\"reconcile\"}", "grinder_fill_cursor_age_seconds{source=\"reconcile\"}",
    ]

    private static func sample(of family: MetricFamily) -> [String] {
        switch family.contract {
        case .absent, .lines: []
        case .text(let text): [text]
        case .sample: [family.labels.first.map { "\(family.name){\($0.key)=" } ?? family.name]
        }
    }
}
