import CGrinder
import Rings
import XCTest

@testable import Workers

final class LoopMeterTests: XCTestCase {
    private func counters() throws -> WorkerCounters {
        let region = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 1, low: 2),
                rings: [RingSpecification(kind: .market, of: gr_record_t.self, capacity: 8)]))
        addTeardownBlock { region.close() }
        return region.counters(.strategy)
    }

    func testWaitingIsNoPartOfATurn() throws {
        let counters = try counters()
        var meter = LoopMeter(counters)
        meter.turn(nowNs: 1000, waitedNs: 0)
        meter.turn(nowNs: 5_001_500, waitedNs: 5_000_000)
        XCTAssertEqual(counters[.loopTurns], 2)
        XCTAssertEqual(counters[.loopLongestNs], 500)
        XCTAssertEqual(counters[.loopStalls], 0)
    }

    func testATurnOverTheBoundIsAStall() throws {
        let counters = try counters()
        var meter = LoopMeter(counters)
        meter.begin(nowNs: 10, waitedNs: 3)
        meter.turn(nowNs: 10 + LoopMeter.stallNs, waitedNs: 3)
        XCTAssertEqual(counters[.loopStalls], 0)
        meter.turn(nowNs: 11 + 2 * LoopMeter.stallNs, waitedNs: 3)
        XCTAssertEqual(counters[.loopStalls], 1)
        XCTAssertEqual(counters[.loopLongestNs], LoopMeter.stallNs + 1)
    }

    func testTheFirstTurnHasNoBeginningAndAClockMaySeemToRunBack() throws {
        let counters = try counters()
        var meter = LoopMeter(counters)
        meter.turn(nowNs: 9_000_000_000, waitedNs: 0)
        meter.turn(nowNs: 8_999_999_000, waitedNs: 0)
        XCTAssertEqual(counters[.loopLongestNs], 0)
        XCTAssertEqual(counters[.loopTurns], 2)
    }
}
