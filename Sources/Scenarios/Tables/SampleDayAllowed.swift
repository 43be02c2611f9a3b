extension Scenario {
    static let sampleDayAllowed = Scenario(
        name: "sample_day_allowed",
        summary: """
            Assets priced around one dollar, so that a hundred units pass every gate and the sell half of each \
            first grid fills at once.
            """,
        config: [
            "symbols": ["TESTUSDT", "TEST2USDT"],
            "duration_ms": 5000,
            "schema_version": "v1",
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                TESTUSDT 0.0001 0.00005 10000.0 10000.0 100.0
                TEST2USDT 0.0001 0.00005 20000.0 20000.0 200.0
                """,
            bid: """
                ts    TESTUSDT  TEST2USDT
                1000  1.0000    -
                2000  1.0100    -
                3000  1.0200    -
                4000  -         0.5000
                5000  1.0300    -
                """
        ))
    )
}
