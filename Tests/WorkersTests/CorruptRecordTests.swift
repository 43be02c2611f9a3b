// Records that no writer of this version writes: refused with an error, never a crash, never a guess.

import CGrinder
import Domain
import XCTest

@testable import Workers

final class CorruptRecordTests: XCTestCase {
    /// A ring on which the symbols X and Y are defined.
    private func channel() throws -> Channel {
        let channel = try Channel()
        var symbols = SymbolTable()
        _ = symbols.intern(text: "X")
        let last = symbols.intern(text: "Y")!
        var writer = try channel.writer()
        try writer.define(last, symbols)
        return channel
    }

    private func record<Record>(_ record: Record, _ kind: Int, _ change: (inout Record) -> Void) -> Record {
        var copy = record
        withUnsafeMutableBytes(of: &copy) { $0[8] = UInt8(kind) }
        change(&copy)
        return copy
    }

    // MARK: - Market

    private func readSnapshot<Record: BitwiseCopyable>(_ record: Record) throws {
        let channel = try channel()
        try channel.forge(record)
        var reader = try channel.reader()
        _ = try reader.snapshot(try reader.next())
    }

    func testSnapshots() throws {
        try readSnapshot(record(gr_snapshot_t(), GR_RECORD_SNAPSHOT) { $0.symbol = 1 })
        assertCorrupt("an undefined symbol") {
            try readSnapshot(record(gr_snapshot_t(), GR_RECORD_SNAPSHOT) { $0.symbol = 2 })
        }
        assertCorrupt("an unknown time kind") {
            try readSnapshot(record(gr_snapshot_t(), GR_RECORD_SNAPSHOT) { $0.time_kind = 6 })
        }
        for text: Int64 in [-1, 2, .max] {
            assertCorrupt("time text \(text)") {
                try readSnapshot(record(gr_snapshot_t(), GR_RECORD_SNAPSHOT) { $0.time_kind = 4; $0.event_time = text })
            }
        }
    }

    func testFaults() {
        func read(_ change: (inout gr_fault_t) -> Void) throws {
            let channel = try channel()
            try channel.forge(record(gr_fault_t(), GR_RECORD_FAULT, change))
            var reader = try channel.reader()
            _ = try reader.failure(try reader.next())
        }
        XCTAssertNoThrow(try read { _ in })
        assertCorrupt("an unknown fault") { try read { $0.fault = 99 } }
        assertCorrupt("an unknown field") { try read { $0.field = 99 } }
        assertCorrupt("an unknown time kind") { try read { $0.time_kind = 99 } }
    }

    func testTheEnd() throws {
        let channel = try channel()
        try channel.forge(record(gr_end_t(), GR_RECORD_END) { $0.events = .max })
        var reader = try channel.reader()
        assertCorrupt("more events than 63 bits") { _ = try reader.end(try reader.next()) }
    }

    // MARK: - Texts and wide values

    private func absorb(_ write: (Channel) throws -> Void) throws {
        let channel = try channel()
        try write(channel)
        try channel.forge(record(gr_end_t(), GR_RECORD_END) { _ in })
        var reader = try channel.reader()
        _ = try reader.next()
    }

    private func head(_ length: UInt64, role: Int = GR_TEXT_SYMBOL, field: UInt8 = 0) -> gr_text_t {
        record(gr_text_t(), GR_RECORD_TEXT) { $0.length = length; $0.role = UInt8(role); $0.field = field }
    }

    private func chunk(_ text: String) -> gr_text_chunk_t {
        record(gr_text_chunk_t(), GR_RECORD_TEXT_CHUNK) { chunk in
            chunk.count = UInt8(text.utf8.count)
            withUnsafeMutableBytes(of: &chunk.bytes) { $0.copyBytes(from: text.utf8) }
        }
    }

    func testTexts() throws {
        try absorb { try $0.forge(head(3)); try $0.forge(chunk("ABC")) }
        try absorb { try $0.forge(head(0)) }
        try absorb { try $0.forge(head(3, role: GR_TEXT_DECIMAL)); try $0.forge(chunk("1.5")) }
        assertCorrupt("a chunk of no text") { try absorb { try $0.forge(chunk("ABC")) } }
        assertCorrupt("a text cut short") { try absorb { try $0.forge(head(4)); try $0.forge(chunk("ABC")) } }
        assertCorrupt("a text within a text") { try absorb { try $0.forge(head(4)); try $0.forge(head(0)) } }
        assertCorrupt("a text that overruns") { try absorb { try $0.forge(head(2)); try $0.forge(chunk("ABC")) } }
        assertCorrupt("a text of 2^63 bytes") { try absorb { try $0.forge(head(1 << 63)); try $0.forge(chunk("ABC")) } }
        assertCorrupt("an unknown role") { try absorb { try $0.forge(head(1, role: 3)); try $0.forge(chunk("1")) } }
        assertCorrupt("no decimal") {
            try absorb { try $0.forge(head(3, role: GR_TEXT_DECIMAL)); try $0.forge(chunk("ABC")) }
        }
        assertCorrupt("a decimal of field 8") {
            try absorb { try $0.forge(head(1, role: GR_TEXT_DECIMAL, field: 8)); try $0.forge(chunk("1")) }
        }
        assertCorrupt("a key that is no value") {
            try absorb {
                try $0.forge(head(2))
                try $0.forge(record(chunk("?x"), GR_RECORD_TEXT_CHUNK) { $0.bytes.0 = 0xFF })
            }
        }
        assertCorrupt("a chunk longer than its record") {
            try absorb {
                try $0.forge(head(3))
                try $0.forge(record(chunk("ABC"), GR_RECORD_TEXT_CHUNK) { $0.count = UInt8(GR_TEXT_CHUNK_BYTES) + 1 })
            }
        }
    }

    func testWideValues() throws {
        func read(_ change: (inout gr_wide_t) -> Void) throws {
            try absorb { try $0.forge(record(gr_wide_t(), GR_RECORD_WIDE, change)) }
        }
        try read { _ in }
        try read { $0.low = .max; $0.high = .max; $0.exponent = -30; $0.flags = 1 }
        assertCorrupt("field 8") { try read { $0.field = 8 } }
        assertCorrupt("an unknown kind") { try read { $0.flags = 12 } }
        assertCorrupt("a handle into another process's table") { try read { $0.flags = 2 } }
        assertCorrupt("a NaN with a handle") { try read { $0.flags = 8; $0.exponent = 1 } }
        for exponent: Int64 in [.min, .max, 1_000_000_000_000_000_000, -1_999_999_999_999_999_998] {
            assertCorrupt("exponent \(exponent)") { try read { $0.low = 1; $0.exponent = exponent } }
        }
    }

    // MARK: - Decisions

    private func tick(_ change: (inout gr_tick_t) -> Void = { _ in }) -> gr_tick_t {
        record(gr_tick_t(), GR_RECORD_TICK) { $0.tick = 1; $0.plan = 1; change(&$0) }
    }

    private func plan(_ change: (inout gr_plan_t) -> Void = { _ in }) -> gr_plan_t { record(gr_plan_t(), GR_RECORD_PLAN, change) }

    private func action(_ change: (inout gr_action_t) -> Void = { _ in }) -> gr_action_t {
        record(gr_action_t(), GR_RECORD_ACTION, change)
    }

    private func size(_ change: (inout gr_size_t) -> Void = { _ in }) -> gr_size_t { record(gr_size_t(), GR_RECORD_SIZE, change) }

    private func summary(_ change: (inout gr_summary_t) -> Void = { _ in }) -> gr_summary_t {
        record(gr_summary_t(), GR_RECORD_SUMMARY) { $0.tick = 1; $0.placed = 1; change(&$0) }
    }

    private func assemble(_ write: (Channel) throws -> Void) throws {
        let channel = try channel()
        try write(channel)
        var reader = try channel.reader()
        var assembler = DecisionAssembler()
        var output = TickOutput()
        while try !assembler.take(try reader.next(), reader, into: &output) { reader.release() }
    }

    private func assertRefused(_ what: String, line: UInt = #line, _ write: (Channel) throws -> Void) {
        assertCorrupt(what, line: line) { try assemble(write) }
    }

    func testDecisions() throws {
        try assemble { try $0.forge(tick()); try $0.forge(plan()); try $0.forge(action()); try $0.forge(summary()) }
        assertRefused("a filter reason that is none") { try $0.forge(tick { $0.filter_reason = 99 }) }
        assertRefused("an undefined symbol") { try $0.forge(tick { $0.symbol = 2 }) }
        assertRefused("an unknown kind of plan") { try $0.forge(tick { $0.plan = 3 }) }
        assertRefused("an action of a plan that is not executed") {
            try $0.forge(tick { $0.plan = 2 }); try $0.forge(plan()); try $0.forge(action())
        }
        assertRefused("a summary of a plan that is not executed") {
            try $0.forge(tick { $0.plan = 2 }); try $0.forge(plan()); try $0.forge(summary { $0.placed = 0 })
        }
        assertRefused("an unknown time kind") { try $0.forge(tick { $0.time_kind = 6 }) }
        for (what, change) in [
            ("mode", { $0.mode = 99 }), ("regime", { $0.regime = 99 }), ("reset", { $0.reset = 99 }),
            ("reason", { $0.reason_count = 1; $0.reasons = 99 }), ("number of reasons", { $0.reason_count = 9 }),
        ] as [(String, (inout gr_plan_t) -> Void)] {
            assertRefused("a plan with an unknown \(what)") { try $0.forge(tick()); try $0.forge(plan(change)) }
        }
        for (what, change) in [
            ("type", { $0.type = 99 }), ("type that is never sent", { $0.type = ActionType.replace.code }),
            ("side", { $0.side = 2 }), ("reason", { $0.reason = 99 }),
            ("time of its order", { $0.type = 1; $0.order_time_kind = 9 }),
            ("order number", { $0.type = 1; $0.order_number = .max }),
            ("symbol of its order", { $0.type = 1; $0.order_symbol = 2 }),
        ] as [(String, (inout gr_action_t) -> Void)] {
            assertRefused("an action with a bad \(what)") { try $0.forge(tick()); try $0.forge(plan()); try $0.forge(action(change)) }
        }
        assertRefused("a size that is no decimal") { try $0.forge(tick()); try $0.forge(plan()); try $0.forge(size { $0.flags = 2 }) }
    }

    func testRecordsOutOfPlace() {
        assertRefused("a summary of nothing") { try $0.forge(summary()) }
        assertRefused("a plan of no tick") { try $0.forge(plan()) }
        assertRefused("an action of no tick") { try $0.forge(action()) }
        assertRefused("a size of no tick") { try $0.forge(size()) }
        assertRefused("a summary without a plan") { try $0.forge(tick()); try $0.forge(summary()) }
        assertRefused("a summary of another tick") { try $0.forge(tick()); try $0.forge(plan()); try $0.forge(summary { $0.tick = 2 }) }
        assertRefused("an unknown summary") { try $0.forge(tick()); try $0.forge(plan()); try $0.forge(summary { $0.summary = 9 }) }
        assertRefused("an action without a plan") { try $0.forge(tick()); try $0.forge(action()) }
        assertRefused("an action after a tick without a plan") {
            try $0.forge(tick()); try $0.forge(plan()); try $0.forge(tick { $0.tick = 2 })
        }
        assertRefused("fewer actions than the summary says") { try $0.forge(tick()); try $0.forge(plan()); try $0.forge(summary()) }
        assertRefused("more actions than the summary says") {
            try $0.forge(tick()); try $0.forge(plan()); try $0.forge(action()); try $0.forge(action()); try $0.forge(summary())
        }
        for kind in [GR_RECORD_NONE, GR_RECORD_SNAPSHOT, GR_RECORD_OUTCOME, 99] {
            assertRefused("kind \(kind)") { try $0.forge(record(gr_record_t(), kind) { _ in }) }
        }
    }
}
