extension Scenario {
    static let sampleDayController = Scenario(
        name: "sample_day_controller",
        summary: """
            Three symbols one after another, moving fast, hardly at all and moderately, which drives the \
            controller into WIDEN, TIGHTEN and BASE.
            """,
        config: [
            "symbols": ["WIDENUSDT", "TIGHTENUSDT", "BASEUSDT"],
            "controller_enabled": true,
            "expected_modes": ["WIDENUSDT": "WIDEN", "TIGHTENUSDT": "TIGHTEN", "BASEUSDT": "BASE"],
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                WIDENUSDT 0.02 0.01 10.0 10.0 1.0
                TIGHTENUSDT 0.02 0.01 10.0 10.0 1.0
                BASEUSDT 0.04 0.02 10.0 10.0 1.0
                """,
            bid: """
                ts     WIDENUSDT  TIGHTENUSDT  BASEUSDT
                1000   99.99      -            -
                2000   100.79     -            -
                3000   101.59     -            -
                4000   102.39     -            -
                5000   103.19     -            -
                6000   -          199.99       -
                7000   -          200.00       -
                8000   -          200.01       -
                9000   -          200.02       -
                10000  -          200.03       -
                11000  -          -            299.98
                12000  -          -            300.58
                13000  -          -            301.18
                14000  -          -            301.78
                15000  -          -            302.38
                """
        ))
    )
}
