// The map that keeps state per symbol in order of first appearance.

import Domain
import XCTest

final class SymbolMapTests: XCTestCase {
    private let a = SymbolID(0)
    private let b = SymbolID(1)
    private let far = SymbolID(900)

    func testTheOrderOfFirstAppearanceStays() {
        var map = SymbolMap<Int>()
        for (symbol, value) in [(far, 1), (a, 2), (b, 3), (far, 4)] { map.set(value, for: symbol) }
        XCTAssertEqual(map.symbols, [far, a, b])
        XCTAssertEqual([map[far], map[a], map[b], map[SymbolID(7)], map[SymbolID(70_000)]], [4, 2, 3, nil, nil])
        XCTAssertEqual(map.position(of: b), 2)
        XCTAssertEqual(map.position(of: a, or: 99), 1)
        XCTAssertEqual(map[a], 2, "a known symbol keeps its value")
        map[at: 1] += 5
        XCTAssertEqual(map[a], 7)
    }

    func testARemovedSymbolReturnsAtTheEnd() {
        var map = SymbolMap<Int>()
        for (symbol, value) in [(a, 1), (b, 2), (far, 3)] { map.set(value, for: symbol) }
        map.remove(a)
        map.remove(SymbolID(50))
        XCTAssertEqual(map.symbols, [b, far])
        XCTAssertEqual([map[a], map[b], map[far]], [nil, 2, 3])
        map.set(9, for: a)
        XCTAssertEqual(map.symbols, [b, far, a])
    }

    func testClearingAndCopying() {
        var map = SymbolMap<Int>()
        map.set(1, for: far)
        var copy = SymbolMap<Int>()
        copy.set(5, for: a)
        copy.assign(map)
        map.set(2, for: far)
        XCTAssertEqual(copy.symbols, [far])
        XCTAssertEqual([copy[far], copy[a]], [1, nil])
        map.removeAll()
        XCTAssertTrue(map.isEmpty)
        XCTAssertNil(map[far])
    }
}
