// What decides beside the grid: machine learning, the state machine, the order router, the fill model.

extension MetricCatalogue {
    static let machineLearning: [MetricFamily] = [
        MetricFamily(
            .mlActiveOn, .gauge, "1 when the last snapshot used a model's output.", unit: "bool", contract: .absent),
        MetricFamily(
            .mlBlock, .counter, "Snapshots on which the model was refused.", labels: [.mlBlockReason],
            contract: .absent),
        MetricFamily(.mlInference, .counter, "Inferences in active mode that succeeded.", contract: .absent),
        MetricFamily(.mlInferenceErrors, .counter, "Inferences in active mode that failed.", contract: .absent),
        MetricFamily(
            .mlInferenceLatencyMs, .histogram, "Time of one inference.", unit: "milliseconds", labels: [.mlMode],
            format: .shortest, contract: .absent, bounds: [1, 2, 5, 10, 25, 50, 100, 250, 500]),
    ]

    static let stateMachine: [MetricFamily] = [
        MetricFamily(
            .fsmCurrentState, .gauge, "1 for the present state; all 0 before the first tick.", labels: [.lifecycleState]),
        MetricFamily(
            .fsmStateDurationSeconds, .gauge, "Time in the present state, on the clock of the events.", unit: "seconds",
            format: .fixed(2)),
        MetricFamily(
            .fsmTransitions, .counter, "Changes of state.", labels: [.fromState, .toState, .transitionReason],
            reference: .placeholder, contract: .lines, combinations: transitions),
        MetricFamily(
            .fsmActionBlocked, .counter, "Intents that the state does not permit.", labels: [.blockedState, .intent],
            reference: .placeholder, contract: .lines),
    ]

    /// The transition table: orchestrator specification, section A3.
    private static let transitions: [[String]] = {
        let fromAnywhere = ["READY", "ACTIVE", "THROTTLED", "PAUSED", "DEGRADED"].flatMap { state in
            ["KILL_SWITCH", "OPERATOR_EMERGENCY", "DD_BREACH"].map { [state, "EMERGENCY", $0] }
        }
        return fromAnywhere + [
            ["INIT", "READY", "HEALTH_OK"], ["READY", "DEGRADED", "FEED_STALE"], ["READY", "PAUSED", "OPERATOR_PAUSE"],
            ["READY", "ACTIVE", "FEEDS_READY"], ["ACTIVE", "DEGRADED", "FEED_STALE"],
            ["ACTIVE", "PAUSED", "OPERATOR_PAUSE"], ["ACTIVE", "PAUSED", "TOX_HIGH"], ["ACTIVE", "THROTTLED", "TOX_MID"],
            ["THROTTLED", "DEGRADED", "FEED_STALE"], ["THROTTLED", "PAUSED", "OPERATOR_PAUSE"],
            ["THROTTLED", "PAUSED", "TOX_HIGH"], ["THROTTLED", "ACTIVE", "TOX_LOW_COOLDOWN"],
            ["PAUSED", "DEGRADED", "FEED_STALE"], ["PAUSED", "ACTIVE", "TOX_LOW_COOLDOWN"],
            ["PAUSED", "THROTTLED", "TOX_MID_COOLDOWN"], ["DEGRADED", "READY", "FEED_RECOVERED"],
            ["EMERGENCY", "PAUSED", "POSITION_REDUCED"],
        ]
    }()

    static let router: [MetricFamily] = [
        MetricFamily(
            .routerDecision, .counter, "Decisions of the order router.", labels: [.routerDecision, .routerReason],
            reference: .placeholder,
            combinations: [
                ["BLOCK", "WOULD_CROSS_SPREAD"], ["BLOCK", "FILTER_VIOLATION_TICK_SIZE"],
                ["BLOCK", "FILTER_VIOLATION_STEP_SIZE"], ["BLOCK", "FILTER_VIOLATION_MIN_QTY"],
                ["BLOCK", "FILTER_VIOLATION_MIN_NOTIONAL"], ["BLOCK", "DRAWDOWN_GATE_ACTIVE"],
                ["NOOP", "RATE_LIMIT_THROTTLE"], ["NOOP", "NO_CHANGE_BELOW_EPS"],
                ["CANCEL_REPLACE", "NO_EXISTING_ORDER"], ["CANCEL_REPLACE", "CANCEL_REPLACE_REQUIRED_IMMUTABLE_FIELD"],
                ["CANCEL_REPLACE", "AMEND_UNSUPPORTED"], ["CANCEL_REPLACE", "AMEND_NORMALIZED_TO_CANCEL_REPLACE"],
            ]),
        MetricFamily(.routerAmendSavings, .counter, "Amendments that saved a cancellation and a placement."),
    ]

    static let fillModel: [MetricFamily] = [
        MetricFamily(.mlFillProbBpsLast, .gauge, "Last probability of a fill.", unit: "basis points"),
        MetricFamily(.mlFillModelLoaded, .gauge, "1 while the fill model is there.", unit: "bool"),
    ]
}
