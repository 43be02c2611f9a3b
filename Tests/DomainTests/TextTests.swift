// The bytes that digests are made of: integers, escapes, growth, hashing.

import Domain
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

final class ByteBufferTests: XCTestCase {
    private func text(_ body: (inout ByteBuffer) -> Void) -> String {
        var buffer = ByteBuffer(capacity: 0)
        body(&buffer)
        return buffer.string
    }

    func testIntegersAtEveryNumberOfDigits() {
        var values: [Int] = [0, 1, -1, .max, .min, .max - 1, .min + 1]
        var power = 1
        for _ in 0..<18 {
            power *= 10
            values += [power - 1, power, power + 1, -power + 1, -power, -power - 1]
        }
        for value in values { XCTAssertEqual(text { $0.append(value) }, "\(value)") }
    }

    func testRandomIntegers() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<20_000 {
            let value = Int(truncatingIfNeeded: random.next()) >> Int.random(in: 0..<64, using: &random)
            XCTAssertEqual(text { $0.append(value) }, "\(value)")
        }
    }

    func testGrowsAndKeepsItsContent() {
        var buffer = ByteBuffer(capacity: 1)
        var expected: [UInt8] = []
        for index in 0..<5000 {
            buffer.append(UInt8(truncatingIfNeeded: index))
            expected.append(UInt8(truncatingIfNeeded: index))
        }
        buffer.append(expected)
        XCTAssertEqual(Array(buffer.bytes), expected + expected)
        buffer.truncate(to: 3)
        XCTAssertEqual(Array(buffer.bytes), [0, 1, 2])
        buffer.removeAll()
        XCTAssertEqual(buffer.count, 0)
        buffer.append([])
        buffer.append("x")
        XCTAssertEqual(buffer.string, "x")
    }

    func testEveryASCIIByteInAString() {
        for byte in UInt8(0)..<0x80 {
            let expected: String =
                switch byte {
                case 0x22: "\\\""
                case 0x5C: "\\\\"
                case 0x08: "\\b"
                case 0x09: "\\t"
                case 0x0A: "\\n"
                case 0x0C: "\\f"
                case 0x0D: "\\r"
                case 0x20...0x7E: String(UnicodeScalar(byte))
                default: "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
                }
            XCTAssertEqual(text { $0.appendJSONString([byte]) }, "\"\(expected)\"")
        }
    }

    func testLongDecimalsFit() throws {
        for number in ["1E+999999", "-0E-7", "NaN", "-sNaN123", "-Infinity", String(repeating: "9", count: 300), "0." + String(repeating: "0", count: 5) + "1"] {
            let value = try Decimal(number)
            XCTAssertEqual(text { $0.append(value) }, value.description)
        }
    }
}

final class WTF8Tests: XCTestCase {
    func testEveryCodePointRoundTrips() {
        for scalar in stride(from: UInt32(0), to: 0x110000, by: 7) {
            var bytes: [UInt8] = []
            WTF8.append(scalar, to: &bytes)
            let decoded = bytes.withUnsafeBufferPointer { WTF8.decode($0, at: 0) }
            XCTAssertEqual(decoded.scalar, scalar)
            XCTAssertEqual(decoded.length, bytes.count)
            let isSurrogate = 0xD800..<0xE000 ~= scalar
            let invalid = bytes.withUnsafeBufferPointer { WTF8.firstInvalidUTF8($0) }
            XCTAssertEqual(invalid, isSurrogate ? 0 : nil)
        }
    }
}

final class SHA256Tests: XCTestCase {
    func testKnownHashes() {
        XCTAssertEqual(
            SHA256.hash([]).text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        XCTAssertEqual(
            SHA256.hash(Array("abc".utf8)).text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        XCTAssertEqual(SHA256.hash(Array("[]".utf8)).short, EdgeFixture.emptyDigest)
    }

    func testARunningHashMayBeReadAndGoOn() {
        var hash = SHA256()
        hash.update(UInt8(ascii: "a"))
        XCTAssertEqual(hash.finished(), SHA256.hash(Array("a".utf8)))
        Array("bc".utf8).withUnsafeBufferPointer { hash.update($0) }
        XCTAssertEqual(hash.finished(), SHA256.hash(Array("abc".utf8)))
        XCTAssertEqual(hash.finished().prefix(4), "ba7816bf")
    }
}
