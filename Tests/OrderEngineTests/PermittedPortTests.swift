// The last gate before an order leaves: it is asked for each send, and nothing passes a refusal.

import DecimalArithmetic
import Domain
import OrderEngine
import TestSupport
import XCTest

final class PermittedPortTests: XCTestCase {
    /// Answers from lists; records what it was asked.
    private struct ScriptedPermit: SendPermit {
        var placements: [SendRefusal?]
        var cancels: [SendRefusal?] = []
        var asked = 0

        mutating func refusalOfPlacement() -> SendRefusal? {
            asked += 1
            return placements.removeFirst()
        }

        mutating func refusalOfCancel() -> SendRefusal? {
            asked += 1
            return cancels.removeFirst()
        }
    }

    private let key = LevelKey(side: .buy, level: 1)
    private let time = EventTime(milliseconds: 5)

    private func place(_ port: inout PermittedPort<StubPort, ScriptedPermit>) -> PortReply {
        port.place(key, price: .one, quantity: .one, symbol: SymbolID(0), at: time)
    }

    func testEveryPlacementIsAskedForAndARefusalNeverReachesThePort() {
        for refusal in SendRefusal.allCases {
            var port = PermittedPort(StubPort(), permit: ScriptedPermit(placements: [refusal, nil, refusal]))
            XCTAssertEqual(place(&port), .refused(refusal))
            let id = OrderID(symbol: SymbolID(0), time: time, level: 1, side: .buy, number: 1)
            XCTAssertEqual(place(&port), .placed(id), "the refused order took no number")
            XCTAssertEqual(place(&port), .refused(refusal))
            XCTAssertEqual(port.permit.asked, 3)
            XCTAssertEqual(port.refusedCount, 2)
            XCTAssertEqual(port.port.openOrders(SymbolID(0)).count, 1)
        }
    }

    func testACancelNeedsItsOwnPermit() {
        var port = PermittedPort(
            StubPort(), permit: ScriptedPermit(placements: [nil], cancels: [.leaseExpired, nil, nil]))
        guard case .placed(let id) = place(&port) else { return XCTFail("not placed") }
        XCTAssertFalse(port.cancel(id))
        XCTAssertEqual(port.port.openOrders(SymbolID(0)).count, 1)
        XCTAssertTrue(port.cancel(id))
        XCTAssertFalse(port.cancel(id), "it is gone")
    }

    func testCancelAllLeavesNothing() {
        var port = PermittedPort(
            StubPort(), permit: ScriptedPermit(placements: [nil, nil, nil], cancels: [.fenceStale, nil]))
        for _ in 0..<3 { _ = place(&port) }
        XCTAssertEqual(port.cancelAll(), 0, "without a permit")
        XCTAssertEqual(port.cancelAll(), 3)
        XCTAssertEqual(port.port.openOrders(SymbolID(0)).count, 0)
    }

    func testCodes() {
        XCTAssertEqual(SendRefusal.allCases.count, SendRefusal.caseCount)
        XCTAssertEqual(
            SendRefusal.allCases.map(\.rawValue),
            [
                "NOT_ARMED", "MODE_NOT_LIVE_TRADE", "KILL_SWITCH_ACTIVE", "OPERATOR_OVERRIDE", "lease_expired",
                "fence_stale",
            ])
    }
}
