// Given a load, when its metrics are computed, then they are the recorded ones. Backtest specification,
// section 5.2.

import Domain
import Engine
import XCTest

final class SyntheticSoakTests: XCTestCase {
    private struct Row {
        let symbols: Int, cadenceMs: Int, mode: SoakMode
        let decision: Double, order: Double
        let events: Int, snapshots: Int, dropped: Int, memory: Int
    }

    private static let rows: [Row] = [
        Row(symbols: 5, cadenceMs: 1000, mode: .baseline, decision: 17.5, order: 75.0, events: 25, snapshots: 10, dropped: 0, memory: 225),
        Row(symbols: 20, cadenceMs: 500, mode: .overload, decision: 70.0, order: 250.0, events: 200, snapshots: 80, dropped: 20, memory: 400),
        Row(symbols: 0, cadenceMs: 1000, mode: .baseline, decision: 11.5, order: 55.0, events: 5, snapshots: 2, dropped: 0, memory: 205),
        Row(symbols: 1, cadenceMs: 1000, mode: .baseline, decision: 11.5, order: 55.0, events: 5, snapshots: 2, dropped: 0, memory: 205),
        Row(symbols: 2, cadenceMs: 3, mode: .baseline, decision: 1010.0, order: 3383.33, events: 3333, snapshots: 1333, dropped: 1273, memory: 3533),
        Row(symbols: 3, cadenceMs: 700, mode: .overload, decision: 16.43, order: 71.43, events: 21, snapshots: 9, dropped: 0, memory: 221),
        Row(symbols: 7, cadenceMs: 333, mode: .baseline, decision: 41.53, order: 155.11, events: 105, snapshots: 42, dropped: 0, memory: 305),
        Row(symbols: 1, cadenceMs: 400, mode: .baseline, decision: 13.75, order: 62.5, events: 12, snapshots: 5, dropped: 0, memory: 212),
        Row(symbols: 3, cadenceMs: 400, mode: .baseline, decision: 21.25, order: 87.5, events: 38, snapshots: 15, dropped: 0, memory: 237),
        Row(symbols: 13, cadenceMs: 400, mode: .overload, decision: 58.75, order: 212.5, events: 162, snapshots: 65, dropped: 5, memory: 362),
        Row(symbols: 31, cadenceMs: 1000, mode: .overload, decision: 56.5, order: 205.0, events: 155, snapshots: 62, dropped: 2, memory: 355),
        Row(symbols: 30, cadenceMs: 1000, mode: .overload, decision: 55.0, order: 200.0, events: 150, snapshots: 60, dropped: 0, memory: 350),
        Row(symbols: 1, cadenceMs: 0, mode: .baseline, decision: 1510.0, order: 5050.0, events: 5000, snapshots: 2000, dropped: 1940, memory: 5200),
        Row(symbols: 1, cadenceMs: -7, mode: .baseline, decision: 1510.0, order: 5050.0, events: 5000, snapshots: 2000, dropped: 1940, memory: 5200),
    ]

    func testTheRecordedTable() {
        for row in Self.rows {
            let soak = SyntheticSoak(symbolsCount: row.symbols, durationS: 60, cadenceMs: row.cadenceMs, mode: row.mode)
            let expected: JSONValue = [
                "decision_latency_p99_ms": .double(row.decision), "order_latency_p99_ms": .double(row.order),
                "event_queue_depth_max": .integer(row.events), "snapshot_queue_depth_max": .integer(row.snapshots),
                "errors_total": 0, "events_dropped": .integer(row.dropped), "rss_mb_max": .integer(row.memory),
                "fill_rate": row.mode == .baseline ? 0.6 : 0.3, "mode": .text(row.mode.rawValue), "duration_s": 60,
                "cadence_ms": .integer(row.cadenceMs), "symbols_count": .integer(row.symbols),
            ]
            XCTAssertEqual(soak.document.canonicalText, expected.canonicalText)
        }
    }
}
