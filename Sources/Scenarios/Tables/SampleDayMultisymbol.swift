extension Scenario {
    static let sampleDayMultisymbol = Scenario(
        name: "sample_day_multisymbol",
        summary: """
            Five symbols tick together with falling volatility, so the selection keeps the first three and the \
            global cooldown holds back simultaneous ticks.
            """,
        config: [
            "symbols": ["AAAUSDT", "BBBUSDT", "CCCUSDT", "DDDUSDT", "EEEUSDT"],
            "duration_ms": 5000,
            "schema_version": "v1",
            "expected_topk_selected": ["AAAUSDT", "BBBUSDT", "CCCUSDT"],
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                AAAUSDT 0.0001 0.00005 10000.0 10000.0 100.0
                BBBUSDT 0.0001 0.00005 10000.0 10000.0 100.0
                CCCUSDT 0.0001 0.00005 10000.0 10000.0 100.0
                DDDUSDT 0.0001 0.00005 10000.0 10000.0 100.0
                EEEUSDT 0.0001 0.00005 10000.0 10000.0 100.0
                """,
            bid: """
                ts    AAAUSDT  BBBUSDT  CCCUSDT  DDDUSDT  EEEUSDT
                1000  1.0000   2.0000   3.0000   4.0000   5.0000
                2000  1.0500   2.0300   3.0150   4.0050   5.0010
                3000  0.9800   2.0100   3.0050   4.0030   5.0008
                4000  1.0200   2.0400   3.0200   4.0020   5.0005
                5000  1.0100   2.0200   3.0100   4.0010   5.0002
                """
        ))
    )
}
