// A wall clock that is set, one that runs slower or faster, and a supervisor that is held up.

import XCTest

@testable import Supervision

final class ClockWatchTests: XCTestCase {
    private let start: UInt64 = 1_800_000_000_000_000_000

    func testAStepIsTheDifferenceOfTheTwoClocks() {
        var watch = ClockWatch()
        XCTAssertNil(watch.look(realtimeNs: start, boottimeNs: 5_000_000_000), "there is nothing to compare with")
        XCTAssertNil(watch.look(realtimeNs: start + 50_000_000, boottimeNs: 5_050_000_000))
        XCTAssertEqual(watch.look(realtimeNs: start + 1_100_000_000, boottimeNs: 5_100_000_000), 1_000_000_000)
        XCTAssertNil(watch.look(realtimeNs: start + 1_150_000_000, boottimeNs: 5_150_000_000), "told once")
        XCTAssertEqual(watch.look(realtimeNs: start - 800_000_000, boottimeNs: 5_200_000_000), -2_000_000_000)
    }

    func testTimeThatPassesIsNoStep() {
        var watch = ClockWatch()
        _ = watch.look(realtimeNs: start, boottimeNs: 0)
        // Suspended for an hour: both clocks went on.
        XCTAssertNil(watch.look(realtimeNs: start + 3_600_000_000_000, boottimeNs: 3_600_000_000_000))
    }

    func testAClockThatIsSlewedIsNotSet() {
        var watch = ClockWatch()
        _ = watch.look(realtimeNs: start, boottimeNs: 0)
        for turn: UInt64 in 1...1000 {
            // A twelfth faster, as fast as chrony makes it.
            XCTAssertNil(watch.look(realtimeNs: start + turn * 54_166_666, boottimeNs: turn * 50_000_000))
        }
        // Also when the supervisor was held up meanwhile.
        XCTAssertNil(watch.look(realtimeNs: start + 64_999_999_000, boottimeNs: 60_000_000_000))
    }

    func testThatTheReadingTookLongIsNoStep() {
        var watch = ClockWatch()
        _ = watch.look(realtimeNs: start, boottimeNs: 0)
        XCTAssertNil(watch.look(realtimeNs: start, boottimeNs: 400_000_000, readingNs: 400_000_000))
        XCTAssertEqual(watch.look(realtimeNs: start, boottimeNs: 800_000_000), -400_000_000)
    }

    func testTheLeastStep() {
        for (stepNs, found) in [(49_999_999, nil), (50_000_001, 50_000_001), (-50_000_001, -50_000_001)] as [(Int64, Int64?)] {
            var watch = ClockWatch()
            _ = watch.look(realtimeNs: start, boottimeNs: 7)
            XCTAssertEqual(watch.look(realtimeNs: UInt64(Int64(start) + stepNs), boottimeNs: 7), found)
        }
    }
}
