// Paper records that no strategy of this version writes: refused with an error, never a crash, never a guess.

import CGrinder
import Domain
import Engine
import XCTest

@testable import Workers

final class CorruptSettlementTests: XCTestCase {
    private func record<Record>(_ record: Record, _ kind: Int, _ change: (inout Record) -> Void = { _ in }) -> Record {
        var copy = record
        withUnsafeMutableBytes(of: &copy) { $0[8] = UInt8(kind) }
        change(&copy)
        return copy
    }

    private func tick(_ plan: Int = GR_PLAN_NONE) -> gr_tick_t {
        record(gr_tick_t(), GR_RECORD_TICK) { $0.tick = 1; $0.plan = UInt8(plan) }
    }

    private let plan = gr_plan_t()

    private func settlement(_ change: (inout gr_settlement_t) -> Void = { _ in }) -> gr_settlement_t {
        record(gr_settlement_t(), GR_RECORD_SETTLEMENT) { $0.tick = 1; change(&$0) }
    }

    /// A ring on which the symbol X is defined.
    private func channel() throws -> Channel {
        let channel = try Channel()
        var symbols = SymbolTable()
        let symbol = symbols.intern(text: "X")!
        var writer = try channel.writer()
        try writer.define(symbol, symbols)
        return channel
    }

    /// Assembles until an output is complete.
    private func assemble(_ write: (Channel) throws -> Void) throws {
        let channel = try channel()
        try write(channel)
        var reader = try channel.reader()
        var assembler = PaperAssembler()
        var output = PaperOutput()
        while try assembler.take(try reader.next(), reader, into: &output) != .settled { reader.release() }
    }

    private func assertRefused(_ what: String, line: UInt = #line, _ write: (Channel) throws -> Void) {
        assertCorrupt(what, line: line) { try assemble(write) }
    }

    /// A tick without plan and one more record.
    private func assertRefused<Record: BitwiseCopyable>(_ what: String, _ record: Record, line: UInt = #line) {
        assertRefused(what, line: line) { try $0.forge(tick()); try $0.forge(record) }
    }

    func testValues() throws {
        try assemble { try $0.forge(tick()); try $0.forge(settlement()) }
        let gating = { (change: (inout gr_gating_t) -> Void) in self.record(gr_gating_t(), GR_RECORD_GATING, change) }
        assertRefused("an unknown gate reason", gating { $0.reason = 99 })
        assertRefused("unknown evidence", gating { $0.details = UInt8(GR_GATE_KILL_SWITCH_CLEAR) + 1 })
        assertRefused("an unknown scope", gating { $0.details = UInt8(GR_GATE_NOTIONAL_BREACH); $0.value.4 = 2 })
        assertRefused("a negative scope", gating { $0.details = UInt8(GR_GATE_NOTIONAL_BREACH); $0.value.4 = -1 })
        assertRefused("an unknown trip", gating { $0.details = UInt8(GR_GATE_KILL_SWITCH_BARE); $0.value.0 = 3 })
        assertRefused("an unknown trigger", record(gr_drawdown_t(), GR_RECORD_DRAWDOWN) { $0.trigger = 3 })
        let decision = { (change: (inout gr_guard_t) -> Void) in self.record(gr_guard_t(), GR_RECORD_GUARD, change) }
        assertRefused("an unknown guard reason", decision { $0.reason = 99 })
        assertRefused("an unknown guard state", decision { $0.state = 2 })
        assertRefused("an unknown member", decision { $0.has = 16 })
        assertRefused("an undefined symbol", decision { $0.has = 3; $0.symbol = 1 })
        let cycle = { (change: (inout gr_cycle_t) -> Void) in self.record(gr_cycle_t(), GR_RECORD_CYCLE, change) }
        assertRefused("an unknown intent type", cycle { $0.type = 2 })
        assertRefused("an unknown side", cycle { $0.side = 2 })
        assertRefused("an intent of no fill", cycle { $0.fill = 0 })
        assertRefused("an intent beyond 63 bits", cycle { $0.fill = .max })
        assertRefused("unknown flags", settlement { $0.flags = 64 })
        assertRefused("a rank beyond 63 bits", settlement { $0.flags = UInt8(GR_SETTLED_RANKED); $0.rank = .max })
    }

    func testRecordsOutOfPlace() {
        assertRefused("a settlement of nothing") { try $0.forge(settlement()) }
        assertRefused("features of nothing") { try $0.forge(record(gr_features_t(), GR_RECORD_FEATURES)) }
        assertRefused("a settlement of another tick", settlement { $0.tick = 2 })
        assertRefused("a second tick before the first is settled", tick())
        assertRefused("a trend without features", record(gr_trend_t(), GR_RECORD_TREND))
        assertRefused("features without a trend") {
            try $0.forge(tick()); try $0.forge(record(gr_features_t(), GR_RECORD_FEATURES)); try $0.forge(settlement())
        }
        assertRefused("a settlement before the plan that was announced") {
            try $0.forge(tick(GR_PLAN_KEPT)); try $0.forge(settlement())
        }
        assertRefused("a settlement before the actions") {
            try $0.forge(tick(GR_PLAN_EXECUTED)); try $0.forge(record(plan, GR_RECORD_PLAN)); try $0.forge(settlement())
        }
        assertRefused("a plan after its tick", record(plan, GR_RECORD_PLAN))
        for kind in [GR_RECORD_NONE, GR_RECORD_SNAPSHOT, GR_RECORD_OUTCOME, GR_RECORD_FILL, GR_RECORD_PASS_END, 99] {
            assertRefused("kind \(kind)", record(gr_record_t(), kind))
        }
    }

    func testAFaultWithinATick() throws {
        for (plan, isWhole) in [(GR_PLAN_NONE, true), (GR_PLAN_KEPT, false), (GR_PLAN_EXECUTED, false)] {
            let channel = try channel()
            try channel.forge(tick(plan))
            var reader = try channel.reader()
            var assembler = PaperAssembler()
            var output = PaperOutput()
            _ = try assembler.take(try reader.next(), reader, into: &output)
            if isWhole {
                try assembler.drop()
                XCTAssertTrue(assembler.isIdle)
            } else {
                assertCorrupt("a fault within a tick") { try assembler.drop() }
            }
        }
    }

    func testBooks() throws {
        func read(_ change: (inout gr_book_t) -> Void) throws {
            let channel = try channel()
            try channel.forge(record(gr_book_t(), GR_RECORD_BOOK, change))
            var reader = try channel.reader()
            _ = try reader.book(try reader.next())
        }
        try read { $0.insufficient = 3 }
        assertCorrupt("unknown flags") { try read { $0.insufficient = 4 } }
        assertCorrupt("an undefined symbol") { try read { $0.symbol = 1 } }
    }
}
