// The market ring as a strategy reads it, in lockstep and free-running.

import CGrinder
import Domain
import XCTest

@testable import Workers

final class MarketReaderTests: XCTestCase {
    private func snapshot(_ symbol: Int, _ time: Int) -> gr_snapshot_t {
        var record = gr_snapshot_t()
        record.kind = UInt8(GR_RECORD_SNAPSHOT)
        record.symbol = UInt16(symbol)
        record.event_time = Int64(time)
        return record
    }

    private func unhandled(_ time: Int) -> gr_fault_t { RecordWriter.record(of: nil, at: EventTime(milliseconds: time)) }

    /// The event times that come out until record `end`, with the number of records taken before each choice.
    private func read(
        _ market: inout MarketReader, _ count: Int, limits: [UInt64] = []
    ) throws -> [(time: Int64, taken: UInt64?)] {
        var found: [(time: Int64, taken: UInt64?)] = []
        for index in 0..<count {
            let record = try market.next(upTo: index < limits.count ? limits[index] : .max)
            let isSnapshot = Int(record.pointee.kind) == GR_RECORD_SNAPSHOT
            let time = isSnapshot ? record.as(gr_snapshot_t.self).event_time : record.as(gr_fault_t.self).event_time
            found.append((time, market.isChoice ? market.records.count : nil))
            market.release()
        }
        return found
    }

    func testLockstepReadsEverything() throws {
        let channel = try Channel(capacity: 16)
        for time in 1...5 { try channel.forge(snapshot(time % 2, time)) }
        var market = MarketReader(try channel.reader())
        let found = try read(&market, 5)
        XCTAssertEqual(found.map(\.time), [1, 2, 3, 4, 5])
        XCTAssertTrue(found.allSatisfy { $0.taken == nil })
    }

    func testTheNewestOfEachSymbolAndEverythingElseInOrder() throws {
        let channel = try Channel(capacity: 64)
        for time in 1...6 { try channel.forge(snapshot(time % 2, time)) }
        try channel.forge(unhandled(7))
        try channel.forge(unhandled(8))
        for time in 9...11 { try channel.forge(snapshot(40, time)) }
        var market = MarketReader(try channel.reader())
        market.beginConflating()
        let found = try read(&market, 5)
        XCTAssertEqual(found.map(\.time), [5, 6, 7, 8, 11])
        XCTAssertEqual(found.map(\.taken), [6, 6, nil, nil, 11])
        XCTAssertEqual([market.taken, market.conflated, UInt64(market.pending)], [9, 6, 0])
    }

    func testALimitMakesTheSameChoicesAgain() throws {
        let channel = try Channel(capacity: 64)
        for time in 1...3 { try channel.forge(snapshot(0, time)) }
        try channel.forge(unhandled(4))
        for time in 5...9 { try channel.forge(snapshot(0, time)) }
        var market = MarketReader(try channel.reader())
        market.beginConflating()
        let found = try read(&market, 4, limits: [2, 3, 6, 6])
        XCTAssertEqual(found.map(\.time), [2, 3, 4, 6])
        XCTAssertEqual(try read(&market, 1).map(\.time), [9], "no limit any more")
    }

    func testAReadingWithoutASnapshotIsRefused() throws {
        let channel = try Channel(capacity: 16)
        for time in 1...2 { try channel.forge(snapshot(0, time)) }
        var market = MarketReader(try channel.reader())
        market.beginConflating()
        _ = try read(&market, 1, limits: [2])
        assertCorrupt("a reading of no new snapshot") { _ = try read(&market, 1, limits: [2]) }
    }
}
