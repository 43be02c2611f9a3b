import CGrinder
import Foundation
import Rings
import TestSupport
import XCTest

@testable import Journal

final class WriterTests: XCTestCase {
    private func everyWay(_ body: (JournalOptions) throws -> Void) throws {
        for backend in [JournalBackend.automatic, .pwrite] {
            for durability in JournalDurability.allCases {
                var options = Expect.smallSegments(128 << 10)
                options.backend = backend
                options.durability = durability
                try body(options)
            }
        }
    }

    func testWhatTheTapsHeldIsReadBackByPosition() throws {
        try everyWay { options in
            let scratch = try ScratchDirectory()
            var market = try TappedRing(.market)
            var intent = try TappedRing(.intent)
            var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, options)
            var random = SeededGenerator(seed: 7)
            for _ in 0..<200 {
                market.publish(Int.random(in: 0...60, using: &random))
                intent.publish(Int.random(in: 0...9, using: &random))
                try writer.turn(&market, &intent)
                if random.next() % 4 == 0 { try writer.settle() }
            }
            try writer.finish()
            XCTAssertEqual(writer.failedSyncs, 0)
            XCTAssertGreaterThan(writer.segments, 3, "rotated")
            let end = market.producer.published
            XCTAssertEqual(writer.published(of: .market), end)
            XCTAssertEqual(market.ring.memory.tapped, end)
            let summary = try JournalReader(directory: scratch.path).verify()
            XCTAssertEqual(summary.positions[.market], end)
            XCTAssertEqual(summary.positions[.intent], intent.producer.published)
            XCTAssertEqual(summary.positions[.report], 0)
            XCTAssertEqual(summary.segments, try scratch.segments().count)
            XCTAssertEqual(summary.batches, writer.batches)
            XCTAssertNil(summary.tornTail)
            for first in [0, 1, end / 3, end / 2, end - 1, end, end + 5] {
                XCTAssertEqual(try Expect.records(in: scratch.path, .market, from: first), end > first ? end - first : 0)
            }
            XCTAssertEqual(try JournalReader(directory: scratch.path).published(of: .intent), intent.producer.published)
        }
    }

    func testTheBackendIsChosenAndNamed() throws {
        let scratch = try ScratchDirectory()
        var options = JournalOptions()
        options.segmentBytes = 64 << 10
        options.backend = .pwrite
        var writer = try JournalWriter(directory: scratch.file("a"), instance: Expect.instance, options)
        XCTAssertEqual(writer.backend, "pwrite")
        options.backend = .automatic
        writer = try JournalWriter(directory: scratch.file("b"), instance: Expect.instance, options)
        let found = writer.backend
        XCTAssertTrue(found == "io_uring" || found.hasPrefix("pwrite (io_uring: "), found)
    }

    func testASlotIsHeldUntilItsRecordIsWritten() throws {
        let scratch = try ScratchDirectory()
        var market = try TappedRing(.market, capacity: 64)
        var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments())
        market.publish(64)
        XCTAssertEqual(try writer.collect(&market.tap, as: .market), 64)
        XCTAssertEqual(market.producer.free, 0)
        try writer.write()
        XCTAssertEqual(market.producer.free, 0)
        market.tap.commit()
        XCTAssertEqual(market.producer.free, 64)
    }

    func testSegmentsAreReservedAndNamedByTheirFirstBatch() throws {
        let scratch = try ScratchDirectory()
        var market = try TappedRing(.market)
        var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments())
        while writer.segments < 3 {
            market.publish(100)
            try writer.turn(&market)
        }
        let names = try scratch.segments()
        XCTAssertEqual(names[0], "journal-0000000000000000.seg")
        XCTAssertEqual(names[2], JournalDirectory.segmentName(firstBatch: writer.batches - 1))
        for name in names { XCTAssertEqual(try scratch.bytes(name).count, 64 << 10) }
    }

    func testASecondWriterIsRefused() throws {
        let scratch = try ScratchDirectory()
        let first = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments())
        XCTAssertThrowsError(_ = try JournalWriter(directory: scratch.path, instance: Expect.instance)) {
            XCTAssertEqual($0 as? JournalError, .locked(directory: scratch.path))
        }
        XCTAssertEqual(first.batches, 0)
    }

    func testAWrongSegmentSizeIsRefused() throws {
        let scratch = try ScratchDirectory()
        for bytes in [0, 65_535, 65_537, -512] {
            XCTAssertThrowsError(_ = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments(bytes)))
        }
    }

    /// A file-size limit stands for a full disk: the segment cannot be reserved.
    func testAFullDiskLosesNothing() throws {
        signal(SIGXFSZ, SIG_IGN)
        var old = rlimit()
        XCTAssertEqual(getrlimit(__rlimit_resource_t(1), &old), 0)
        for backend in [JournalBackend.automatic, .pwrite] {
            let scratch = try ScratchDirectory()
            var market = try TappedRing(.market)
            var options = Expect.smallSegments(32 << 20)
            options.backend = backend
            var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, options)
            while writer.segments == 1, writer.batches < 34 * 15 {
                market.publish(1000)
                try writer.turn(&market)
            }
            var limited = old
            limited.rlim_cur = 16 << 20
            XCTAssertEqual(setrlimit(__rlimit_resource_t(1), &limited), 0)
            defer { setrlimit(__rlimit_resource_t(1), &old) }
            var failures = 0
            while failures == 0 {
                market.publish(1000)
                do { try writer.turn(&market) } catch {
                    failures += 1
                    let error = try XCTUnwrap(error as? JournalError)
                    XCTAssertTrue(error.isRetryable, "\(error)")
                }
            }
            XCTAssertTrue(writer.isPending)
            XCTAssertEqual(market.ring.memory.tapped, writer.published(of: .market), "not committed")
            XCTAssertThrowsError(try writer.turn(&market), "still full")
            XCTAssertEqual(setrlimit(__rlimit_resource_t(1), &old), 0)
            try writer.write()
            market.tap.commit()
            XCTAssertEqual(writer.published(of: .market), market.producer.published)
            XCTAssertEqual(try Expect.records(in: scratch.path, .market), market.producer.published)
            XCTAssertFalse(try scratch.contents().contains(JournalDirectory.unfinishedName))
        }
    }
}
