// Policies specification, section 1: every gate, its threshold, and that the first one wins.

import Domain
import Policies
import XCTest

final class HardFilterTests: XCTestCase {
    /// A symbol that passes every gate with its threshold exactly.
    private func activity(_ change: (inout MarketActivity) -> Void = { _ in }) -> MarketActivity {
        var activity = MarketActivity(
            spreadBps: 15, volume24hUsd: 10_000_000, volume1hUsd: 500_000, tradesPerMinute: 100,
            openInterestUsd: 5_000_000)
        change(&activity)
        return activity
    }

    private func reason(_ activity: MarketActivity, blacklisted: Bool = false) -> FilterReason {
        HardFilter().evaluate(activity, isBlacklisted: blacklisted).reason
    }

    func testThresholdsThemselvesPass() {
        XCTAssertEqual(reason(activity()), .pass)
        XCTAssertTrue(HardFilter().evaluate(activity()).allowed)
    }

    func testEveryReason() {
        XCTAssertEqual(reason(activity(), blacklisted: true), .blacklisted)
        XCTAssertEqual(reason(activity { $0.isDelisting = true }), .delisting)
        XCTAssertEqual(reason(activity { $0.spreadBps = 15.000000000000002 }), .spreadTooHigh)
        XCTAssertEqual(reason(activity { $0.volume24hUsd = 9_999_999.9 }), .volume24hTooLow)
        XCTAssertEqual(reason(activity { $0.volume1hUsd = 499_999.9 }), .volume1hTooLow)
        XCTAssertEqual(reason(activity { $0.tradesPerMinute = 99.9 }), .activityTooLow)
        XCTAssertEqual(reason(activity { $0.openInterestUsd = 4_999_999.9 }), .openInterestTooLow)
        XCTAssertFalse(HardFilter().evaluate(activity { $0.isDelisting = true }).allowed)
    }

    func testTheFirstGateThatFailsIsNamed() {
        var worst = MarketActivity(
            isDelisting: true, spreadBps: 100, volume24hUsd: 0, volume1hUsd: 0, tradesPerMinute: 0, openInterestUsd: 0)
        XCTAssertEqual(reason(worst, blacklisted: true), .blacklisted)
        var found: [FilterReason] = [reason(worst)]
        let remedies: [(inout MarketActivity) -> Void] = [
            { $0.isDelisting = false }, { $0.spreadBps = 0 }, { $0.volume24hUsd = 1e9 }, { $0.volume1hUsd = 1e9 },
            { $0.tradesPerMinute = 1e9 }, { $0.openInterestUsd = 1e9 },
        ]
        for remedy in remedies {
            remedy(&worst)
            found.append(reason(worst))
        }
        XCTAssertEqual(
            found.map(\.rawValue),
            [
                "DELISTING", "SPREAD_TOO_HIGH", "VOL_24H_TOO_LOW", "VOL_1H_TOO_LOW", "ACTIVITY_TOO_LOW", "OI_TOO_LOW",
                "PASS",
            ])
    }

    func testWhatNobodyMeasured() {
        XCTAssertEqual(reason(MarketActivity(volume24hUsd: 10_000_000)), .pass, "only the day's volume must be known")
        XCTAssertEqual(reason(MarketActivity()), .volume24hTooLow)
        XCTAssertEqual(reason(activity { $0.spreadBps = .nan }), .pass, "v1 compares doubles; NaN is not above")
    }
}
