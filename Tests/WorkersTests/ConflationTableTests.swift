import CGrinder
import TestSupport
import XCTest

@testable import Workers

final class ConflationTableTests: XCTestCase {
    func testTheNewestWinsAndKeepsThePlaceOfTheFirst() {
        var table = ConflationTable<Int>(capacity: 4, blank: 0)
        XCTAssertNil(table.next)
        XCTAssertFalse(table.put(21, key: 2))
        XCTAssertFalse(table.put(1, key: 0))
        for age in 22...29 { XCTAssertTrue(table.put(age, key: 2)) }
        XCTAssertEqual(table.count, 2)
        XCTAssertEqual(table.next, 29)
        table.removeNext()
        XCTAssertFalse(table.put(30, key: 2), "it had gone: a new place, at the end")
        XCTAssertEqual(table.next, 1)
        table.removeNext()
        XCTAssertEqual(table.next, 30)
    }

    func testGrowingKeepsOrderAndContent() {
        var table = ConflationTable<Int>(capacity: 3, blank: 0)
        for key in [1, 0, 2] { _ = table.put(key * 10, key: key) }
        table.removeNext()
        _ = table.put(11, key: 1)
        table.reserve(3)
        XCTAssertEqual(table.capacity, 3)
        table.reserve(4)
        XCTAssertEqual(table.capacity, 6)
        XCTAssertFalse(table.put(50, key: 5))
        XCTAssertTrue(table.put(12, key: 1))
        var out: [Int] = []
        while let next = table.next {
            out.append(next)
            table.removeNext()
        }
        XCTAssertEqual(out, [0, 20, 12, 50])
    }

    /// Random puts and removals against a list of what must come out.
    func testAgainstAModel() {
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let keys = Int.random(in: 1...9, using: &random)
            var table = ConflationTable<Int>(capacity: 1, blank: 0)
            var held: [(key: Int, number: Int)] = []
            for number in 0..<2000 {
                if Bool.random(using: &random) {
                    let key = Int.random(in: 0..<keys, using: &random)
                    table.reserve(key + 1)
                    let replaced = table.put(number, key: key)
                    let place = held.firstIndex { $0.key == key }
                    XCTAssertEqual(replaced, place != nil)
                    if let place { held[place].number = number } else { held.append((key, number)) }
                } else {
                    XCTAssertEqual(table.next, held.first?.number)
                    guard !held.isEmpty else { continue }
                    table.removeNext()
                    held.removeFirst()
                }
                XCTAssertEqual(table.count, held.count)
            }
        }
    }
}
