import XCTest

@testable import Rings

/// A record whose number says its key and its age.
private func record(_ key: Int, _ age: Int) -> TestRecord { TestRecord(UInt64(key) << 32 | UInt64(age)) }

private func key(of record: TestRecord) -> Int { Int(record.a >> 32) }
private func age(of record: TestRecord) -> Int { Int(record.a & 0xffff_ffff) }

final class ConflationTests: XCTestCase {
    func testTheNewestWinsAndKeepsThePlaceOfTheFirst() {
        var table = ConflationTable<TestRecord>(capacity: 4, blank: TestRecord(0))
        XCTAssertNil(table.next)
        XCTAssertFalse(table.put(record(2, 1), key: 2))
        XCTAssertFalse(table.put(record(0, 1), key: 0))
        for age in 2...9 { XCTAssertTrue(table.put(record(2, age), key: 2)) }
        XCTAssertEqual(table.count, 2)
        XCTAssertEqual(table.next?.a, record(2, 9).a)
        table.removeNext()
        XCTAssertFalse(table.put(record(2, 10), key: 2), "it had gone: a new place, at the end")
        XCTAssertEqual(table.next?.a, record(0, 1).a)
        table.removeNext()
        XCTAssertEqual(table.next?.a, record(2, 10).a)
    }

    func testNothingIsHeldWhileThereIsSpace() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var sender = ConflatingSender<TestRecord>(keys: 2, blank: TestRecord(0))
        for age in 0..<8 { XCTAssertEqual(sender.offer(record(age % 2, age), key: age % 2, to: &producer), .written) }
        XCTAssertEqual(sender.offer(record(0, 8), key: 0, to: &producer), .held)
        XCTAssertEqual(sender.offer(record(0, 9), key: 0, to: &producer), .replaced)
        XCTAssertEqual([sender.offered, sender.sent, sender.conflated, UInt64(sender.pending)], [10, 8, 1, 1])
        XCTAssertEqual(ring.memory.counters.conflated, 1)
    }

    /// Random offers and reads against a list of what must come out.
    func testAgainstAModel() throws {
        for seed in 1...40 as ClosedRange<UInt64> {
            var random = SplitMix(state: seed)
            let keys = Int(seed % 7) + 1
            let ring = try InProcessRing<TestRecord>(capacity: 8)
            var producer = try RingProducer<TestRecord>(resuming: ring.memory)
            var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
            var sender = ConflatingSender<TestRecord>(keys: keys, blank: TestRecord(0))
            var onRing: [UInt64] = []
            var held: [(key: Int, number: UInt64)] = []
            func space() { while onRing.count < 8, !held.isEmpty { onRing.append(held.removeFirst().number) } }
            for age in 0..<3000 {
                switch random.next() % 4 {
                case 0, 1:
                    let key = Int(random.next() % UInt64(keys))
                    let offered = record(key, age)
                    space()
                    let outcome = sender.offer(offered, key: key, to: &producer)
                    if held.isEmpty, onRing.count < 8 {
                        onRing.append(offered.a)
                        XCTAssertEqual(outcome, .written)
                    } else if let index = held.firstIndex(where: { $0.key == key }) {
                        held[index].number = offered.a
                        XCTAssertEqual(outcome, .replaced)
                    } else {
                        held.append((key, offered.a))
                        XCTAssertEqual(outcome, .held)
                    }
                case 2:
                    XCTAssertEqual(consumer.peek()?.pointee.a, onRing.first, "seed \(seed)")
                    guard !onRing.isEmpty else { continue }
                    consumer.release()
                    onRing.removeFirst()
                default:
                    sender.flush(to: &producer)
                    space()
                }
                XCTAssertEqual(sender.offered, sender.sent + sender.conflated + UInt64(sender.pending))
                XCTAssertEqual(sender.pending, held.count)
                XCTAssertEqual(ring.memory.counters.conflated, sender.conflated)
            }
        }
    }

    func testASlowReaderSeesEachKeyGetNewerAndTheLastOfEach() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        let memory = ring.memory
        let keys = 5
        let count = 20_000
        let sending = onThread {
            do {
                var producer = try RingProducer<TestRecord>(resuming: memory)
                var sender = ConflatingSender<TestRecord>(keys: keys, blank: TestRecord(0))
                var idle = Idler(.backoff(), deadlineNs: hangDeadlineNs())
                for age in 0..<count { _ = sender.offer(record(age % keys, age), key: age % keys, to: &producer) }
                XCTAssertEqual(sender.send(record(99, 0), to: &producer, idle: &idle), .written)
                XCTAssertEqual(sender.pending, 0)
                XCTAssertEqual(sender.offered, UInt64(count))
                XCTAssertEqual(sender.offered, sender.sent + sender.conflated, "in = out + conflated")
            } catch { XCTFail("\(error)") }
        }
        var consumer = try RingConsumer<TestRecord>(resuming: memory)
        var idle = Idler(.backoff(), deadlineNs: hangDeadlineNs())
        var last = Array(repeating: -1, count: keys)
        while consumer.wait(idle: &idle) == .ready, let found = consumer.peek()?.pointee {
            consumer.release()
            XCTAssertTrue(found.isIntact)
            if key(of: found) == 99 { break }
            XCTAssertGreaterThan(age(of: found), last[key(of: found)])
            last[key(of: found)] = age(of: found)
        }
        sending.wait()
        XCTAssertEqual(last, (count - keys..<count).map { $0 }, "the newest of each key came out, before what was sent after")
    }

    func testASendThatIsStoppedLosesNothing() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 4)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var sender = ConflatingSender<TestRecord>(keys: 3, blank: TestRecord(0))
        let stop = SharedWord()
        stop.set(1)
        var idle = Idler(.park(), stop: stop.pointer)
        for age in 0..<6 { _ = sender.offer(record(age % 3, age), key: age % 3, to: &producer) }
        XCTAssertEqual(sender.pending, 2)
        XCTAssertEqual(sender.send(record(7, 7), to: &producer, idle: &idle), .stopped)
        XCTAssertEqual(sender.pending, 2)
        stop.set(0)
        for _ in 0..<4 {
            XCTAssertNotNil(consumer.peek())
            consumer.release()
        }
        XCTAssertEqual(sender.send(record(7, 7), to: &producer, idle: &idle), .written)
        XCTAssertEqual(sender.offered, sender.sent + sender.conflated)
    }
}
