// The metric catalogue: every family that this program exports, once. Exposition, contract check,
// docs/metrics.md and the dashboards are made from it.

/// Families that belong together and have one owner.
public struct MetricSection: Sendable {
    public let title: String
    /// Who records them. What does not exist yet is in the catalogue with its initial series.
    public let owner: String
    public let families: [MetricFamily]
}

public enum MetricCatalogue {
    /// In the order of a scrape: first the contract's 14 sections, then ours.
    public static let sections: [MetricSection] = [
        MetricSection(title: "System", owner: "supervisor", families: system),
        MetricSection(title: "Gates", owner: "engine", families: gating),
        MetricSection(title: "Risk", owner: "engine, permit words", families: risk),
        MetricSection(title: "Leadership", owner: "supervisor", families: leadership),
        MetricSection(title: "Connectors", owner: "connectors (not built yet)", families: connectors),
        MetricSection(title: "Reconciliation", owner: "reconcile worker (not built yet)", families: reconcile),
        MetricSection(title: "Machine learning", owner: "signals (not built yet)", families: machineLearning),
        MetricSection(title: "Data quality", owner: "market data feed (not built yet)", families: dataQuality),
        MetricSection(title: "HTTP client", owner: "exchange port (not built yet)", families: httpClient),
        MetricSection(title: "Fills", owner: "fill ingest (not built yet)", families: fills),
        MetricSection(title: "State machine", owner: "orchestration (not built yet)", families: stateMachine),
        MetricSection(title: "Order router", owner: "orchestration (not built yet)", families: router),
        MetricSection(title: "Account sync", owner: "reconcile worker (not built yet)", families: accountSync),
        MetricSection(title: "Fill model", owner: "signals (not built yet)", families: fillModel),
        MetricSection(title: "Process", owner: "supervisor", families: process),
        MetricSection(title: "Trading", owner: "engine", families: trading),
        MetricSection(title: "Permits and lease", owner: "supervisor, permit words", families: permits),
        MetricSection(title: "Supervisor", owner: "supervisor", families: supervisor),
        MetricSection(title: "Workers", owner: "supervisor, worker slots", families: workers),
        MetricSection(title: "Rings", owner: "workers, ring control words", families: rings),
        MetricSection(title: "Latency", owner: "workers, counters", families: latency),
        MetricSection(title: "HTTP server", owner: "supervisor", families: httpServer),
    ]

    /// Indexed by `Metric.code`.
    public static let families: [MetricFamily] = {
        let all = sections.flatMap(\.families)
        precondition(all.map(\.metric) == Metric.allCases, "the tables follow the order of Metric")
        return all
    }()

    public static func family(_ metric: Metric) -> MetricFamily { families[Int(metric.code)] }

    /// The families that the reference exports.
    public static var contractFamilies: ArraySlice<MetricFamily> { families.prefix(Metric.contractCount) }

    /// Texts that must not occur anywhere in a scrape: labels that would grow without bound.
    public static let forbiddenLabels = ["symbol=", "order_id=", "key=", "client_id=", "idempotency_key="]
}
