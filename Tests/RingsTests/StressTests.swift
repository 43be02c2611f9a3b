import CGrinder
import XCTest

@testable import Rings

/// Two threads, millions of records, every field checked.
final class StressTests: XCTestCase {
    private func exchange(capacity: Int, count: UInt64, commitEvery: Int, strategy: IdleStrategy) throws {
        let ring = try InProcessRing<TestRecord>(capacity: capacity)
        let memory = ring.memory
        let done = onThread {
            var producer = try! RingProducer<TestRecord>(resuming: memory)
            var idle = Idler(strategy, deadlineNs: hangDeadlineNs())
            for number in 0..<count {
                guard producer.write(TestRecord(number &* 0x9e37_79b9), idle: &idle) == .written
                else { return XCTFail("stuck at \(number)") }
            }
        }
        var consumer = try RingConsumer<TestRecord>(resuming: memory, commitEvery: commitEvery)
        var idle = Idler(strategy, deadlineNs: hangDeadlineNs())
        var bad: UInt64 = 0
        for number in 0..<count {
            guard consumer.wait(idle: &idle) == .ready, let record = consumer.peek()
            else { return XCTFail("stuck at \(number)") }
            if !record.pointee.isIntact || record.pointee.a != number &* 0x9e37_79b9
                || record.pointee.sequence != number + 1
            {
                bad += 1
            }
            consumer.release()
        }
        done.wait()
        consumer.commit()
        XCTAssertEqual(bad, 0)
        XCTAssertEqual(memory.counters.published, count)
        XCTAssertEqual(memory.counters.consumed, count)
        memory._checkInvariants()
    }

    func testMillionsThroughAWideRing() throws {
        try exchange(capacity: 1024, count: 2_000_000, commitEvery: 1, strategy: .backoff())
    }

    func testMillionsWithBatchedCommits() throws {
        try exchange(capacity: 1024, count: 2_000_000, commitEvery: 256, strategy: .backoff())
    }

    func testNarrowRingThatIsAlwaysFullOrEmpty() throws {
        try exchange(capacity: 4, count: 500_000, commitEvery: 1, strategy: .backoff(spins: 20, yields: 5))
    }

    func testNarrowRingThatParksAtOnce() throws {
        try exchange(capacity: 8, count: 100_000, commitEvery: 2, strategy: .park())
    }

    /// A third thread that reads counters meanwhile sees positions that only grow and
    /// never more than the capacity apart.
    func testObserverSeesMonotonePositions() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 64)
        let memory = ring.memory
        let finished = SharedWord()
        let observer = onThread {
            var last = memory.counters
            while finished.value == 0 {
                let now = memory.counters
                XCTAssertGreaterThanOrEqual(now.consumed, last.consumed)
                XCTAssertLessThanOrEqual(memory.depth, memory.capacity)
                last = now
                gr_cpu_yield()
            }
        }
        let writer = onThread {
            var producer = try! RingProducer<TestRecord>(resuming: memory)
            var idle = Idler(.backoff(), deadlineNs: hangDeadlineNs())
            for number in 0..<300_000 as Range<UInt64> { _ = producer.write(TestRecord(number), idle: &idle) }
        }
        var consumer = try RingConsumer<TestRecord>(resuming: memory)
        var idle = Idler(.backoff(), deadlineNs: hangDeadlineNs())
        for _ in 0..<300_000 {
            XCTAssertEqual(consumer.wait(idle: &idle), .ready)
            consumer.release()
        }
        writer.wait()
        finished.set(1)
        observer.wait()
    }
}
