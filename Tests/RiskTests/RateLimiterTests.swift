// The table of the gating specification, section 3.

import Risk
import XCTest

final class RateLimiterTests: XCTestCase {
    private var limiter = RateLimiter(perMinuteMax: 3, cooldownMs: 100)

    func testTheTable() {
        check(0, #"PASS {"current_count":0,"max_per_minute":3}"#, 0)
        limiter.recordOrder(atMs: 0)
        check(0, #"PASS {"current_count":1,"max_per_minute":3}"#, 1)
        check(50, #"PASS {"current_count":1,"max_per_minute":3}"#, 1)
        limiter.recordOrder(atMs: 1000)
        check(1000, #"COOLDOWN_ACTIVE {"cooldown_ms":100,"elapsed_ms":0,"remaining_ms":100}"#, 2)
        check(1099, #"COOLDOWN_ACTIVE {"cooldown_ms":100,"elapsed_ms":99,"remaining_ms":1}"#, 2)
        check(1100, #"PASS {"current_count":2,"max_per_minute":3}"#, 2)
        check(999, #"COOLDOWN_ACTIVE {"cooldown_ms":100,"elapsed_ms":-1,"remaining_ms":101}"#, 2)
        limiter.recordOrder(atMs: 1100)
        check(1200, #"RATE_LIMIT_EXCEEDED {"current_count":3,"max_per_minute":3,"window_start_ts":-58800}"#, 3)
        check(60_000, #"RATE_LIMIT_EXCEEDED {"current_count":3,"max_per_minute":3,"window_start_ts":0}"#, 3)
        for (timeMs, count) in [(60_001, 2), (61_000, 2), (61_001, 1), (61_100, 1), (61_101, 0), (30_000, 0)] {
            check(timeMs, "PASS {\"current_count\":\(count),\"max_per_minute\":3}", count)
        }
        limiter.reset()
        check(1101, #"PASS {"current_count":0,"max_per_minute":3}"#, 0)
    }

    func testALimitOfZeroBlocksEverything() {
        limiter = RateLimiter(perMinuteMax: 0)
        check(5, #"RATE_LIMIT_EXCEEDED {"current_count":0,"max_per_minute":0,"window_start_ts":-59995}"#, 0)
    }

    func testAnOrderBeforeTimeZeroStartsNoCooldown() {
        limiter.recordOrder(atMs: -50)
        check(0, #"PASS {"current_count":1,"max_per_minute":3}"#, 1)
    }

    func testExtremeTimesDoNotOverflow() {
        limiter.recordOrder(atMs: .max)
        XCTAssertEqual(limiter.check(nowMs: .min).reason, .cooldownActive)
        limiter.recordOrder(atMs: .min)
        XCTAssertEqual(limiter.check(nowMs: .max).reason, .pass)
    }

    /// Many more orders than the first capacity, across several turns of the ring.
    func testTheWindowSurvivesGrowthAndWrapping() {
        limiter = RateLimiter(perMinuteMax: 1000, cooldownMs: 0)
        for timeMs in 1...500 { limiter.recordOrder(atMs: timeMs * 1000) }
        _ = limiter.check(nowMs: 500_000)
        XCTAssertEqual(limiter.ordersInWindow, 61, "440000 … 500000, both ends included")
        for timeMs in 501...700 {
            limiter.recordOrder(atMs: timeMs * 1000)
            _ = limiter.check(nowMs: timeMs * 1000)
            XCTAssertEqual(limiter.ordersInWindow, 61)
        }
    }

    private func check(_ nowMs: Int, _ expected: String, _ ordersInWindow: Int, line: UInt = #line) {
        let result = limiter.check(nowMs: nowMs)
        XCTAssertEqual(result.text(), expected, line: line)
        XCTAssertEqual(result.allowed, expected.hasPrefix("PASS"), line: line)
        XCTAssertEqual(limiter.ordersInWindow, ordersInWindow, line: line)
    }
}
