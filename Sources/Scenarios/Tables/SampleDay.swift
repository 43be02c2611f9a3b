extension Scenario {
    static let sampleDay = Scenario(
        name: "sample_day",
        summary: """
            The baseline: Bitcoin drifts up with one Ether tick in between; at the default size every paper tick \
            exceeds the notional limit, while replay places its grids.
            """,
        config: [
            "symbols": ["BTCUSDT", "ETHUSDT"],
            "duration_ms": 5000,
            "schema_version": "v1",
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                BTCUSDT 1.00 0.50 10.0 10.0 0.5
                ETHUSDT 0.10 0.05 100.0 100.0 1.0
                """,
            bid: """
                ts    BTCUSDT   ETHUSDT
                1000  50000.00  -
                2000  50005.00  -
                3000  50010.00  -
                4000  -         3000.00
                5000  50015.00  -
                """
        ))
    )
}
