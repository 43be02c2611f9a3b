extension Scenario {
    static let sampleDayToxic = Scenario(
        name: "sample_day_toxic",
        summary: """
            The price jumps by six percent and returns two ticks later; the price-impact gate blocks both ticks \
            at the higher price.
            """,
        config: [
            "symbols": ["TESTUSDT"],
            "duration_ms": 5000,
            "schema_version": "v1",
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                TESTUSDT 0.001 0.0005 1000.0 1000.0 100.0
                """,
            bid: """
                ts    TESTUSDT
                1000  1.00
                2000  1.00
                3000  1.06
                4000  1.06
                5000  1.00
                """
        ))
    )
}
