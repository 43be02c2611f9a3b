extension Scenario {
    static let sampleDayDrawdown = Scenario(
        name: "sample_day_drawdown",
        summary: """
            Three symbols fall by forty percent in four seconds, but the notional and price-impact gates block \
            every tick, so no position is opened and the kill switch does not trip.
            """,
        config: [
            "symbols": ["BTCUSDT", "ETHUSDT", "SOLUSDT"],
            "kill_switch_enabled": true,
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                BTCUSDT 1.00 0.50 10.0 10.0 0.5
                ETHUSDT 0.10 0.05 100.0 100.0 1.0
                SOLUSDT 0.01 0.005 1000.0 1000.0 10.0
                """,
            bid: """
                ts    BTCUSDT   ETHUSDT  SOLUSDT
                1000  50000.00  3000.00  100.00
                2000  50000.00  3000.00  100.00
                3000  50000.00  3000.00  100.00
                4000  45000.00  2700.00  90.00
                5000  40000.00  2400.00  80.00
                6000  35000.00  2100.00  70.00
                7000  30000.00  1800.00  60.00
                8000  30000.00  1800.00  60.00
                """
        ))
    )
}
