// Symbols as small integers: what is the same symbol, what is the same state, and that another
// process arrives at the same indices.

import Domain
import XCTest

final class SymbolTableTests: XCTestCase {
    func testTextIsInternedOnce() {
        var table = SymbolTable()
        let first = table.intern(text: "BTCUSDT")
        XCTAssertEqual(first, SymbolID(0))
        XCTAssertEqual(table.intern(text: "ETHUSDT"), SymbolID(1))
        XCTAssertEqual(table.intern(text: "BTCUSDT"), first)
        XCTAssertEqual(table.intern(text: ""), SymbolID(2))
        XCTAssertEqual(table.count, 3)
        XCTAssertEqual(table.text(SymbolID(0)), "BTCUSDT")
        XCTAssertEqual(String(decoding: table.literal(SymbolID(2)), as: UTF8.self), "\"\"")
    }

    func testNumbersAndBooleansShareStateAndPrintAsTheyCame() throws {
        var table = SymbolTable()
        let one = try XCTUnwrap(table.intern(bare: .integer(1)))
        let double = try XCTUnwrap(table.intern(bare: .double(1)))
        let yes = try XCTUnwrap(table.intern(bare: .bool(true)))
        let text = try XCTUnwrap(table.intern(text: "1"))
        XCTAssertEqual(Set([one, double, yes, text]).count, 4)
        XCTAssertEqual([one, double, yes].map { table.identity($0) }, [one, one, one])
        XCTAssertEqual(table.identity(text), text, "the text 1 is not the number 1")
        XCTAssertEqual([one, double, yes, text].map { String(decoding: table.literal($0), as: UTF8.self) }, ["1", "1.0", "true", "\"1\""])
        XCTAssertEqual([one, double, yes, text].map { table.text($0) }, ["1", "1.0", "True", "1"])
    }

    func testIdentityDoesNotDependOnWhichSpellingCameFirst() throws {
        for values in [[JSONValue.double(0), .bool(false), .integer(0)], [.bool(false), .integer(0), .double(-0.0)]] {
            var table = SymbolTable()
            let symbols = try values.map { try XCTUnwrap(table.intern(bare: $0)) }
            XCTAssertEqual(Set(symbols.map { table.identity($0) }).count, 1)
            XCTAssertEqual(Set(symbols).count, 3)
        }
        var table = SymbolTable()
        let half = try XCTUnwrap(table.intern(bare: .double(0.5)))
        XCTAssertEqual(table.identity(half), half)
        let null = try XCTUnwrap(table.intern(bare: .null))
        XCTAssertEqual(table.text(null), "None")
    }

    func testAnIntegralDoubleBeyond64BitsIsTheSameKeyAsItsInteger() throws {
        for (double, integer) in [(1e20, "100000000000000000000"), (-0x1p64, "-18446744073709551616"), (0x1p63, "9223372036854775808")] {
            var table = SymbolTable()
            let first = try XCTUnwrap(table.intern(bare: .double(double)))
            let second = try XCTUnwrap(table.intern(bare: .bigInteger(Array(integer.utf8))))
            XCTAssertEqual(table.identity(first), table.identity(second), integer)
        }
    }

    func testKeysRebuildTheTableElsewhere() throws {
        var table = SymbolTable()
        _ = table.intern(text: "A")
        _ = table.intern(bare: .bool(true))
        _ = table.intern(bare: .double(1))
        _ = table.intern(bare: .double(1e20))
        _ = table.intern(bare: .double(.nan))
        _ = table.intern(bare: .double(-.infinity))
        _ = table.intern(bare: .bigInteger(Array("123456789012345678901234567890".utf8)))
        _ = table.intern(bare: .null)
        _ = [0xED, 0xA0, 0x80].withUnsafeBufferPointer { table.intern($0) }
        _ = table.intern(text: String(repeating: "long", count: 1000))
        var copy = SymbolTable()
        for index in 0..<table.count {
            let symbol = SymbolID(UInt32(index))
            XCTAssertEqual(copy.intern(key: table.key(symbol)), symbol, "\(table.text(symbol))")
        }
        XCTAssertEqual(copy.count, table.count)
        for index in 0..<table.count {
            let symbol = SymbolID(UInt32(index))
            XCTAssertEqual(copy.literal(symbol), table.literal(symbol))
            XCTAssertEqual(copy.name(symbol), table.name(symbol))
            XCTAssertEqual(copy.identity(symbol), table.identity(symbol))
        }
        XCTAssertNil(copy.intern(key: [0xFF]), "a key that holds no value")
        XCTAssertNil(copy.intern(key: [0xFF] + Array("tru".utf8)))
    }

    func testTheLimitIsExact() {
        var table = SymbolTable()
        for index in 0..<SymbolTable.limit { XCTAssertEqual(table.intern(text: "s\(index)"), SymbolID(UInt32(index))) }
        XCTAssertNil(table.intern(text: "one more"))
        XCTAssertNil(table.intern(bare: .bool(true)))
        XCTAssertEqual(table.intern(text: "s12345"), SymbolID(12345), "known ones are still found")
        XCTAssertEqual(table.count, SymbolTable.limit)
    }
}
