// Every way in which a file can be wrong: what is cut, what is refused, and where.

import CGrinder
import Foundation
import Rings
import TestSupport
import XCTest

@testable import Journal

final class DamageTests: XCTestCase {
    /// A journal of two rings in three segments; what every batch of the last segment ends with.
    private struct Made {
        let scratch: ScratchDirectory
        /// Offset in the last segment, and market records up to there.
        var ends: [(offset: Int, market: UInt64)]
        var total: UInt64
    }

    private func make(segments: UInt64 = 3) throws -> Made {
        let scratch = try ScratchDirectory()
        var market = try TappedRing(.market)
        var intent = try TappedRing(.intent)
        var made = Made(scratch: scratch, ends: [], total: 0)
        var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments())
        var last: UInt64 = 0
        while writer.segments < segments || made.ends.count < 6 {
            market.publish(31)
            intent.publish(3)
            try writer.turn(&market, &intent)
            if writer.segments != last { made.ends = [] }
            last = writer.segments
            let size = JournalFormat.roundedToBlock(64 + 64 + 31 * 64 + 64 + 3 * 64)
            made.ends.append(((made.ends.last?.offset ?? 512) + size, market.producer.published))
        }
        made.total = market.producer.published
        return made
    }

    private func damage(_ made: Made, _ name: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = try made.scratch.bytes(name)
        change(&bytes)
        try made.scratch.write(name, bytes)
    }

    func testTruncationAtEveryByteOfTheLastBatchIsATornTail() throws {
        let made = try make(segments: 1)
        let name = try XCTUnwrap(made.scratch.segments().last)
        let whole = try made.scratch.bytes(name)
        let before = made.ends[made.ends.count - 2]
        let end = made.ends.last!.offset
        for length in before.offset..<end {
            try made.scratch.write(name, whole[..<length])
            let summary = try JournalReader(directory: made.scratch.path).verify()
            XCTAssertEqual(summary.positions[.market], before.market, "\(length)")
            if length > before.offset {
                XCTAssertEqual(summary.tornTail?.segment, name)
                XCTAssertEqual(summary.tornTail?.offset, UInt64(before.offset))
            } else {
                XCTAssertNil(summary.tornTail)
            }
        }
        try made.scratch.write(name, whole[..<end])
        XCTAssertEqual(try JournalReader(directory: made.scratch.path).verify().positions[.market], made.total)
    }

    func testATornTailIsCutAtResumeAndTheRecordsAreWrittenAgain() throws {
        let made = try make()
        let name = try XCTUnwrap(made.scratch.segments().last)
        let whole = try made.scratch.bytes(name)
        let before = made.ends[made.ends.count - 2]
        for length in stride(from: before.offset + 1, to: made.ends.last!.offset, by: 97) {
            try made.scratch.write(name, whole[..<length])
            var market = try TappedRing(.market, capacity: 4096)
            market.publish(Int(made.total))
            var writer = try JournalWriter(directory: made.scratch.path, instance: Expect.instance, Expect.smallSegments())
            XCTAssertEqual(writer.tornTail?.offset, UInt64(before.offset))
            XCTAssertEqual(writer.published(of: .market), before.market)
            try writer.turn(&market)
            XCTAssertEqual(try Expect.records(in: made.scratch.path, .market), made.total)
            XCTAssertNil(try JournalReader(directory: made.scratch.path).verify().tornTail)
        }
    }

    /// Whatever bit flips: the records read are a true beginning of the stream, and what is wrong
    /// is found. Behind the flip is corruption; in the last batch it looks like a torn tail.
    func testAFlippedBitIsNeverRead() throws {
        let made = try make()
        let names = try made.scratch.segments()
        var random = SeededGenerator(seed: 20)
        var outcomes: [String: Int] = [:]
        for _ in 0..<400 {
            let name = names.randomElement(using: &random)!
            let whole = try made.scratch.bytes(name)
            let used = name == names.last ? made.ends.last!.offset : try usedBytes(whole)
            let offset = Int.random(in: 0..<used, using: &random)
            let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &random)
            try damage(made, name) { $0[offset] ^= bit }
            defer { XCTAssertNoThrow(try made.scratch.write(name, whole)) }
            do {
                let summary = try JournalReader(directory: made.scratch.path).verify()
                let tail = try XCTUnwrap(summary.tornTail, "\(name) \(offset): not noticed")
                XCTAssertEqual(tail.segment, names.last)
                XCTAssertEqual(tail.offset, UInt64(made.ends[made.ends.count - 2].offset))
                XCTAssertGreaterThanOrEqual(offset, Int(tail.offset))
                XCTAssertEqual(try Expect.records(in: made.scratch.path, .market), made.ends[made.ends.count - 2].market)
                outcomes["torn", default: 0] += 1
            } catch let error as JournalError {
                guard case .corrupt(let segment, let place, _) = error else { return XCTFail("\(error)") }
                XCTAssertEqual(segment, name)
                XCTAssertLessThanOrEqual(place, UInt64(offset))
                outcomes["corrupt", default: 0] += 1
            }
        }
        XCTAssertGreaterThan(outcomes["torn", default: 0], 0)
        XCTAssertGreaterThan(outcomes["corrupt", default: 0], 300)
    }

    /// Where the last batch of a full segment ends: behind the last byte that is not zero.
    private func usedBytes(_ bytes: [UInt8]) throws -> Int {
        let last = try XCTUnwrap(bytes.lastIndex { $0 != 0 })
        return last + 1
    }

    func testCorruptionIsRefusedWithSegmentAndOffset() throws {
        let made = try make()
        let name = try XCTUnwrap(made.scratch.segments().last)
        let place = made.ends[2]
        try damage(made, name) { $0[place.offset + 100] ^= 1 }
        XCTAssertThrowsError(try JournalReader(directory: made.scratch.path).verify()) {
            guard case .corrupt(name, UInt64(place.offset), let reason)? = $0 as? JournalError else { return XCTFail("\($0)") }
            XCTAssertTrue(reason.contains("do not match their checksum"), reason)
        }
        XCTAssertThrowsError(_ = try JournalWriter(directory: made.scratch.path, instance: Expect.instance), "nor is it resumed")
        // A cursor gives what stands before it, then refuses.
        var cursor = try JournalReader(directory: made.scratch.path).cursor(of: .market)
        while cursor.position < place.market { XCTAssertNotNil(try cursor.next()) }
        XCTAssertThrowsError(try cursor.next())
    }

    func testAWipedBatchIsCorruption() throws {
        let made = try make()
        let name = try XCTUnwrap(made.scratch.segments().last)
        try damage(made, name) { bytes in
            for index in made.ends[1].offset..<made.ends[2].offset { bytes[index] = 0 }
        }
        XCTAssertThrowsError(try JournalReader(directory: made.scratch.path).verify()) {
            XCTAssertEqual(($0 as? JournalError)?.place, "\(name):\(made.ends[1].offset)")
        }
    }

    /// More than a batch can hold, and with holes between: what lies far behind is found all the same.
    func testAWipedMegabyteIsCorruption() throws {
        let scratch = try ScratchDirectory()
        var market = try TappedRing(.market, capacity: 4096)
        var ends: [UInt64] = [UInt64(JournalFormat.block)]
        do {
            var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments(4 << 20))
            for _ in 0..<12 {
                market.publish(3000)
                try writer.turn(&market)
                ends.append(ends.last! + UInt64(JournalFormat.roundedToBlock(128 + 3000 * 64)))
            }
        }
        let name = scratch.file("journal-0000000000000000.seg")
        let descriptor = open(name, O_RDWR)
        defer { close(descriptor) }
        let zeros = [UInt8](repeating: 0, count: Int(ends[11] - ends[1]))
        XCTAssertEqual(pwrite(descriptor, zeros, zeros.count, off_t(ends[1])), zeros.count)
        XCTAssertGreaterThan(zeros.count, 1 << 20)
        XCTAssertThrowsError(try JournalReader(directory: scratch.path).verify()) {
            XCTAssertEqual(($0 as? JournalError)?.place, "journal-0000000000000000.seg:\(ends[1])")
        }
    }

    func testExchangedBatchesAreCorruption() throws {
        let made = try make()
        let name = try XCTUnwrap(made.scratch.segments().last)
        try damage(made, name) { bytes in
            let first = bytes[made.ends[0].offset..<made.ends[1].offset]
            let second = bytes[made.ends[1].offset..<made.ends[2].offset]
            bytes.replaceSubrange(made.ends[0].offset..<made.ends[2].offset, with: second + first)
        }
        XCTAssertThrowsError(try JournalReader(directory: made.scratch.path).verify()) {
            XCTAssertEqual(($0 as? JournalError)?.place, "\(name):\(made.ends[0].offset)")
        }
    }

    func testMissingSegments() throws {
        for missing in 0..<3 {
            let made = try make()
            let names = try made.scratch.segments()
            try FileManager.default.removeItem(atPath: made.scratch.file(names[missing]))
            if missing == 2 {
                // Nothing says that there was a third one.
                XCTAssertLessThan(try JournalReader(directory: made.scratch.path).verify().positions[.market], made.total)
                continue
            }
            XCTAssertThrowsError(try JournalReader(directory: made.scratch.path).verify()) {
                guard case .corrupt(let segment, _, let reason)? = $0 as? JournalError else { return XCTFail("\($0)") }
                XCTAssertEqual(segment, missing == 0 ? names[1] : names[0])
                XCTAssertTrue(reason.contains("missing"), reason)
            }
        }
    }

    func testASegmentOfAnotherJournalDoesNotContinueThisOne() throws {
        let made = try make()
        let other = try make()
        let name = try made.scratch.segments()[1]
        try damage(other, name) { $0[20] ^= 1 }
        try made.scratch.write(name, try other.scratch.bytes(name))
        XCTAssertThrowsError(try JournalReader(directory: made.scratch.path).verify()) {
            XCTAssertEqual(($0 as? JournalError)?.place, "\(name):0")
        }
    }

    private func reseal(_ bytes: inout [UInt8], _ change: (inout gr_journal_segment_t) -> Void) {
        var header = bytes.withUnsafeBytes { $0.loadUnaligned(as: gr_journal_segment_t.self) }
        change(&header)
        header.checksum = withUnsafeBytes(of: header) { JournalFormat.headerChecksum($0.baseAddress!, size: 512) }
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: header, as: gr_journal_segment_t.self) }
    }

    func testAnotherVersionOrLayoutIsNamed() throws {
        let made = try make()
        let name = try made.scratch.segments()[0]
        let whole = try made.scratch.bytes(name)
        try damage(made, name) { reseal(&$0) { $0.version = 9 } }
        XCTAssertThrowsError(try JournalReader(directory: made.scratch.path)) {
            XCTAssertEqual($0 as? JournalError, .version(segment: name, found: 9, expected: 1))
        }
        try made.scratch.write(name, whole)
        try damage(made, name) { reseal(&$0) { $0.records_hash = 5 } }
        XCTAssertThrowsError(try JournalReader(directory: made.scratch.path)) {
            XCTAssertEqual($0 as? JournalError, .layout(segment: name, found: 5, expected: gr_records_hash()))
        }
    }

    func testDirectoriesThatAreNoJournal() throws {
        let scratch = try ScratchDirectory()
        XCTAssertThrowsError(try JournalReader(directory: scratch.path)) {
            XCTAssertEqual($0 as? JournalError, .empty(directory: scratch.path))
        }
        XCTAssertThrowsError(try JournalReader(directory: scratch.file("none"))) {
            XCTAssertEqual($0 as? JournalError, .missing(directory: scratch.file("none")))
        }
        try scratch.write("journal-0000000000000000.seg", "short")
        XCTAssertThrowsError(try JournalReader(directory: scratch.path)) {
            XCTAssertEqual(($0 as? JournalError)?.place, "journal-0000000000000000.seg:5")
        }
    }

    func testTheChecksumIsCRC32C() {
        XCTAssertEqual(gr_crc32c(0, "123456789", 9), 0xe306_9283, "the check value of the algorithm")
        var random = SeededGenerator(seed: 1)
        for count in [0, 1, 7, 8, 9, 63, 64, 1000] {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            XCTAssertEqual(gr_crc32c(5, bytes, count), gr_crc32c_portable(5, bytes, count))
        }
    }
}

extension JournalError {
    var place: String? {
        guard case .corrupt(let segment, let offset, _) = self else { return nil }
        return "\(segment):\(offset)"
    }
}
