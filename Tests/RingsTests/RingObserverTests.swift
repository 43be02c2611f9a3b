import XCTest

@testable import Rings

final class RingObserverTests: XCTestCase {
    private func drain(_ observer: inout RingObserver<TestRecord>) throws -> (numbers: [UInt64], missed: UInt64) {
        var record = TestRecord(0)
        var numbers: [UInt64] = []
        var missed: UInt64 = 0
        while true {
            switch try observer.next(into: &record) {
            case .nothing: return (numbers, missed)
            case .missed(let count): missed += count
            case .copied:
                XCTAssertTrue(record.isIntact)
                XCTAssertEqual(record.sequence, record.a + 1)
                numbers.append(record.a)
            }
        }
    }

    func testItSeesWhatTheConsumerSeesAndTheRingDoesNotNotice() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var observer = try RingObserver<TestRecord>(ring.memory)
        var expected: UInt64 = 0
        for lap in 0..<20 {
            let burst = UInt64(lap % 7)
            for number in 0..<burst { XCTAssertTrue(producer.tryWrite(TestRecord(expected + number))) }
            let before = ring.memory.counters
            XCTAssertEqual(try drain(&observer).numbers, Array(expected..<(expected + burst)))
            XCTAssertEqual(ring.memory.counters, before)
            while consumer.peek() != nil { consumer.release() }
            expected += burst
        }
        XCTAssertEqual(observer.position, expected)
    }

    func testItSaysHowManyItMissed() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var observer = try RingObserver<TestRecord>(ring.memory)
        for number in 0..<30 as Range<UInt64> {
            XCTAssertTrue(producer.tryWrite(TestRecord(number)))
            XCTAssertNotNil(consumer.peek())
            consumer.release()
        }
        // The slot of record 22 may be filled with record 30 at any moment.
        let (numbers, missed) = try drain(&observer)
        XCTAssertEqual(numbers, Array(23..<30))
        XCTAssertEqual(missed, 23)
    }

    func testItBeginsWithTheOldestRecordThatIsStillThere() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        for (count, oldest) in [(0, 0), (5, 0), (7, 0), (8, 1), (11, 4), (40, 33)] as [(UInt64, UInt64)] {
            while producer.published < count {
                XCTAssertTrue(producer.tryWrite(TestRecord(producer.published)))
                XCTAssertNotNil(consumer.peek())
                consumer.release()
            }
            var observer = try RingObserver<TestRecord>(ring.memory)
            XCTAssertEqual(observer.position, oldest, "\(count)")
            XCTAssertEqual(observer.published, count)
            XCTAssertEqual(try drain(&observer).numbers, Array(oldest..<count))
        }
    }

    func testAFullRingThatNobodyReadsIsWhole() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var observer = try RingObserver<TestRecord>(ring.memory)
        for number in 0..<8 as Range<UInt64> { XCTAssertTrue(producer.tryWrite(TestRecord(number))) }
        XCTAssertEqual(try drain(&observer).numbers, Array(0..<8))
    }

    func testNoCopyIsTornWhileProducerAndConsumerRun() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 64)
        let memory = ring.memory
        let count: UInt64 = 300_000
        let running = onThread {
            do {
                var producer = try RingProducer<TestRecord>(resuming: memory)
                var consumer = try RingConsumer<TestRecord>(resuming: memory)
                for number in 0..<count {
                    guard producer.tryWrite(TestRecord(number)), consumer.peek() != nil else { return XCTFail("full or empty") }
                    consumer.release()
                }
            } catch { XCTFail("\(error)") }
        }
        var observer = try RingObserver<TestRecord>(memory)
        var record = TestRecord(0)
        var seen: UInt64 = 0
        var missed: UInt64 = 0
        while seen + missed < count {
            let position = observer.position
            switch try observer.next(into: &record) {
            case .nothing: continue
            case .missed(let number): missed += number
            case .copied:
                XCTAssertTrue(record.isIntact, "torn at \(position)")
                XCTAssertEqual(record.a, position)
                seen += 1
            }
            XCTAssertEqual(observer.position, seen + missed, "every record is seen or missed, once")
        }
        running.wait()
        XCTAssertEqual(try drain(&observer).numbers, [])
    }
}
