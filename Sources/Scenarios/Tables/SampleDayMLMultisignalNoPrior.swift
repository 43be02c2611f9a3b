extension Scenario {
    static let sampleDayMLMultisignalNoPrior = Scenario(
        name: "sample_day_ml_multisignal_no_prior",
        summary: """
            The only regime signal is younger than both ticks, so no signal may be used: there is no look-ahead.
            """,
        config: [
            "symbols": ["BTCUSDT"],
            "duration_ms": 1000,
            "ml_enabled": true,
            "schema_version": "v1",
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                BTCUSDT 1.00 0.50 10.0 10.0 0.5
                """,
            bid: """
                ts    BTCUSDT
                500   50000.00
                1000  50005.00
                """,
            signals: """
                2000 BTCUSDT 3000 4000 3000 MID 1000
                """
        ))
    )
}
