extension Scenario {
    static let sampleDayConstraints = Scenario(
        name: "sample_day_constraints",
        summary: """
            The exchange minimum of ten units exceeds the order size of one, so every order is skipped with \
            EXEC_QTY_BELOW_MIN_QTY.
            """,
        config: [
            "symbols": ["TESTUSDT"],
            "duration_ms": 3000,
            "schema_version": "v1",
            "constraints_enabled": true,
            "symbol_constraints": ["TESTUSDT": ["step_size": "0.001", "min_qty": "10.0"]],
            "size_per_level": "1.0",
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
                1000  1.0000
                2000  1.0100
                3000  1.0200
                """
        ))
    )
}
