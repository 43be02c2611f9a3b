import CGrinder
import XCTest

@testable import Rings

final class WaitingTests: XCTestCase {
    /// Parks without a bound of its own: only a wake-up, the stop word or the
    /// deadline of a hung test ends the sleep.
    private static let parkForever = IdleStrategy.park(parkNsMax: .max)

    func testRecommendedStrategyFollowsTheCores() {
        XCTAssertEqual(IdleStrategy.recommended(cores: 8, busyWorkers: 3), .spin)
        XCTAssertEqual(IdleStrategy.recommended(cores: 3, busyWorkers: 3), .backoff())
        XCTAssertEqual(IdleStrategy.recommended(cores: 2, busyWorkers: 3), .backoff())
        XCTAssertEqual(IdleStrategy.recommended(cores: 1, busyWorkers: 3), .backoff(spins: 0))
        XCTAssertEqual(IdleStrategy.recommended(cores: 1, busyWorkers: 0), .backoff(spins: 0))
    }

    private static let strategies: [IdleStrategy] = [
        .spin, .backoff(), .backoff(spins: 0), .backoff(spins: 3, yields: 2, parkNsMax: 0), .park(), parkForever,
    ]

    func testStopWordEndsEveryKindOfWait() throws {
        for strategy in Self.strategies {
            let ring = try InProcessRing<TestRecord>(capacity: 4)
            let memory = ring.memory
            let stop = SharedWord()
            let state = SharedWord()
            let done = onThread {
                var consumer = try! RingConsumer<TestRecord>(resuming: memory)
                var idle = Idler(strategy, stop: stop.pointer, waitState: state.pointer, deadlineNs: hangDeadlineNs())
                XCTAssertEqual(consumer.wait(idle: &idle), .stopped, "\(strategy)")
            }
            stop.set(1)
            memory.wakeSleepers()
            done.wait()
            XCTAssertEqual(state.value, WaitState.busy.rawValue)
        }
    }

    func testStopReachesASleeperThatIsAlreadyAsleep() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        let memory = ring.memory
        let stop = SharedWord()
        let done = onThread {
            var consumer = try! RingConsumer<TestRecord>(resuming: memory)
            var idle = Idler(Self.parkForever, stop: stop.pointer, deadlineNs: hangDeadlineNs())
            XCTAssertEqual(consumer.wait(idle: &idle), .stopped)
        }
        while memory.counters.consumerParks == 0 { gr_cpu_yield() }
        stop.set(1)
        memory.wakeSleepers()
        done.wait()
    }

    func testStopEndsAWaitForSpace() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        while producer.tryWrite(TestRecord(0)) {}
        let stop = SharedWord()
        stop.set(1)
        for strategy in Self.strategies {
            var idle = Idler(strategy, stop: stop.pointer)
            XCTAssertEqual(producer.write(TestRecord(1), idle: &idle), .stopped)
        }
        XCTAssertEqual(ring.memory.published, 4)
        XCTAssertEqual(ring.memory.counters.fullWaits, UInt64(Self.strategies.count))
    }

    func testRecordWinsOverStop() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        XCTAssertTrue(producer.tryWrite(TestRecord(1)))
        let stop = SharedWord()
        stop.set(1)
        var idle = Idler(.park(), stop: stop.pointer)
        XCTAssertEqual(consumer.wait(idle: &idle), .ready)
    }

    func testPassedDeadlineEndsEveryKindOfWait() throws {
        for strategy in Self.strategies {
            let ring = try InProcessRing<TestRecord>(capacity: 4)
            var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
            var idle = Idler(strategy, deadlineNs: gr_clock_monotonic_ns() + 1000)
            XCTAssertEqual(consumer.wait(idle: &idle), .timedOut, "\(strategy)")
        }
    }

    /// Every hand-over parks; one lost wake-up would end in `timedOut`.
    func testParkedPairLosesNoWakeUp() throws {
        let there = try InProcessRing<TestRecord>(capacity: 4)
        let back = try InProcessRing<TestRecord>(kind: .report, capacity: 4)
        let (thereMemory, backMemory) = (there.memory, back.memory)
        let rounds: UInt64 = 20_000
        let echo = onThread {
            var incoming = try! RingConsumer<TestRecord>(resuming: thereMemory)
            var outgoing = try! RingProducer<TestRecord>(resuming: backMemory)
            var idle = Idler(Self.parkForever, deadlineNs: hangDeadlineNs())
            for _ in 0..<rounds {
                guard incoming.wait(idle: &idle) == .ready, let record = incoming.peek() else { return XCTFail("lost") }
                XCTAssertTrue(outgoing.tryWrite(record.pointee))
                incoming.release()
            }
        }
        var outgoing = try RingProducer<TestRecord>(resuming: thereMemory)
        var incoming = try RingConsumer<TestRecord>(resuming: backMemory)
        var idle = Idler(Self.parkForever, deadlineNs: hangDeadlineNs())
        for number in 0..<rounds {
            XCTAssertTrue(outgoing.tryWrite(TestRecord(number)))
            guard incoming.wait(idle: &idle) == .ready, let record = incoming.peek() else { return XCTFail("lost") }
            XCTAssertEqual(record.pointee.a, number)
            incoming.release()
        }
        echo.wait()
        XCTAssertGreaterThan(backMemory.counters.consumerParks + thereMemory.counters.consumerParks, 0)
    }

    /// Aims at the one window that the barrier closes: the producer looks at the parked
    /// word while its record is still on its way, the consumer looks at the record
    /// while its parked word is. Both start each round together, a few pauses apart.
    func testPublishAndParkAtTheSameMoment() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        let memory = ring.memory
        let (ready, go) = (SharedWord(), SharedWord())
        let rounds: UInt32 = 30_000
        let done = onThread {
            var producer = try! RingProducer<TestRecord>(resuming: memory)
            for round in 1...rounds {
                ready.await(round)
                go.set(round)
                for _ in 0..<(round % 37) { gr_pause() }
                if !producer.tryWrite(TestRecord(UInt64(round))) { XCTFail("full") }
            }
        }
        var consumer = try RingConsumer<TestRecord>(resuming: memory)
        var idle = Idler(Self.parkForever, deadlineNs: hangDeadlineNs())
        for round in 1...rounds {
            ready.set(round)
            go.await(round)
            for _ in 0..<(round % 41) { gr_pause() }
            // Of this wait, not of all rounds: on a busy machine they take long.
            idle.deadlineNs = hangDeadlineNs()
            guard consumer.wait(idle: &idle) == .ready else { XCTFail("lost in round \(round)"); break }
            consumer.release()
        }
        ready.set(rounds)
        guard consumer.committed == UInt64(rounds) else { return }
        done.wait()
    }

    /// Both sides park: the producer on full, the consumer on empty.
    func testParkedProducerIsWokenBySpace() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        let memory = ring.memory
        let count: UInt64 = 100_000
        let done = onThread {
            var producer = try! RingProducer<TestRecord>(resuming: memory)
            var idle = Idler(Self.parkForever, deadlineNs: hangDeadlineNs())
            for number in 0..<count {
                guard producer.write(TestRecord(number), idle: &idle) == .written else { return XCTFail("lost") }
            }
        }
        var consumer = try RingConsumer<TestRecord>(resuming: memory)
        var idle = Idler(Self.parkForever, deadlineNs: hangDeadlineNs())
        for number in 0..<count {
            guard consumer.wait(idle: &idle) == .ready, let record = consumer.peek() else { return XCTFail("lost") }
            XCTAssertEqual(record.pointee.a, number)
            consumer.release()
        }
        done.wait()
        XCTAssertGreaterThan(memory.counters.producerParks, 0)
    }

    /// One loop sleeps on two rings at once and is woken by either.
    func testSleepOnTwoRingsIsEndedByEither() throws {
        let first = try InProcessRing<TestRecord>(capacity: 64)
        let second = try InProcessRing<WideRecord>(kind: .report, capacity: 64)
        let (firstMemory, secondMemory) = (first.memory, second.memory)
        let count: UInt64 = 5_000
        let progress = SharedWord()
        let done = onThread {
            var numbers = try! RingProducer<TestRecord>(resuming: firstMemory)
            var wide = try! RingProducer<WideRecord>(resuming: secondMemory)
            for number in 0..<count {
                while UInt64(progress.value) < number { gr_cpu_yield() }
                let written = number % 2 == 0 ? numbers.tryWrite(TestRecord(number)) : wide.tryWrite(WideRecord(number))
                XCTAssertTrue(written)
            }
        }
        var numbers = try RingConsumer<TestRecord>(resuming: firstMemory)
        var wide = try RingConsumer<WideRecord>(resuming: secondMemory)
        var idle = Idler(Self.parkForever, deadlineNs: hangDeadlineNs())
        var seen: UInt64 = 0
        while seen < count {
            if let record = numbers.peek() {
                XCTAssertEqual(record.pointee.a, seen)
                numbers.release()
            } else if let record = wide.peek() {
                XCTAssertEqual(record.pointee.first.a, seen)
                wide.release()
            } else if idle.step(on: numbers.waitTarget, wide.waitTarget) == .again {
                continue
            } else {
                return XCTFail("lost")
            }
            seen += 1
            idle.reset()
            progress.set(UInt32(seen))
        }
        done.wait()
        XCTAssertGreaterThan(firstMemory.counters.consumerParks, 0)
        XCTAssertEqual(firstMemory.counters.consumerParks, secondMemory.counters.consumerParks)
    }
}
