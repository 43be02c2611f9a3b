// Enumerations travel as one byte: the number of cases that a code is checked against must be right.

import Domain
import XCTest

final class StableNameTests: XCTestCase {
    private func check<Name: StableName>(_ type: Name.Type) {
        XCTAssertEqual(Name.caseCount, Name.allCases.count, "\(type)")
        XCTAssertEqual(Set(Name.allCases.map(\.rawValue)).count, Name.caseCount, "\(type): texts are distinct")
        for (position, name) in Name.allCases.enumerated() {
            XCTAssertEqual(Int(name.code), position, "\(type): codes are positions")
            XCTAssertEqual(Name(code: name.code), name)
            var buffer = ByteBuffer()
            buffer.append(name: name)
            buffer.appendJSONString(text: name.rawValue)
            XCTAssertEqual(buffer.string, "\(name.rawValue)\"\(name.rawValue)\"", "\(type): the text needs no escape")
        }
        for code in Name.caseCount...255 { XCTAssertNil(Name(code: UInt8(code)), "\(type) \(code)") }
    }

    func testEveryEnumeration() {
        check(GridMode.self)
        check(OrderSide.self)
        check(OrderState.self)
        check(MarketRegime.self)
        check(ResetAction.self)
        check(ActionType.self)
        check(ActionReason.self)
        check(FilterReason.self)
        check(PlanReason.self)
        check(SkipReason.self)
        check(SummaryKind.self)
        check(SnapshotField.self)
        check(EventFault.self)
    }

    func testReasonsOfAPlan() {
        var reasons = PlanReasons()
        for reason in PlanReason.allCases.prefix(PlanReasons.capacity) { reasons.append(reason) }
        XCTAssertEqual((0..<reasons.count).map { reasons[$0] }, Array(PlanReason.allCases.prefix(PlanReasons.capacity)))
        XCTAssertEqual(PlanReasons(packed: reasons.packed, count: reasons.count), reasons)
        XCTAssertNil(PlanReasons(packed: 0xFF, count: 1))
        XCTAssertNil(PlanReasons(packed: 0, count: 9))
        XCTAssertNil(PlanReasons(packed: 0, count: -1))
        XCTAssertEqual(PlanReasons(packed: 0, count: 0), PlanReasons())
    }
}
