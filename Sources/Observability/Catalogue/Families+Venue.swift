// What talks to the venue: connectors, data quality, the HTTP client.

extension MetricCatalogue {
    static let connectors: [MetricFamily] = [
        MetricFamily(
            .connectorRetries, .counter, "Retries, counted before each wait.", labels: [.retryOperation, .retryReason],
            reference: .placeholder),
        MetricFamily(
            .idempotencyHits, .counter, "Requests answered from a completed entry.", labels: [.writeOperation],
            reference: .placeholder),
        MetricFamily(
            .idempotencyConflicts, .counter, "Requests refused because the same one was under way.",
            labels: [.writeOperation], reference: .placeholder),
        MetricFamily(
            .idempotencyMisses, .counter, "Requests that made a new entry.", labels: [.writeOperation],
            reference: .placeholder),
        MetricFamily(
            .circuitState, .gauge, "1 for the state of each operation's circuit breaker.",
            labels: [.circuitOperation, .circuitState], reference: .placeholder),
        MetricFamily(
            .circuitRejected, .counter, "Calls that a circuit breaker refused.", labels: [.circuitOperation],
            reference: .placeholder),
        MetricFamily(
            .circuitTrips, .counter, "Times a circuit breaker opened.", labels: [.circuitOperation, .tripReason],
            reference: .placeholder),
        MetricFamily(
            .wsConnected, .gauge, "1 while the market data connection stands.", unit: "bool", labels: [.connector],
            reference: .placeholder, contract: .absent),
        MetricFamily(
            .wsReconnect, .counter, "Reconnections of market data.", labels: [.connector, .reconnectReason],
            reference: .placeholder, contract: .absent),
        MetricFamily(
            .ticksReceived, .counter, "Market data events delivered.", labels: [.connector], reference: .placeholder,
            contract: .absent),
        MetricFamily(
            .lastTickTs, .gauge, "Event time of the newest market data.", unit: "ms since 1970", labels: [.connector],
            reference: .placeholder, contract: .absent),
    ]

    static let dataQuality: [MetricFamily] = [
        MetricFamily(
            .dataStale, .counter, "Ticks after a silence longer than the stream allows.", labels: [.stream],
            reference: .placeholder),
        MetricFamily(
            .dataGap, .counter, "Gaps between ticks, by length in milliseconds.", labels: [.stream, .gapBucket],
            reference: .placeholder),
        MetricFamily(
            .dataOutlier, .counter, "Jumps of the price beyond the limit.", labels: [.stream, .outlierKind],
            reference: .placeholder),
    ]

    static let httpClient: [MetricFamily] = [
        MetricFamily(
            .httpRequests, .counter, "Responses received, by class of status.", labels: [.httpOperation, .statusClass],
            reference: .placeholder),
        MetricFamily(
            .httpRetries, .counter, "Attempts that were repeated.", labels: [.httpOperation, .httpReason],
            reference: .placeholder),
        MetricFamily(
            .httpFail, .counter, "Requests given up on.", labels: [.httpOperation, .httpReason],
            reference: .placeholder),
        MetricFamily(
            .httpLatencyMs, .histogram, "Time from the first attempt to the answer.", unit: "milliseconds",
            labels: [.httpOperation], format: .shortest, reference: .placeholder, contract: .lines,
            bounds: [50, 100, 200, 400, 800, 1500, 3000, 5000, 10000]),
    ]
}
