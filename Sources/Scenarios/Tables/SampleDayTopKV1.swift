// Sixteen one-minute ticks per symbol. Bid and ask quantity always sum to the template's total, and
// the selection is in rank order: low range on a deep book, medium range, high range.

extension Scenario {
    static let sampleDayTopKV1 = Scenario(
        name: "sample_day_topk_v1",
        summary: """
            Six symbols of different character over sixteen minutes, from which the feature-based selection \
            takes the three best scores and refuses the thin book.
            """,
        config: [
            "symbols": ["HIGHUSDT", "MEDUSDT", "LOWUSDT", "TRENDUSDT", "THINUSDT", "WIDEUSDT"],
            "feature_engine_enabled": true,
            "topk_v1_enabled": true,
            "topk_v1_k": 3,
            "topk_v1_spread_max_bps": 100,
            "topk_v1_thin_l1_min": 1.0,
            "topk_v1_warmup_min": 5,
            "expected_selected": ["LOWUSDT", "MEDUSDT", "HIGHUSDT"],
            "expected_gated": ["THINUSDT"],
        ],
        content: .tables(ScenarioTables(
            template: """
                symbol d_ask d_last bid_qty ask_qty last_qty
                HIGHUSDT 0.02 0.01 grid Q:1000.0 grid
                MEDUSDT 0.02 0.01 grid Q:400.0 grid
                LOWUSDT 0.01 0.005 grid Q:1600.0 grid
                TRENDUSDT 0.04 0.02 grid Q:600.0 grid
                THINUSDT 0.02 0.01 grid Q:1.0 grid
                WIDEUSDT 0.30 0.15 grid Q:200.0 grid
                """,
            bid: """
                ts       HIGHUSDT  MEDUSDT  LOWUSDT  TRENDUSDT  THINUSDT  WIDEUSDT
                1000000  100.00    50.00    25.00    200.00     75.00     150.00
                1060000  100.20    50.05    25.01    200.50     75.05     150.05
                1120000  99.80     49.98    25.02    201.00     74.95     149.90
                1180000  100.50    50.10    25.00    201.50     75.10     150.10
                1240000  100.10    50.02    25.01    202.00     75.00     150.00
                1300000  100.80    50.15    25.02    202.50     75.15     150.15
                1360000  99.90     49.95    25.00    203.00     74.90     149.95
                1420000  100.60    50.08    25.01    203.50     75.05     150.05
                1480000  100.00    50.00    25.00    204.00     75.00     150.00
                1540000  100.40    50.12    25.02    204.50     75.10     150.10
                1600000  99.70     49.92    25.01    205.00     74.95     149.90
                1660000  100.30    50.05    25.00    205.50     75.02     150.02
                1720000  100.70    50.18    25.01    206.00     75.15     150.15
                1780000  99.95     49.98    25.02    206.50     74.98     150.05
                1840000  100.55    50.10    25.00    207.00     75.08     150.10
                1900000  100.25    50.03    25.01    207.50     75.12     150.18
                """,
            bidQuantity: """
                ts       HIGHUSDT  MEDUSDT  LOWUSDT  TRENDUSDT  THINUSDT  WIDEUSDT
                1000000  500.0     200.0    800.0    300.0      0.5       100.0
                1060000  520.0     210.0    790.0    310.0      0.6       105.0
                1120000  510.0     205.0    820.0    305.0      0.7       110.0
                1180000  530.0     215.0    805.0    320.0      0.8       95.0
                1240000  505.0     202.0    815.0    315.0      0.5       100.0
                1300000  540.0     220.0    830.0    310.0      0.6       102.0
                1360000  515.0     208.0    800.0    330.0      0.4       97.0
                1420000  525.0     212.0    810.0    325.0      0.5       103.0
                1480000  500.0     200.0    800.0    335.0      0.6       100.0
                1540000  535.0     218.0    825.0    320.0      0.7       105.0
                1600000  510.0     203.0    812.0    340.0      0.5       98.0
                1660000  545.0     210.0    805.0    345.0      0.6       101.0
                1720000  520.0     225.0    820.0    350.0      0.4       104.0
                1780000  508.0     207.0    830.0    355.0      0.5       99.0
                1840000  550.0     215.0    808.0    360.0      0.6       103.0
                1900000  518.0     205.0    815.0    365.0      0.7       106.0
                """,
            lastQuantity: """
                ts       HIGHUSDT  MEDUSDT  LOWUSDT  TRENDUSDT  THINUSDT  WIDEUSDT
                1000000  10.0      5.0      3.0      7.0        1.0       2.0
                1060000  12.0      6.0      4.0      8.0        1.0       2.0
                1120000  11.0      5.0      3.0      9.0        1.0       2.0
                1180000  15.0      7.0      3.0      10.0       1.0       2.0
                1240000  10.0      5.0      3.0      11.0       1.0       2.0
                1300000  13.0      6.0      4.0      9.0        1.0       2.0
                1360000  12.0      5.0      3.0      10.0       1.0       2.0
                1420000  14.0      6.0      3.0      12.0       1.0       2.0
                1480000  10.0      5.0      3.0      8.0        1.0       2.0
                1540000  11.0      7.0      4.0      9.0        1.0       2.0
                1600000  12.0      5.0      3.0      10.0       1.0       2.0
                1660000  15.0      6.0      3.0      11.0       1.0       2.0
                1720000  13.0      8.0      4.0      12.0       1.0       2.0
                1780000  10.0      5.0      3.0      9.0        1.0       2.0
                1840000  14.0      7.0      3.0      10.0       1.0       2.0
                1900000  11.0      6.0      3.0      11.0       1.0       2.0
                """
        ))
    )
}
