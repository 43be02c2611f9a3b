extension Scenario {
    static let sampleDayMLMultisignalBasic = Scenario(
        name: "sample_day_ml_multisignal_basic",
        summary: """
            Two regime signals stamped between three ticks: each tick may use the latest signal that is not \
            younger than itself.
            """,
        config: [
            "symbols": ["BTCUSDT"],
            "duration_ms": 3000,
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
                1000  50000.00
                2000  50005.00
                3000  50010.00
                """,
            signals: """
                1500 BTCUSDT 7000 2000 1000 LOW 800
                2500 BTCUSDT 1000 2000 7000 HIGH 1200
                """
        ))
    )
}
