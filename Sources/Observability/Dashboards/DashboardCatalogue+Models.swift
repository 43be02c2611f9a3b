// Dashboards of machine learning: is it there, is it fast enough, what refuses it.

extension DashboardCatalogue {
    private static let mlMode = Panel.stat(
        "Mode", "grinder_ml_active_on",
        mappings: [(value: 0, text: "SHADOW", colour: "yellow"), (value: 1, text: "ACTIVE", colour: "green")])
    private static let backToOverview = [(uid: "grinder-ml-overview", title: "ML overview")]

    private static func latency(_ quantile: String) -> String {
        "histogram_quantile(\(quantile), sum by (le) (rate(grinder_ml_inference_latency_ms_bucket[5m])))"
    }

    private static func byMode(_ quantile: String, _ name: String) -> Query {
        Query("histogram_quantile(\(quantile), sum by (le, mode) (rate(grinder_ml_inference_latency_ms_bucket[5m])))", "\(name) {{mode}}")
    }

    /// The share of inferences within a bound, which is spelled as the exposition spells it.
    private static func share(within bound: String) -> String {
        "sum(rate(grinder_ml_inference_latency_ms_bucket{le=\"\(bound)\"}[5m])) / sum(rate(grinder_ml_inference_latency_ms_count[5m]))"
    }

    static let mlOverview = Dashboard(
        "Grinder ML Overview", uid: "grinder-ml-overview", tags: ["ml"],
        links: [(uid: "grinder-ml-latency", title: "Latency"), (uid: "grinder-ml-blocks", title: "Block reasons")],
        rows: [
            DashboardRow(
                "Now",
                [
                    mlMode,
                    .stat("Inferences", "grinder_ml_inference_total"),
                    .stat("Errors", "grinder_ml_inference_errors_total", thresholds: .rising(yellow: 1, red: 10)),
                    .stat(
                        "Error rate", "rate(grinder_ml_inference_errors_total[5m]) / (rate(grinder_ml_inference_total[5m]) + rate(grinder_ml_inference_errors_total[5m]))",
                        unit: "percentunit", thresholds: .rising(yellow: 0.05, red: 0.1)),
                    .stat("p99", Query(latency("0.99")), unit: "ms", thresholds: .rising(yellow: 50, red: 100)),
                    .stat("Blocks", "sum(grinder_ml_block_total)"),
                    .stat("Fill probability", "grinder_ml_fill_prob_bps_last"),
                    .stat("Fill model", "grinder_ml_fill_model_loaded", mappings: [(value: 0, text: "absent", colour: "yellow"), (value: 1, text: "loaded", colour: "green")]),
                ]),
            DashboardRow(
                "Over time",
                [
                    .series("Inferences", unit: "ops", Query("rate(grinder_ml_inference_total[5m])", "done"), Query("rate(grinder_ml_inference_errors_total[5m])", "failed")),
                    .series("Latency by mode", unit: "ms", byMode("0.5", "p50"), byMode("0.99", "p99"), byMode("0.999", "p99.9")),
                    .series("Mode", "grinder_ml_active_on"),
                    .series("Block reasons", Query("increase(grinder_ml_block_total[5m])", "{{reason}}")),
                ]),
        ])

    static let mlLatency = Dashboard(
        "Grinder ML Latency & SLO", uid: "grinder-ml-latency", tags: ["ml", "slo"], links: backToOverview,
        rows: [
            DashboardRow(
                "Now",
                [
                    .stat("p50", Query(latency("0.5")), unit: "ms", thresholds: .rising(yellow: 50, red: 100)),
                    .stat("p95", Query(latency("0.95")), unit: "ms", thresholds: .rising(yellow: 50, red: 100)),
                    .stat("p99 (objective 100 ms)", Query(latency("0.99")), unit: "ms", thresholds: .rising(yellow: 50, red: 100)),
                    .stat("p99.9 (objective 250 ms)", Query(latency("0.999")), unit: "ms", thresholds: .rising(yellow: 100, red: 250)),
                    .stat("Mean", "sum(rate(grinder_ml_inference_latency_ms_sum[5m])) / sum(rate(grinder_ml_inference_latency_ms_count[5m]))", unit: "ms"),
                    .stat("Inferences", "sum(rate(grinder_ml_inference_latency_ms_count[5m]))", unit: "ops"),
                    .stat("Below 100 ms (objective 99 %)", Query(share(within: "100.0")), unit: "percentunit", thresholds: .falling(yellow: 0.98, green: 0.99)),
                    .stat("Below 250 ms (objective 99.9 %)", Query(share(within: "250.0")), unit: "percentunit", thresholds: .falling(yellow: 0.99, green: 0.999)),
                ]),
            DashboardRow(
                "Over time",
                [
                    .series("Percentiles", unit: "ms", Query(latency("0.5"), "p50"), Query(latency("0.95"), "p95"), Query(latency("0.99"), "p99"), Query(latency("0.999"), "p99.9")),
                    .series(
                        "p99: shadow and active", unit: "ms",
                        Query("histogram_quantile(0.99, sum by (le) (rate(grinder_ml_inference_latency_ms_bucket{mode=\"shadow\"}[5m])))", "shadow"),
                        Query("histogram_quantile(0.99, sum by (le) (rate(grinder_ml_inference_latency_ms_bucket{mode=\"active\"}[5m])))", "active")),
                    Panel("Distribution", .heatmap, [Query("sum by (le) (increase(grinder_ml_inference_latency_ms_bucket[1m]))", "{{le}}")]),
                    .series("Objectives", unit: "percentunit", thresholds: .falling(yellow: 0.98, green: 0.99), Query(share(within: "100.0"), "below 100 ms"), Query(share(within: "250.0"), "below 250 ms")),
                ]),
        ])

    static let mlBlocks = Dashboard(
        "Grinder ML Block Reasons", uid: "grinder-ml-blocks", tags: ["ml"], links: backToOverview,
        rows: [
            DashboardRow(
                "Now",
                [
                    mlMode,
                    .stat("Blocks in all", "sum(grinder_ml_block_total)"),
                    .stat("Blocks within an hour", "sum(increase(grinder_ml_block_total[1h]))", thresholds: .rising(yellow: 1, red: 10)),
                    .stat("Block rate", "sum(rate(grinder_ml_block_total[5m]))", unit: "ops"),
                ]),
            DashboardRow(
                "By reason",
                [
                    Panel("Within a day", .pie, [Query("increase(grinder_ml_block_total[24h]) > 0", "{{reason}}")]),
                    .series("Over time", Query("increase(grinder_ml_block_total[5m])", "{{reason}}")),
                    Panel("Within an hour", .table, ["increase(grinder_ml_block_total[1h]) > 0"]),
                    .series("Mode and blocks", Query("grinder_ml_active_on", "active"), Query("clamp_max(sum(rate(grinder_ml_block_total[1m])), 1)", "blocks")),
                ]),
        ])
}
