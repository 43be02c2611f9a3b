import CGrinder
import XCTest

@testable import Rings

final class RingTests: XCTestCase {
    func testRecordsArriveInOrderOverManyLaps() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var next: UInt64 = 0
        for lap in 0..<100 {
            for _ in 0..<(lap % 9) { XCTAssertTrue(producer.tryWrite(TestRecord(producer.published))) }
            while let record = consumer.peek() {
                XCTAssertEqual(record.pointee.a, next)
                XCTAssertEqual(record.pointee.sequence, next + 1)
                XCTAssertTrue(record.pointee.isIntact)
                consumer.release()
                next += 1
            }
            ring.memory._checkInvariants()
        }
        XCTAssertEqual(next, producer.published)
        XCTAssertGreaterThan(next, 8 * 40)
    }

    func testEmptyRingHasNothing() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        XCTAssertNil(consumer.peek())
        XCTAssertEqual(consumer.depth, 0)
        XCTAssertEqual(consumer.published, 0)
    }

    func testFullRingRefusesAndOneReleaseMakesRoomForOne() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        for number in 0..<4 as Range<UInt64> { XCTAssertTrue(producer.tryWrite(TestRecord(number))) }
        XCTAssertNil(producer.tryClaim())
        XCTAssertFalse(producer.tryWrite(TestRecord(99)))
        XCTAssertEqual(producer.free, 0)
        XCTAssertEqual(consumer.depth, 4)
        ring.memory._checkInvariants()

        XCTAssertEqual(consumer.peek()?.pointee.a, 0)
        consumer.release()
        XCTAssertEqual(producer.free, 1)
        XCTAssertTrue(producer.tryWrite(TestRecord(4)))
        XCTAssertNil(producer.tryClaim())
        ring.memory._checkInvariants()
    }

    func testClaimedRecordIsInvisibleUntilPublished() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        let slot = try XCTUnwrap(producer.tryClaim())
        slot.pointee.a = 7
        XCTAssertNil(consumer.peek())
        XCTAssertEqual(producer.tryClaim(), slot)
        producer.publish()
        XCTAssertEqual(consumer.peek()?.pointee.a, 7)
        XCTAssertEqual(consumer.peek()?.pointee.a, 7, "peeking does not consume")
    }

    func testWriteIgnoresTheSequenceOfTheRecord() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var record = TestRecord(5)
        record.sequence = 12345
        XCTAssertTrue(producer.tryWrite(record))
        XCTAssertEqual(consumer.peek()?.pointee.sequence, 1)
    }

    func testBatchedCommitMovesEveryNthRecordAndWhenIdle() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 16)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory, commitEvery: 4)
        for number in 0..<6 as Range<UInt64> { XCTAssertTrue(producer.tryWrite(TestRecord(number))) }
        var committedAfterRelease: [UInt64] = []
        for _ in 0..<6 {
            XCTAssertNotNil(consumer.peek())
            consumer.release()
            committedAfterRelease.append(ring.memory.committed)
        }
        XCTAssertEqual(committedAfterRelease, [0, 0, 0, 4, 4, 4])
        XCTAssertEqual(consumer.position, 6)
        XCTAssertNil(consumer.peek())
        XCTAssertEqual(ring.memory.committed, 6, "idle commits")
    }

    func testCountersSayWhatHappened() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var idle = Idler(.spin)
        for number in 0..<4 as Range<UInt64> {
            XCTAssertEqual(producer.write(TestRecord(number), idle: &idle), .written)
        }
        XCTAssertEqual(producer.write(TestRecord(4), policy: .conflate, idle: &idle), .full)
        producer.noteConflated()
        _ = consumer.peek()
        consumer.release()
        producer.setFence(9)
        producer.beat(nowNs: 77)
        let counters = ring.memory.counters
        XCTAssertEqual(counters.published, 4)
        XCTAssertEqual(counters.consumed, 1)
        XCTAssertEqual(counters.fullWaits, 1)
        XCTAssertEqual(counters.conflated, 1)
        XCTAssertEqual(counters.producerParks + counters.consumerParks, 0)
        XCTAssertEqual(counters.consumerWakes + counters.producerWakes, 0)
        XCTAssertEqual(counters.consumerResumes, 1)
        XCTAssertEqual(ring.memory.incarnation, 1)
        XCTAssertEqual(ring.memory.fence, 9)
        XCTAssertEqual(ring.memory.producerHeartbeatNs, 77)
    }

    func testShapesThatARingCannotHave() {
        for size in [0, 8, 63, 65, 96, 65_600] {
            XCTAssertThrowsError(try RingMemory.byteCount(slotSize: size, capacity: 8)) {
                XCTAssertEqual($0 as? RingError, .slotSize(found: size))
            }
        }
        for capacity in [-8, 0, 1, 2, 3, 6, 1 << 33] {
            XCTAssertThrowsError(try RingMemory.byteCount(slotSize: 64, capacity: capacity)) {
                XCTAssertEqual($0 as? RingError, .capacity(found: capacity))
            }
        }
    }

    // ~Copyable results cannot pass through XCTAssertThrowsError, hence the catch.
    func testWrongRecordTypeAndCommitIntervalAreRefused() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 16)
        var errors: [RingError] = []
        do { _ = try RingProducer<WideRecord>(resuming: ring.memory) } catch { errors.append(error) }
        do { _ = try RingConsumer<WideRecord>(resuming: ring.memory) } catch { errors.append(error) }
        do { _ = try RingConsumer<TestRecord>(resuming: ring.memory, commitEvery: 5) } catch { errors.append(error) }
        do { _ = try RingConsumer<TestRecord>(resuming: ring.memory, commitEvery: 0) } catch { errors.append(error) }
        XCTAssertEqual(
            errors,
            [
                .recordSize(record: 128, slot: 64), .recordSize(record: 128, slot: 64),
                .commitInterval(found: 5, most: 4), .commitInterval(found: 0, most: 4),
            ])
    }

    /// Random operations, crashes of either side among them, against an array.
    func testBehavesLikeAQueueUnderRandomOperations() throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = SplitMix(state: seed)
            let ring = try InProcessRing<WideRecord>(capacity: 16)
            var producer = try RingProducer<WideRecord>(resuming: ring.memory)
            var consumer = try RingConsumer<WideRecord>(resuming: ring.memory, commitEvery: Int(seed % 4) + 1)
            var published: UInt64 = 0
            var read: UInt64 = 0
            for _ in 0..<2000 {
                switch random.next() % 16 {
                case 0..<7:
                    let roomy = published - ring.memory.committed < 16
                    XCTAssertEqual(producer.tryWrite(WideRecord(published)), roomy)
                    if roomy { published += 1 }
                case 7..<13:
                    let record = consumer.peek()
                    XCTAssertEqual(record == nil, read == published)
                    guard let record else { continue }
                    XCTAssertEqual(record.pointee.first.a, read)
                    XCTAssertTrue(record.pointee.isIntact)
                    consumer.release()
                    read += 1
                case 13:
                    if let slot = producer.tryClaim() { slot.pointee.second = TestRecord(random.next()) }
                    producer = try RingProducer(resuming: ring.memory)
                    XCTAssertEqual(producer.published, published)
                case 14:
                    consumer = try RingConsumer(resuming: ring.memory, commitEvery: Int(seed % 4) + 1)
                    XCTAssertEqual(consumer.position, ring.memory.committed)
                    XCTAssertLessThan(read - consumer.position, seed % 4 + 1)
                    read = consumer.position
                default:
                    consumer.commit()
                    XCTAssertEqual(ring.memory.committed, read)
                }
                ring.memory._checkInvariants()
            }
        }
    }
}
