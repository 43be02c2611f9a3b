import CGrinder
import XCTest

@testable import Rings

final class CountersTests: XCTestCase {
    private func region() throws -> InstanceRegion {
        let region = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 1, low: 2),
                rings: [RingSpecification(kind: .market, of: TestRecord.self, capacity: 8)]))
        addTeardownBlock { region.close() }
        return region
    }

    // MARK: The table

    func testTheTableFitsTheRegionAndItsNamesAreStable() {
        for counter in WorkerCounter.allCases { XCTAssertTrue((0..<WorkerCounters.count).contains(counter.rawValue), "\(counter)") }
        for latency in StageLatency.allCases {
            XCTAssertTrue((0..<Int(GR_HISTOGRAMS)).contains(latency.rawValue), "\(latency)")
            XCTAssertEqual(latency.instrument.writers.count, 1, "one writer for \(latency)")
            XCTAssertEqual(latency.instrument.kind, .histogram)
        }
        let names = Instrument.all.map(\.name)
        XCTAssertEqual(Set(names).count, names.count)
        for instrument in Instrument.all {
            XCTAssertTrue(instrument.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, instrument.name)
            XCTAssertTrue(instrument.help.hasSuffix("."), instrument.name)
            XCTAssertFalse(instrument.writers.isEmpty, instrument.name)
        }
    }

    func testGaugeThatKeepsAMaximum() throws {
        let counters = try region().counters(.strategy)
        for value in [3, 9, 4] as [UInt64] { counters.raise(.loopLongestNs, to: value) }
        XCTAssertEqual(counters[.loopLongestNs], 9)
        counters[.loopLongestNs] = 1
        XCTAssertEqual(counters[.loopLongestNs], 1)
    }

    // MARK: Errors

    func testEqualErrorsAreOneEntry() throws {
        let region = try region()
        let errors = region.errors(.execution)
        var texts = 0
        for time in 10..<15 as Range<UInt64> {
            errors.record(identity: 7, realtimeNs: time) {
                texts += 1
                return "no quantity"
            }
        }
        errors.record("another", realtimeNs: 20)
        errors.record("another", realtimeNs: 21)
        XCTAssertEqual(texts, 1, "the text of a repetition is not put together")
        XCTAssertEqual(
            errors.entries,
            [
                ErrorEntry(text: "no quantity", count: 5, firstRealtimeNs: 10, lastRealtimeNs: 14),
                ErrorEntry(text: "another", count: 2, firstRealtimeNs: 20, lastRealtimeNs: 21),
            ])
        XCTAssertEqual(region.counters(.execution)[.errors], 7)
        XCTAssertEqual(region.errors(.strategy).entries, [], "each worker has its own")
    }

    func testAFullListCountsWhatItCannotName() throws {
        let region = try region()
        let errors = region.errors(.feed)
        for number in 0..<(ErrorLog.capacity + 3) { errors.record("error \(number)", realtimeNs: 1) }
        errors.record("error 0", realtimeNs: 9)
        XCTAssertEqual(errors.entries.count, ErrorLog.capacity)
        XCTAssertEqual(errors.entries[0].count, 2)
        XCTAssertEqual(region.counters(.feed)[.errorsUnlisted], 3)
        XCTAssertEqual(region.counters(.feed)[.errors], UInt64(ErrorLog.capacity) + 4)
    }

    func testALongTextIsCutAtACharacter() throws {
        let errors = try region().errors(.feed)
        errors.record("x" + String(repeating: "\u{e9}", count: 150), realtimeNs: 1)
        XCTAssertEqual(errors.entries[0].text, "x" + String(repeating: "\u{e9}", count: 107))
    }

    // MARK: High water

    func testHighWaterIsTheMostRecordsFoundWaiting() throws {
        let ring = try InProcessRing<TestRecord>(capacity: 8)
        var producer = try RingProducer<TestRecord>(resuming: ring.memory)
        var consumer = try RingConsumer<TestRecord>(resuming: ring.memory)
        var number: UInt64 = 0
        for burst in [3, 5, 2] {
            for _ in 0..<burst {
                XCTAssertTrue(producer.tryWrite(TestRecord(number)))
                number += 1
            }
            producer.noteDepth()
            while consumer.peek() != nil { consumer.release() }
        }
        XCTAssertEqual(ring.memory.counters.highWater, 5)
        for _ in 0..<8 { XCTAssertTrue(producer.tryWrite(TestRecord(0))) }
        var idle = Idler(.spin)
        XCTAssertEqual(producer.write(TestRecord(0), policy: .conflate, idle: &idle), .full)
        XCTAssertEqual(ring.memory.counters.highWater, 8, "a ring found full was full")
    }
}
