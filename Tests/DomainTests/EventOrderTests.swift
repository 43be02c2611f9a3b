// The order of event times: numbers among themselves exactly, texts among themselves, nothing across.

import TestSupport
import XCTest

@testable import Domain

final class EventOrderTests: XCTestCase {
    private func precedes(_ a: EventTime, _ b: EventTime) -> Bool { EventOrder.precedes(a, b, SymbolTable()) }

    func testNumbersAreComparedExactly() {
        let ascending: [EventTime] = [
            EventTime(-.infinity), EventTime(-1e300), EventTime(-0x1p63 * 2), EventTime(milliseconds: .min),
            EventTime(milliseconds: -1), EventTime(-0.5), .absent, EventTime(0.25), EventTime(kind: .boolean, payload: 1),
            EventTime(1.5), EventTime(milliseconds: 1 << 53), EventTime(milliseconds: (1 << 53) + 1),
            EventTime(Double(1 << 53) + 2), EventTime(milliseconds: .max - 1), EventTime(milliseconds: .max),
            EventTime(0x1p63), EventTime(1e300), EventTime(.infinity),
        ]
        for (i, a) in ascending.enumerated() {
            for (j, b) in ascending.enumerated() { XCTAssertEqual(precedes(a, b), i < j, "\(a) < \(b)") }
        }
    }

    func testEqualTimesOfDifferentTypesTie() {
        let equal = [
            EventTime(milliseconds: 1), EventTime(1.0), EventTime(kind: .boolean, payload: 1),
        ]
        for a in equal { for b in equal { XCTAssertFalse(precedes(a, b)) } }
        XCTAssertFalse(precedes(EventTime(-0x1p63), EventTime(milliseconds: .min)))
        XCTAssertFalse(precedes(EventTime(milliseconds: .min), EventTime(-0x1p63)))
    }

    func testTextsByCodePoint() throws {
        var symbols = SymbolTable()
        func time(_ text: String) throws -> EventTime {
            EventTime(kind: .text, payload: Int64(try XCTUnwrap(symbols.intern(text: text)).index))
        }
        let ascending = try ["", "1000", "999", "B", "a", "\u{FF61}", "\u{1F600}"].map(time)
        for (i, a) in ascending.enumerated() {
            for (j, b) in ascending.enumerated() { XCTAssertEqual(EventOrder.precedes(a, b, symbols), i < j) }
        }
    }

    func testWhatCannotBeOrdered() {
        func problem(_ times: [EventTime]) -> Bool {
            var order = EventOrder()
            return times.enumerated().contains { order.note($1, previous: $0) != nil }
        }
        let number = EventTime(milliseconds: 1), text = EventTime(kind: .text, payload: 0)
        XCTAssertFalse(problem([number, EventTime(1.5), .absent, EventTime(kind: .boolean, payload: 0)]))
        XCTAssertFalse(problem([text, text]))
        XCTAssertFalse(problem([.null]))
        for mixed in [[number, text], [text, number], [text, .absent], [.absent, text], [number, .null], [.null, number],
            [.null, .null], [.null, text], [text, .null], [EventTime(1.5), .null], [number, number, number, text],
        ] { XCTAssertTrue(problem(mixed), "\(mixed)") }
    }

    func testTheFileOrderIsKnownToBeSortedOnlyWhenItIs() {
        func isSorted(_ times: [EventTime]) -> Bool {
            var order = EventOrder()
            for (index, time) in times.enumerated() { XCTAssertNil(order.note(time, previous: index)) }
            return order.isSorted
        }
        let times = [1, 1, 2, 9].map { EventTime(milliseconds: $0) }
        XCTAssertTrue(isSorted(times))
        XCTAssertFalse(isSorted(times + [EventTime(milliseconds: 8)]))
        XCTAssertFalse(isSorted([EventTime(milliseconds: 5), .absent]))
        XCTAssertFalse(isSorted([EventTime(5.0), EventTime(milliseconds: 1)]))
    }
}
