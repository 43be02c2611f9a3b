extension Scenario {
    static let sampleDayAdaptive = Scenario(
        name: "sample_day_adaptive",
        summary: """
            Twenty one-minute bars of an upward zig-zag, long enough to take the adaptive policy out of its \
            warm-up into a measured range regime.
            """,
        config: [
            "symbols": ["ADAPTUSDT"],
            "feature_engine_enabled": true,
            "adaptive_policy_enabled": true,
            "expected_regimes": ["RANGE"],
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                ADAPTUSDT 0.02 0.01 1000.0 1000.0 10.0
                """,
            bid: """
                ts       ADAPTUSDT
                60000    100.00
                120000   100.10
                180000   100.05
                240000   100.15
                300000   100.08
                360000   100.20
                420000   100.12
                480000   100.25
                540000   100.18
                600000   100.30
                660000   100.22
                720000   100.35
                780000   100.28
                840000   100.40
                900000   100.32
                960000   100.45
                1020000  100.38
                1080000  100.50
                1140000  100.42
                1200000  100.55
                """
        ))
    )
}
