// One panel for each family of the catalogue, in the order of a scrape; sections are folded.

extension DashboardCatalogue {
    static let everything = Dashboard(
        "Grinder All Metrics", uid: "grinder-metrics", tags: ["reference"], refreshS: 30,
        links: [(uid: "grinder-overview", title: "Overview")],
        rows: MetricCatalogue.sections.map { section in
            DashboardRow(section.title, isCollapsed: true, section.families.map(panel))
        })

    private static func panel(_ family: MetricFamily) -> Panel {
        let keys = family.labels.map(\.key)
        let legend = (["instance"] + keys).map { "{{\($0)}}" }.joined(separator: " ")
        let query =
            switch family.kind {
            case .gauge: Query(family.name, legend)
            case .counter: Query("rate(\(family.name)[5m])", legend)
            case .histogram:
                Query(
                    "histogram_quantile(0.99, sum by (\((["instance", "le"] + keys).joined(separator: ", "))) (rate(\(family.name)_bucket[5m])))",
                    legend)
            }
        let what = family.kind == .counter ? " (rate)" : family.kind == .histogram ? " (p99)" : ""
        return Panel(
            family.name + what, .timeSeries, [query], unit: unit(of: family), description: family.help)
    }

    /// Grafana's name for the unit; what it has none for is a plain number.
    private static func unit(of family: MetricFamily) -> String {
        switch (family.unit, family.kind) {
        case ("seconds", .gauge), ("seconds", .histogram): "s"
        case ("milliseconds", _): "ms"
        case ("percent", _): "percent"
        case ("ms since 1970", _): "dateTimeAsIso"
        case ("", .counter): "ops"
        default: "short"
        }
    }
}
