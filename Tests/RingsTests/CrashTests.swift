import CGrinder
import XCTest

@testable import Rings

/// A crash is a producer or consumer that is simply not there any more: its local
/// state is gone, the shared memory stays. Each test stops at one step of the
/// publish or consume sequence, at every position of two laps.
final class CrashTests: XCTestCase {
    private let capacity = 8

    /// Runs `body` on a ring with `position` records published and all but `waiting` consumed.
    private func atEveryPosition(waiting: UInt64, _ body: (RingMemory, UInt64) throws -> Void) throws {
        for position in waiting..<UInt64(2 * capacity + 1) {
            let ring = try InProcessRing<TestRecord>(capacity: capacity)
            var producer = try RingProducer<TestRecord>(resuming: ring.memory)
            var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
            for number in 0..<position {
                XCTAssertTrue(producer.tryWrite(TestRecord(number)))
                if number < position - waiting {
                    XCTAssertNotNil(consumer.peek())
                    consumer.release()
                }
                // Keep the ring from filling: the last `waiting` records stay.
            }
            try body(ring.memory, position)
            ring.memory._checkInvariants()
        }
    }

    private func expectRest(of ring: RingMemory, from first: UInt64, to end: UInt64) throws {
        var consumer = try RingConsumer<TestRecord>(resuming: ring)
        for number in first..<end {
            let record = try XCTUnwrap(consumer.peek())
            XCTAssertEqual(record.pointee.a, number)
            XCTAssertTrue(record.pointee.isIntact)
            consumer.release()
        }
        XCTAssertNil(consumer.peek())
    }

    func testProducerDiesBetweenRecords() throws {
        for waiting in [0, 1, 5, 8] as [UInt64] {
            try atEveryPosition(waiting: waiting) { ring, position in
                var producer = try RingProducer<TestRecord>(resuming: ring)
                XCTAssertEqual(producer.published, position)
                XCTAssertEqual(ring.incarnation, 2)
                XCTAssertEqual(producer.tryWrite(TestRecord(position)), waiting < 8)
                try expectRest(of: ring, from: position - waiting, to: waiting < 8 ? position + 1 : position)
            }
        }
    }

    func testProducerDiesAfterClaimWithEveryPrefixOfTheRecordWritten() throws {
        for writtenBytes in stride(from: 8, through: 64, by: 8) {
            try atEveryPosition(waiting: 3) { ring, position in
                do {
                    var dying = try RingProducer<TestRecord>(resuming: ring)
                    let slot = UnsafeMutableRawPointer(try XCTUnwrap(dying.tryClaim()))
                    for byte in 8..<writtenBytes { slot.storeBytes(of: 0xEE, toByteOffset: byte, as: UInt8.self) }
                }
                var producer = try RingProducer<TestRecord>(resuming: ring)
                XCTAssertEqual(producer.published, position, "half a record is no record")
                XCTAssertTrue(producer.tryWrite(TestRecord(position)))
                try expectRest(of: ring, from: position - 3, to: position + 1)
            }
        }
    }

    func testProducerDiesBetweenSequenceAndWakeUp() throws {
        try atEveryPosition(waiting: 0) { ring, position in
            gr_store_release_u32(gr_ring_consumer_parked(ring.control), 1)
            gr_store_release_u64(ring.sequence(at: position), position + 1)
            let producer = try RingProducer<TestRecord>(resuming: ring)
            XCTAssertEqual(producer.published, position + 1, "what was published stays published")
            XCTAssertEqual(gr_load_acquire_u32(gr_ring_consumer_parked(ring.control)), 0, "the successor wakes")
        }
    }

    func testProducerDiesBetweenWakingAndItsNextClaim() throws {
        try atEveryPosition(waiting: 8) { ring, position in
            let producer = try RingProducer<TestRecord>(resuming: ring)
            var again = try RingProducer<TestRecord>(resuming: ring)
            XCTAssertEqual(producer.published, position)
            XCTAssertNil(again.tryClaim(), "full stays full")
        }
    }

    func testConsumerDiesBeforeRelease() throws {
        try atEveryPosition(waiting: 4) { ring, position in
            do {
                var dying = try RingConsumer<TestRecord>(resuming: ring)
                XCTAssertEqual(dying.peek()?.pointee.a, position - 4)
            }
            try expectRest(of: ring, from: position - 4, to: position)
        }
    }

    func testConsumerDiesAfterReleaseAndBeforeCommit() throws {
        try atEveryPosition(waiting: 4) { ring, position in
            do {
                var dying = try RingConsumer<TestRecord>(resuming: ring, commitEvery: 2)
                XCTAssertNotNil(dying.peek())
                dying.release()
            }
            try expectRest(of: ring, from: position - 4, to: position)
        }
    }

    func testConsumerDiesAfterCommit() throws {
        try atEveryPosition(waiting: 4) { ring, position in
            do {
                var dying = try RingConsumer<TestRecord>(resuming: ring, commitEvery: 2)
                for _ in 0..<3 {
                    XCTAssertNotNil(dying.peek())
                    dying.release()
                }
            }
            try expectRest(of: ring, from: position - 2, to: position)
        }
    }

    func testConsumerDiesBetweenCommitAndWakeUp() throws {
        try atEveryPosition(waiting: 8) { ring, position in
            gr_store_release_u32(gr_ring_producer_parked(ring.control), 1)
            gr_store_release_u64(gr_ring_head(ring.control), position - 7)
            let consumer = try RingConsumer<TestRecord>(resuming: ring)
            XCTAssertEqual(consumer.position, position - 7)
            XCTAssertEqual(gr_load_acquire_u32(gr_ring_producer_parked(ring.control)), 0, "the successor wakes")
        }
    }

    func testHeadThatTheSlotsContradictIsCorruption() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        for number in 0..<12 as Range<UInt64> {
            XCTAssertTrue(producer.tryWrite(TestRecord(number)))
            XCTAssertNotNil(consumer.peek())
            consumer.release()
        }
        gr_store_release_u64(gr_ring_head(ring.memory.control), 2)
        do {
            _ = try RingConsumer<TestRecord>(resuming: ring.memory)
            XCTFail("attached to a corrupt ring")
        } catch {
            XCTAssertEqual(error, .head(committed: 2, slotSequence: 11))
            XCTAssertTrue("\(error)".contains("expected at most 3"))
        }
    }
}
