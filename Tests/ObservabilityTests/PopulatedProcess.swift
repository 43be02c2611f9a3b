// The process of the metrics specification, section 15.2, as writes to a registry.

import Observability
import XCTest

enum PopulatedProcess {
    static func registry() throws -> MetricRegistry {
        var registry = MetricRegistry()
        fill(&registry)
        for (metric, labels, count) in counts {
            registry.add(count, to: try XCTUnwrap(MetricRegistry.series(metric, labels), "\(metric.rawValue) \(labels)"))
        }
        for (metric, label, values) in observations {
            let series = try XCTUnwrap(MetricRegistry.series(metric, [label]))
            for value in values { registry.observe(value, in: series, of: metric) }
        }
        registry.setOneHot(.haRole, at: 0)
        registry.setOneHot(.fsmCurrentState, at: 4)
        return registry
    }

    private static func fill(_ registry: inout MetricRegistry) {
        let values: [(Metric, Double)] = [
            (.uptimeSeconds, 100.5), (.killSwitchTriggered, 1), (.drawdownPct, 12.345), (.highWaterMark, 100000.005),
            (.riskConsecutiveLosses, 4), (.riskConsecutiveLossTrips, 2), (.haIsLeader, 1),
            (.reconcileLastSnapshotAgeSeconds, 12.345), (.reconcileLastSnapshotTsMs, 1_700_000_088_155), (.reconcileRuns, 1),
            (.reconcileRunsWithMismatch, 1), (.reconcileLastRemediationTsMs, 1_700_000_090_000),
            (.reconcileBudgetCallsUsedDay, 2), (.reconcileBudgetNotionalUsedDay, 400.005),
            (.reconcileBudgetCallsRemainingDay, 98), (.reconcileBudgetNotionalRemainingDay, 4599.995),
            (.reconcileBudgetConfigured, 1), (.mlInference, 1), (.mlInferenceErrors, 1), (.fsmStateDurationSeconds, 12.005),
            (.routerAmendSavings, 1), (.accountSyncLastTs, 1_700_000_000_000), (.accountSyncAgeSeconds, 100.5),
            (.accountSyncPositionsCount, 2), (.accountSyncOpenOrdersCount, 3), (.accountSyncPendingNotional, 4900.005),
            (.mlFillProbBpsLast, 5123), (.mlFillModelLoaded, 1),
        ]
        for (metric, value) in values { registry[metric] = value }
    }

    private static let counts: [(Metric, [String], Double)] = [
        (.gatingAllowed, ["toxicity_gate"], 3), (.gatingAllowed, ["rate_limiter"], 1),
        (.gatingBlocked, ["risk_gate", "MAX_NOTIONAL_EXCEEDED"], 1), (.gatingBlocked, ["rate_limiter", "RATE_LIMIT_EXCEEDED"], 1),
        (.gatingBlocked, ["rate_limiter", "COOLDOWN_ACTIVE"], 1), (.killSwitchTrips, ["MANUAL"], 1),
        (.killSwitchTrips, ["DRAWDOWN_LIMIT"], 2), (.connectorRetries, ["place", "transient"], 2),
        (.connectorRetries, ["cancel", "timeout"], 1), (.idempotencyHits, ["place"], 1), (.idempotencyMisses, ["place"], 1),
        (.idempotencyConflicts, ["cancel"], 1), (.circuitState, ["place", "half_open"], 1), (.circuitRejected, ["place"], 1),
        (.circuitTrips, ["place", "threshold"], 1), (.wsConnected, ["bookTicker"], 1),
        (.wsReconnect, ["bookTicker", "disconnect"], 1), (.ticksReceived, ["bookTicker"], 1),
        (.lastTickTs, ["bookTicker"], 1_700_000_099_000), (.reconcileMismatch, ["ORDER_EXISTS_UNEXPECTED"], 1),
        (.reconcileActionPlanned, ["cancel_all"], 1), (.reconcileActionExecuted, ["flatten"], 1),
        (.reconcileActionBlocked, ["not_leader"], 1), (.reconcileActionBlocked, ["dry_run"], 1),
        (.reconcileRunsWithRemediation, ["flatten"], 1), (.mlBlock, ["BAD_ACK"], 1), (.dataStale, ["live_feed"], 1),
        (.dataGap, ["live_feed", "500"], 1), (.dataGap, ["live_feed", ">5000"], 1), (.dataGap, ["live_feed", "2000"], 1),
        (.dataOutlier, ["live_feed", "price"], 1), (.httpRequests, ["place_order", "2xx"], 1),
        (.httpRequests, ["place_order", "5xx"], 1), (.httpRequests, ["cancel_order", "4xx"], 1),
        (.httpRetries, ["place_order", "5xx"], 1), (.httpFail, ["cancel_order", "4xx"], 1),
        (.fills, ["reconcile", "buy", "maker"], 2), (.fills, ["reconcile", "sell", "taker"], 1),
        (.fillNotional, ["reconcile", "buy", "maker"], 100.1), (.fillNotional, ["reconcile", "buy", "maker"], 200.2),
        (.fillNotional, ["reconcile", "sell", "taker"], 1e16), (.fillFees, ["reconcile", "buy", "maker"], 0.02),
        (.fillFees, ["reconcile", "buy", "maker"], 0.04), (.fillFees, ["reconcile", "sell", "taker"], 1e-5),
        (.fillIngestPolls, ["reconcile"], 1), (.fillIngestEnabled, ["reconcile"], 1),
        (.fillIngestErrors, ["reconcile", "weird"], 1), (.fillIngestErrors, ["reconcile", "http"], 1),
        (.fillCursorLoad, ["reconcile", "ok"], 1), (.fillCursorSave, ["reconcile", "zzz"], 1),
        (.fillCursorLastSaveTs, ["reconcile"], 1_700_000_090.25), (.fillCursorAgeSeconds, ["reconcile"], 10.25),
        (.fsmTransitions, ["ACTIVE", "PAUSED", "OPERATOR_PAUSE"], 1), (.fsmActionBlocked, ["PAUSED", "INCREASE_RISK"], 1),
        (.routerDecision, ["BLOCK", "WOULD_CROSS_SPREAD"], 1), (.routerDecision, ["CANCEL_REPLACE", "NO_EXISTING_ORDER"], 1),
        (.accountSyncErrors, ["ConnectorTransientError"], 1), (.accountSyncMismatches, ["orphan_order"], 1),
        (.accountSyncMismatches, ["duplicate_key"], 1),
    ]

    private static let observations: [(Metric, String, [Double])] = [
        (.mlInferenceLatencyMs, "active", [5, 0.1, 0.2]), (.mlInferenceLatencyMs, "shadow", [600]),
        (.httpLatencyMs, "place_order", [50, 50.5, 20000]),
    ]
}
