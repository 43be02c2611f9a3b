// What is said of each kind that a run writes, in full.

import CGrinder
import Domain
import Engine
import Risk
import Rings
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

@testable import Workers

final class RecordDescriptionTests: XCTestCase {
    private func text<Record: BitwiseCopyable>(
        _ kind: RecordKind, _ record: Record, _ describer: inout RecordDescriber
    ) -> String {
        var raw = unsafeBitCast(record, to: gr_record_t.self)
        raw.kind = kind.rawValue
        return describer.describe(raw).line(("position", 9), isJSON: false)
    }

    private func text<Record: BitwiseCopyable>(_ kind: RecordKind, _ record: Record) -> String {
        var describer = RecordDescriber()
        return text(kind, record, &describer)
    }

    func testMarketRecords() {
        var fault = gr_fault_t()
        fault.event_time = 5
        XCTAssertEqual(text(.unhandled, fault), "9 unhandled event_time=5\n")
        fault.has_field = 1
        fault.keeps_orders = 1
        let (name, field) = (EventFault.allCases[0].rawValue, SnapshotField.allCases[0].rawValue)
        XCTAssertEqual(text(.fault, fault), "9 fault event_time=5 fault=\(name) field=\(field) keeps_orders=true\n")
        var end = gr_end_t()
        end.events = .max
        XCTAssertEqual(text(.end, end), "9 end events=18446744073709551615\n")
        XCTAssertEqual(text(.passEnd, end), "9 pass_end events=18446744073709551615\n")
        var book = gr_book_t()
        (book.time_ms, book.buy_impact_bps, book.sell_impact_bps, book.insufficient) = (7, 3, -4, 2)
        XCTAssertEqual(
            text(.book, book),
            "9 book symbol=#0 time_ms=7 buy_impact_bps=3 sell_impact_bps=-4 is_deep_enough_to_buy=true is_deep_enough_to_sell=false\n")
        var source = gr_source_t()
        source.event = 12
        XCTAssertEqual(text(.source, source), "9 source event=12\n")
    }

    func testDecisionRecords() {
        var tick = gr_tick_t()
        (tick.tick, tick.plan, tick.mid_price, tick.mid_exponent, tick.fence) = (3, 2, 1005, -1, 8)
        let filter = FilterReason.allCases[0].rawValue
        XCTAssertEqual(
            text(.tick, tick),
            "9 tick tick=3 symbol=#0 event_time=0 filter=\(filter) plan=kept mid_price=100.5 receive_time_ns=0 decide_time_ns=0 fence=8\n")
        var plan = gr_plan_t()
        (plan.integer_points, plan.spacing_bps, plan.skew_bps, plan.width_bps) = (1, 10, 10, 2.5)
        XCTAssertTrue(text(.plan, plan).contains(" spacing_bps=10 skew_bps=10.0 width_bps=2.5 levels_up=0 "), text(.plan, plan))
        var done = gr_tick_done_t()
        (done.tick, done.failed) = (4, 2)
        XCTAssertEqual(
            text(.tickDone, done), "9 tick_done tick=4 result=fills_failed fault=\(EventFault.allCases[0].rawValue)\n")
        var reading = gr_reading_t()
        reading.market = 44
        XCTAssertEqual(text(.reading, reading), "9 reading market=44\n")
        var outcome = gr_outcome_t()
        outcome.outcome = 77
        XCTAssertEqual(text(.outcome, outcome), "9 outcome outcome=\"unknown code 77\"\n")
    }

    func testPaperRecords() {
        var fill = gr_fill_t()
        (fill.side, fill.origin, fill.price, fill.quantity, fill.quantity_exponent, fill.reference) = (0, 1, 7, 25, -1, 6)
        let side = OrderSide.allCases[0].rawValue
        XCTAssertEqual(text(.fill, fill), "9 fill side=\(side) price=7 quantity=2.5 of=order number=6\n")
        var features = gr_features_t()
        (features.spread_bps, features.imbalance_bps, features.natr_bps, features.warmup_bars) = (1, -2, 3, 4)
        (features.thin_quantity, features.thin_exponent, features.atr) = (15, -1, 9)
        XCTAssertEqual(
            text(.features, features),
            "9 features spread_bps=1 imbalance_bps=-2 thin_quantity=1.5 atr=null natr_bps=3 warmup_bars=4\n")
        features.has_atr = 1
        XCTAssertTrue(text(.features, features).contains(" atr=9 "))
        var trend = gr_trend_t()
        (trend.sum_abs_returns_bps, trend.net_return_bps, trend.range_score) = (5, -6, 7)
        XCTAssertEqual(text(.trend, trend), "9 trend sum_abs_returns_bps=5 net_return_bps=-6 range_score=7\n")
        var drawdown = gr_drawdown_t()
        (drawdown.equity, drawdown.high_water_mark, drawdown.drawdown_pct, drawdown.threshold_pct) = (90, 100, 10, 5)
        (drawdown.integer_threshold, drawdown.trigger_equity, drawdown.trigger_pct) = (1, 93, 7)
        XCTAssertEqual(
            text(.drawdown, drawdown),
            "9 drawdown trigger=calm equity=90 high_water_mark=100 drawdown_pct=10.0 threshold_pct=5\n")
        drawdown.trigger = 2
        XCTAssertTrue(text(.drawdown, drawdown).hasSuffix(" trigger_equity=93 trigger_drawdown_pct=7.0\n"))
        var cycle = gr_cycle_t()
        (cycle.price, cycle.quantity, cycle.fill) = (3, 4, 5)
        XCTAssertTrue(text(.cycle, cycle).hasSuffix(" side=\(side) price=3 quantity=4 fill=5\n"), text(.cycle, cycle))
        var settlement = gr_settlement_t()
        (settlement.tick, settlement.flags, settlement.rank) = (2, 16 | 32 | 1, 3)
        (settlement.realized_pnl, settlement.unrealized_pnl, settlement.total_pnl) = (1, 2, 3)
        XCTAssertEqual(
            text(.settlement, settlement),
            "9 settlement tick=2 blocked_by_gating=true blocked_by_guard=false kill_switch=false not_in_topk=false rank=3 realized_pnl=1 unrealized_pnl=2 total_pnl=3\n"
        )
    }

    func testGuardRecordsShowWhatTheyHave() {
        var record = gr_guard_t()
        (record.allowed, record.portfolio_drawdown, record.portfolio_limit, record.budget, record.loss) = (1, 1, 2, 3, 4)
        XCTAssertFalse(text(.guard, record).contains("portfolio"))
        record.has = 15
        XCTAssertTrue(
            text(.guard, record).hasSuffix(" portfolio_drawdown=1 portfolio_limit=2 symbol=#0 budget=3 loss=4\n"), text(.guard, record))
    }

    /// A gate's answer, through the writer.
    private func described(_ gating: GatingResult) throws -> String {
        var output = PaperOutput()
        output.gating = gating
        let channel = try Channel()
        var writer = try channel.writer()
        try writer.write(settlement: output, tick: 1, SymbolTable())
        var observer = try RingObserver<gr_record_t>(channel.memory)
        var describer = RecordDescriber()
        var record = gr_record_t()
        while try observer.next(into: &record) == .copied {
            let description = describer.describe(record)
            if description.kind == "gating" { return description.line(("position", 0), isJSON: false) }
        }
        return "no gating record"
    }

    func testGatingEvidenceStandsUnderItsNames() throws {
        let reason = try XCTUnwrap(GateReason.allCases.first { $0 != .pass })
        let head = "0 gating reason=\(reason.rawValue) evidence="
        XCTAssertEqual(
            try described(.block(reason, .cooldown(Cooldown(elapsedMs: 5, cooldownMs: 9)))),
            head + "cooldown elapsed_ms=5 cooldown_ms=9\n")
        let impact = PriceImpact(
            changeBps: 12.5, limitBps: BasisPoints(10, isInteger: true), oldestPrice: try Decimal("100.50"),
            currentPrice: try Decimal("12345678901234567890.5"), windowMs: 60)
        XCTAssertEqual(
            try described(.block(reason, .priceImpact(impact))),
            head + "price_impact oldest_price=100.50 current_price=12345678901234567890.5 price_change_bps=12.5 max_price_impact_bps=10 window_ms=60\n")
        let breach = NotionalBreach(
            scope: NotionalScope.allCases[1], current: try Decimal("1"), proposed: try Decimal("2"), newTotal: try Decimal("3"),
            limit: try Decimal("2.5"))
        XCTAssertEqual(
            try described(.block(reason, .notionalBreach(breach))),
            head + "notional_breach current=1 proposed=2 new_total=3 limit=2.5 scope=\(NotionalScope.allCases[1].rawValue)\n")
        let tripReason = KillSwitchReason.allCases[0]
        let trip = DrawdownTrip(
            equity: try Decimal("90"), highWaterMark: try Decimal("100"), drawdownPct: 10,
            thresholdPct: BasisPoints(5, isInteger: true))
        let tripped = KillSwitchTrip(reason: tripReason, timeMs: 77, details: trip)
        XCTAssertEqual(
            try described(.block(reason, .killSwitch(KillSwitchState(tripped)))),
            head + "kill_switch equity=90 high_water_mark=100 drawdown_pct=10.0 threshold_pct=5 "
                + "trip_reason=\(tripReason.rawValue) trip_time_ms=77\n")
    }
}
