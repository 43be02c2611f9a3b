extension Scenario {
    static let sampleDayL2ExecGuard = Scenario(
        name: "sample_day_l2_exec_guard",
        summary: """
            The only order book is 1900 ms old at the first tick against a limit of 1500 ms, so every order is \
            skipped with EXEC_L2_STALE.
            """,
        config: [
            "symbols": ["TESTUSDT"],
            "duration_ms": 3000,
            "schema_version": "v1",
            "l2_execution_guard_enabled": true,
            "l2_execution_max_age_ms": 1500,
            "l2_execution_impact_threshold_bps": 50,
            "size_per_level": "100.0",
            "max_notional_per_symbol": "10000",
            "max_notional_total": "50000",
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                TESTUSDT 0.0001 0.00005 10000.0 10000.0 100.0
                """,
            bid: """
                ts    TESTUSDT
                2000  1.0000
                3000  1.0100
                """,
            books: """
                100 TESTUSDT binance 2 | 1.0000@10000.0 0.9990@5000.0 | 1.0001@10000.0 1.0010@5000.0
                """
        ))
    )
}
