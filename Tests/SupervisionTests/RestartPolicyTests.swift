// When a dead worker is started again: at once after progress, ever later without, and not for ever.

import Rings
import XCTest

@testable import Supervision

final class RestartPolicyTests: XCTestCase {
    private let policy = RestartPolicy(restartsMax: 4, windowNs: 1000, backoffNs: 10, backoffNsMax: 35)

    func testAWorkerThatGotFurtherIsStartedAtOnce() {
        var book = RestartBook(RestartPolicy(restartsMax: 100))
        for turn in 1...50 {
            XCTAssertEqual(book.decide(.strategy, progress: UInt64(turn), nowNs: 7), .restart(atNs: 7))
        }
    }

    func testAWorkerThatGetsNowhereWaitsTwiceAsLongEachTime() {
        var book = RestartBook(policy)
        XCTAssertEqual(book.decide(.feed, progress: 0, nowNs: 0), .restart(atNs: 0))
        XCTAssertEqual(book.decide(.feed, progress: 0, nowNs: 100), .restart(atNs: 110))
        XCTAssertEqual(book.decide(.feed, progress: 0, nowNs: 200), .restart(atNs: 220))
        XCTAssertEqual(book.decide(.feed, progress: 0, nowNs: 300), .restart(atNs: 335), "at most the largest delay")
    }

    func testProgressEndsTheBackOff() {
        var book = RestartBook(policy)
        _ = book.decide(.feed, progress: 5, nowNs: 0)
        XCTAssertEqual(book.decide(.feed, progress: 5, nowNs: 1), .restart(atNs: 11))
        XCTAssertEqual(book.decide(.feed, progress: 6, nowNs: 2), .restart(atNs: 2))
        XCTAssertEqual(book.decide(.feed, progress: 6, nowNs: 3), .restart(atNs: 13))
    }

    func testTheLimitCountsAllWorkersWithinTheWindow() {
        var book = RestartBook(policy)
        for (turn, role) in [WorkerRole.feed, .strategy, .execution, .strategy].enumerated() {
            XCTAssertNotEqual(book.decide(role, progress: UInt64(turn + 1), nowNs: UInt64(turn)), .giveUp)
        }
        XCTAssertEqual(book.decide(.feed, progress: 10, nowNs: 999), .giveUp)
        // The restart at time 0 has left the window.
        XCTAssertEqual(book.decide(.feed, progress: 10, nowNs: 1000), .restart(atNs: 1000))
        XCTAssertEqual(book.decide(.feed, progress: 11, nowNs: 1000), .giveUp)
    }

    func testNoRestartsAtAll() {
        var book = RestartBook(RestartPolicy(restartsMax: 0))
        XCTAssertEqual(book.decide(.feed, progress: 1, nowNs: 0), .giveUp)
    }

    func testDelaysDoNotOverflow() {
        let policy = RestartPolicy(backoffNs: .max / 2, backoffNsMax: .max)
        XCTAssertEqual(policy.delayNs(fruitless: 1), .max / 2)
        XCTAssertEqual(policy.delayNs(fruitless: 60), .max)
        XCTAssertEqual(policy.delayNs(fruitless: 0), 0)
    }

    func testWhatIsUsedOfTheLimit() {
        var book = RestartBook(RestartPolicy(restartsMax: 3, windowNs: 100))
        XCTAssertEqual(book.use(nowNs: 0), RestartUse(allowed: 3))
        _ = book.decide(.feed, progress: 1, nowNs: 10)
        _ = book.decide(.strategy, progress: 1, nowNs: 50)
        _ = book.decide(.feed, progress: 2, nowNs: 60)
        XCTAssertEqual(book.use(nowNs: 60), RestartUse(allowed: 3, recent: [.feed: 2, .strategy: 1]))
        XCTAssertEqual(book.use(nowNs: 60).left, 0)
        XCTAssertEqual(book.decide(.feed, progress: 3, nowNs: 60), .giveUp)
        XCTAssertEqual(book.use(nowNs: 110), RestartUse(allowed: 3, recent: [.feed: 1, .strategy: 1]))
        XCTAssertEqual(book.use(nowNs: 200).left, 3)
        XCTAssertEqual(RestartUse(allowed: 0).left, 0)
    }
}
