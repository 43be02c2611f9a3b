// What thresholds can be set for, and the loads that they are set for: backtest specification, section 5.1.

public enum SoakMode: String, CaseIterable, Sendable {
    case baseline
    case overload
}

public enum SoakMetric: String, CaseIterable, Sendable {
    case decisionLatencyP99Ms = "decision_latency_p99_ms"
    case orderLatencyP99Ms = "order_latency_p99_ms"
    case eventQueueDepthMax = "event_queue_depth_max"
    case snapshotQueueDepthMax = "snapshot_queue_depth_max"
    case errorsTotal = "errors_total"
    case eventsDropped = "events_dropped"
    case rssMiBMax = "rss_mb_max"
    case fillRate = "fill_rate"

    /// Whether a minimum makes sense as well. What only costs has a maximum.
    var takesRange: Bool { self == .fillRate }
}
