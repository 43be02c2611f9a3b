import CGrinder
import Foundation
import Rings
import TestSupport
import XCTest

@testable import Journal

final class ResumeTests: XCTestCase {
    func testANewWriterGoesOnBehindTheLastBatch() throws {
        let scratch = try ScratchDirectory()
        var market = try TappedRing(.market)
        for round in 0..<20 {
            try market.restartTap()
            var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments())
            XCTAssertEqual(writer.published(of: .market), market.producer.published, "round \(round)")
            XCTAssertNil(writer.tornTail)
            for _ in 0..<(round % 4) {
                market.publish(77)
                try writer.turn(&market)
            }
        }
        XCTAssertEqual(try Expect.records(in: scratch.path, .market), market.producer.published)
        XCTAssertGreaterThan(try scratch.segments().count, 1)
    }

    func testRecordsWrittenAndNotCommittedAreNotWrittenTwice() throws {
        let scratch = try ScratchDirectory()
        var market = try TappedRing(.market)
        do {
            var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments())
            market.publish(10)
            try writer.turn(&market)
            market.publish(30)
            _ = try writer.collect(&market.tap, as: .market)
            try writer.write()  // and dies before the commit
        }
        market.publish(5)
        try market.restartTap()
        XCTAssertEqual(market.tap.position, 10)
        var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments())
        XCTAssertEqual(writer.published(of: .market), 40)
        try writer.turn(&market)
        XCTAssertEqual(writer.published(of: .market), 45)
        XCTAssertEqual(market.ring.memory.tapped, 45)
        XCTAssertEqual(try Expect.records(in: scratch.path, .market), 45)
    }

    func testAJournalThatLostItsEndIsAGap() throws {
        let scratch = try ScratchDirectory()
        var market = try TappedRing(.market)
        do {
            var writer = try JournalWriter(directory: scratch.file("a"), instance: Expect.instance, Expect.smallSegments())
            market.publish(10)
            try writer.turn(&market)
        }
        var writer = try JournalWriter(directory: scratch.file("b"), instance: Expect.instance, Expect.smallSegments())
        try market.restartTap()
        XCTAssertThrowsError(try writer.turn(&market)) {
            XCTAssertEqual($0 as? JournalError, .gap(stream: .market, journal: 0, ring: 10))
        }
    }

    func testAnotherInstanceIsRefused() throws {
        let scratch = try ScratchDirectory()
        do { _ = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments()) }
        let other = InstanceID(high: 1, low: 1)
        XCTAssertThrowsError(_ = try JournalWriter(directory: scratch.path, instance: other)) {
            XCTAssertEqual(
                $0 as? JournalError, .otherInstance(directory: scratch.path, found: Expect.instance, expected: other))
        }
    }

    func testASegmentWithoutANameIsSweptAway() throws {
        let scratch = try ScratchDirectory()
        try scratch.write(JournalDirectory.unfinishedName, "half a header")
        XCTAssertThrowsError(try JournalReader(directory: scratch.path)) {
            XCTAssertEqual($0 as? JournalError, .empty(directory: scratch.path))
        }
        do { _ = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments()) }
        XCTAssertEqual(try scratch.contents(), ["journal-0000000000000000.seg"])
    }

    func testAReaderFollowsAWriterAtWork() throws {
        let scratch = try ScratchDirectory()
        var market = try TappedRing(.market)
        var writer = try JournalWriter(directory: scratch.path, instance: Expect.instance, Expect.smallSegments())
        var cursor = try JournalReader(directory: scratch.path).cursor(of: .market)
        for round in 0..<60 {
            XCTAssertNil(try cursor.next())
            market.publish(50 + round)
            try writer.turn(&market)
            while let record = try cursor.next(as: Sample.self) { XCTAssertEqual(record.pointee.number + 1, cursor.position) }
            XCTAssertEqual(cursor.position, market.producer.published)
        }
        XCTAssertGreaterThan(writer.segments, 2)
    }

    /// Reader and writer in two threads: whatever the reader catches half written, it never
    /// calls corrupt and never gets wrong.
    func testAReaderRacesAWriter() throws {
        let scratch = try ScratchDirectory()
        let path = scratch.path
        let total: UInt64 = 60_000
        do { _ = try JournalWriter(directory: path, instance: Expect.instance, Expect.smallSegments(256 << 10)) }
        let done = DispatchSemaphore(value: 0)
        Thread {
            defer { done.signal() }
            do {
                var market = try TappedRing(.market)
                var writer = try JournalWriter(directory: path, instance: Expect.instance, Expect.smallSegments(256 << 10))
                var random = SeededGenerator(seed: 3)
                while market.producer.published < total {
                    market.publish(min(Int.random(in: 1...200, using: &random), Int(total - market.producer.published)))
                    try writer.turn(&market)
                }
            } catch { XCTFail("\(error)") }
        }.start()
        var cursor = try JournalReader(directory: path).cursor(of: .market)
        let deadline = ContinuousClock.now + .seconds(60)
        while cursor.position < total, ContinuousClock.now < deadline {
            let position = cursor.position
            guard let record = try cursor.next(as: Sample.self) else { continue }
            XCTAssertEqual(record.pointee.number, position)
        }
        XCTAssertEqual(cursor.position, total)
        done.wait()
    }
}
