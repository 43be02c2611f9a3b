extension Scenario {
    static let sampleDayL2Gating = Scenario(
        name: "sample_day_l2_gating",
        summary: """
            A book so thin that a small order moves the price by 67 bps on either side, so the adaptive policy \
            plans no levels and asks for a hard reset.
            """,
        config: [
            "symbols": ["TESTUSDT"],
            "duration_ms": 3000,
            "schema_version": "v1",
            "adaptive_policy_enabled": true,
            "feature_engine_enabled": true,
            "l2_gating_enabled": true,
            "l2_impact_threshold_bps": 50,
            "size_per_level": "100.0",
            "max_notional_per_symbol": "10000",
            "max_notional_total": "50000",
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                TESTUSDT 0.0001 0.00005 0.001 0.001 0.001
                """,
            bid: """
                ts    TESTUSDT
                1000  1.0000
                2000  1.0100
                3000  1.0200
                """,
            books: """
                900 TESTUSDT binance 2 | 1.0000@0.001 0.9900@0.003 | 1.0001@0.001 1.0101@0.003
                """
        ))
    )
}
