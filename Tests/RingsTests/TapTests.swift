import CGrinder
import XCTest

@testable import Rings

final class TapTests: XCTestCase {
    private func publish(_ count: Int, to producer: inout RingProducer<TestRecord>) {
        for _ in 0..<count { XCTAssertTrue(producer.tryWrite(TestRecord(producer.published))) }
    }

    func testTheTapSeesWhatTheConsumerSeesAtItsOwnPace() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8, isTapped: true)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var tap = try RingTap<TestRecord>(resuming: ring.memory)
        var seen: UInt64 = 0
        var tapped: UInt64 = 0
        for lap in 0..<200 {
            while producer.free > 0 { publish(1, to: &producer) }
            for _ in 0..<(lap % 9) where consumer.peek() != nil {
                XCTAssertEqual(consumer.peek()?.pointee.a, seen)
                consumer.release()
                seen += 1
            }
            for _ in 0..<((lap * 5) % 9) where tap.peek() != nil {
                XCTAssertEqual(tap.peek()?.pointee.a, tapped)
                tap.release()
                tapped += 1
            }
            if lap % 3 == 0 { tap.commit() }
            ring.memory._checkInvariants()
        }
        XCTAssertGreaterThan(min(seen, tapped), 8 * 20)
    }

    func testNoSlotIsReusedBeforeBothReadersHaveLetItGo() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4, isTapped: true)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var tap = try RingTap<TestRecord>(resuming: ring.memory)
        publish(4, to: &producer)
        for _ in 0..<4 { _ = consumer.peek(); consumer.release() }
        XCTAssertNil(consumer.peek())
        XCTAssertEqual(producer.free, 0, "the tap holds all four")
        XCTAssertNotNil(tap.peek())
        tap.release()
        XCTAssertNotNil(tap.peek(), "peeking on does not commit")
        XCTAssertNil(producer.tryClaim(), "released is not committed")
        XCTAssertEqual(ring.memory.tapped, 0)
        tap.commit()
        XCTAssertEqual(ring.memory.tapped, 1)
        XCTAssertEqual(producer.free, 1)
        publish(1, to: &producer)
        while tap.peek() != nil { tap.release() }
        tap.commit()
        XCTAssertEqual(producer.free, 3, "now the consumer holds the fifth")
        ring.memory._checkInvariants()
    }

    func testAnEmptyRingDoesNotCommitTheTap() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8, isTapped: true)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var tap = try RingTap<TestRecord>(resuming: ring.memory)
        publish(3, to: &producer)
        while tap.peek() != nil { tap.release() }
        XCTAssertNil(tap.peek())
        XCTAssertEqual(tap.position, 3)
        XCTAssertEqual(tap.committed, 0)
        XCTAssertEqual(ring.memory.tapped, 0)
    }

    func testARingWithoutATapRefusesOneAndIgnoresIts() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        XCTAssertNil(ring.memory.tapped)
        do {
            _ = try RingTap<TestRecord>(resuming: ring.memory)
            XCTFail("tapped a ring whose producer does not wait")
        } catch {
            XCTAssertEqual(error, .notTapped)
        }
    }

    /// The tap dies with its position anywhere; the successor starts at the commit, the
    /// producer's successor finds the same end, whichever reader is behind.
    func testEveryoneDiesAtEveryPosition() throws {
        for lag in 0...8 as ClosedRange<UInt64> {
            for behind in 0...8 as ClosedRange<UInt64> {
                for position in 8..<25 as Range<UInt64> {
                    let ring = try InProcessRing<TestRecord>(capacity: 8, isTapped: true)
                    do {
                        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
                        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
                        var tap = try RingTap<TestRecord>(resuming: ring.memory)
                        for end in 1...position {
                            while consumer.position + max(behind, 1) < end { _ = consumer.peek(); consumer.release() }
                            while tap.position + max(lag, 1) < end { _ = tap.peek(); tap.release() }
                            tap.commit()
                            publish(1, to: &producer)
                        }
                        while consumer.position + behind < position { _ = consumer.peek(); consumer.release() }
                        while tap.position + lag < position { _ = tap.peek(); tap.release() }
                        tap.commit()
                        if tap.peek() != nil { tap.release() }  // looked at, never committed
                    }
                    ring.memory._checkInvariants()
                    let producer = try RingProducer<TestRecord>(resuming: ring.memory)
                    XCTAssertEqual(producer.published, position)
                    var tap = try RingTap<TestRecord>(resuming: ring.memory)
                    XCTAssertEqual(tap.position, position - lag)
                    for number in (position - lag)..<position {
                        XCTAssertEqual(tap.peek()?.pointee.a, number)
                        tap.release()
                    }
                    XCTAssertNil(tap.peek())
                }
            }
        }
    }

    func testTheProducerIsWokenByWhicheverReaderHeldIt() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4, isTapped: true)
        let memory = ring.memory
        let count: UInt64 = 20_000
        let writer = onThread {
            var producer = try! RingProducer<TestRecord>(resuming: memory)
            var idle = Idler(.park(parkNsMax: 1_000_000_000), deadlineNs: hangDeadlineNs())
            for number in 0..<count {
                guard producer.write(TestRecord(number), idle: &idle) == .written else { return XCTFail("stuck at \(number)") }
            }
        }
        let tapper = onThread {
            var tap = try! RingTap<TestRecord>(resuming: memory)
            var idle = Idler(.park(parkNsMax: 1_000_000_000), deadlineNs: hangDeadlineNs())
            while tap.position < count {
                guard tap.wait(idle: &idle) == .ready, let record = tap.peek(), record.pointee.isIntact,
                    record.pointee.a == tap.position
                else { return XCTFail("tap stuck at \(tap.position)") }
                tap.release()
                if tap.position % 3 == 0 || tap.peek() == nil { tap.commit() }
            }
        }
        var consumer = try RingConsumer<TestRecord>(resuming: memory)
        var idle = Idler(.backoff(spins: 10, yields: 10), deadlineNs: hangDeadlineNs())
        for number in 0..<count {
            guard consumer.wait(idle: &idle) == .ready, let record = consumer.peek() else { return XCTFail("stuck at \(number)") }
            XCTAssertTrue(record.pointee.isIntact && record.pointee.a == number)
            consumer.release()
        }
        writer.wait()
        tapper.wait()
        memory._checkInvariants()
        XCTAssertEqual(memory.tapped, count)
    }

    func testReadingAtAPosition() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4, isTapped: true)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var tap = try RingTap<TestRecord>(resuming: ring.memory)
        var record = TestRecord(0)
        XCTAssertEqual(try ring.memory.read(at: 0, into: &record), .notYetPublished)
        publish(4, to: &producer)
        for _ in 0..<4 { _ = consumer.peek(); consumer.release() }
        for position in 0..<4 as Range<UInt64> {
            XCTAssertEqual(try ring.memory.read(at: position, into: &record), .copied, "committed by the consumer, held by the tap")
            XCTAssertEqual(record.a, position)
        }
        XCTAssertEqual(try ring.memory.read(at: 4, into: &record), .notYetPublished)
        while tap.peek() != nil { tap.release() }
        tap.commit()
        XCTAssertEqual(
            try ring.memory.read(at: 0, into: &record), .overwritten, "nobody holds it and the producer may be filling it")
        XCTAssertEqual(try ring.memory.read(at: 1, into: &record), .copied, "the producer is not there yet")
        publish(1, to: &producer)
        XCTAssertEqual(try ring.memory.read(at: 0, into: &record), .overwritten)
        XCTAssertEqual(try ring.memory.read(at: 1, into: &record), .overwritten)
        XCTAssertEqual(try ring.memory.read(at: 4, into: &record), .copied)
        XCTAssertEqual(record.a, 4)
    }

    /// A reader without a claim, against a producer at full speed: every copy that counts is whole.
    func testReadingWhileTheProducerRuns() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8, isTapped: true)
        let memory = ring.memory
        let count: UInt64 = 200_000
        let finished = SharedWord()
        let writer = onThread {
            var producer = try! RingProducer<TestRecord>(resuming: memory)
            var consumer = try! RingConsumer<TestRecord>(resuming: memory)
            var tap = try! RingTap<TestRecord>(resuming: memory)
            for number in 0..<count {
                XCTAssertTrue(producer.tryWrite(TestRecord(number)))
                if number % 8 != 7 { continue }
                for _ in 0..<8 {
                    _ = consumer.peek(); consumer.release()
                    _ = tap.peek(); tap.release()
                }
                tap.commit()
            }
            finished.set(1)
        }
        var record = TestRecord(0)
        var copied = 0
        while finished.value == 0 {
            let end = memory.published
            for position in (end > 10 ? end - 10 : 0)..<end {
                if try memory.read(at: position, into: &record) == .copied {
                    copied += 1
                    XCTAssertTrue(record.isIntact && record.a == position && record.sequence == position + 1)
                }
            }
        }
        writer.wait()
        XCTAssertEqual(try memory.read(at: count - 1, into: &record), .copied)
        XCTAssertEqual(record.a, count - 1)
    }

    func testARingGoesOnWhereAnEarlierOneEnded() throws {
        var specification = RingSpecification(kind: .market, of: TestRecord.self, capacity: 8, isTapped: true)
        for start in [1, 7, 8, 1_000_003] as [UInt64] {
            specification.start = start
            let region = try InstanceRegion.create(
                RegionSpecification(instanceID: InstanceID(high: 1, low: 2), rings: [specification]))
            defer { region.close() }
            let memory = try region.ring(.market)
            XCTAssertEqual([memory.published, memory.committed, memory.tapped], [start, start, start])
            memory._checkInvariants()
            var record = TestRecord(0)
            XCTAssertEqual(try memory.read(at: start - 1, into: &record), .overwritten, "of the earlier region")
            XCTAssertEqual(try memory.read(at: start, into: &record), .notYetPublished)
            var producer: RingProducer<TestRecord> = try region.producer(.market)
            var consumer: RingConsumer<TestRecord> = try region.consumer(.market)
            XCTAssertNil(consumer.peek())
            publish(8, to: &producer)
            XCTAssertNil(producer.tryClaim())
            XCTAssertEqual(consumer.peek()?.pointee.a, start)
            memory._checkInvariants()
        }
    }

    func testARegionRemembersWhichRingsAreTapped() throws {
        let region = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 1, low: 2),
                rings: [
                    RingSpecification(kind: .market, of: TestRecord.self, capacity: 8, isTapped: true),
                    RingSpecification(kind: .intent, of: TestRecord.self, capacity: 8),
                ]))
        defer { region.close() }
        let attached = try InstanceRegion.attach(fileDescriptor: dup(region.fileDescriptor))
        defer { attached.close() }
        XCTAssertTrue(try attached.ring(.market).isTapped)
        XCTAssertFalse(try attached.ring(.intent).isTapped)
        XCTAssertEqual(try attached.tap(.market, of: TestRecord.self).position, 0)
        XCTAssertThrowsError(_ = try attached.tap(.intent, of: TestRecord.self)) {
            XCTAssertEqual($0 as? RegionError, .ring(.intent, .notTapped))
        }
    }
}
