// The writing end of a free-running market ring: nothing waits, everything is accounted for, and the records say which
// events they are.

import CGrinder
import Rings
import TestSupport
import XCTest

@testable import Workers

/// A record that says its key and its event.
private func record(_ key: Int, _ event: Int) -> gr_record_t {
    var snapshot = gr_snapshot_t()
    snapshot.kind = UInt8(GR_RECORD_SNAPSHOT)
    snapshot.symbol = UInt16(key)
    snapshot.event_time = Int64(event)
    return unsafeBitCast(snapshot, to: gr_record_t.self)
}

final class ConflatingWriterTests: XCTestCase {
    /// The events that the records on the ring are, as a reader works it out; removes them.
    private func events(_ consumer: inout RingConsumer<gr_record_t>, following: inout UInt64) -> [Int] {
        var found: [Int] = []
        while let record = consumer.peek() {
            if Int(record.pointee.kind) == GR_RECORD_SOURCE {
                following = record.as(gr_source_t.self).event
            } else {
                XCTAssertEqual(Int64(following), record.as(gr_snapshot_t.self).event_time)
                found.append(Int(following))
                following += 1
            }
            consumer.release()
        }
        return found
    }

    func testNothingIsHeldOrAnnouncedWhileThereIsSpace() throws {
        let channel = try Channel(capacity: 8)
        var writer = ConflatingWriter(try channel.writer(), keys: 2)
        for event in 0..<8 { writer.offer(record(event % 2, event), event: UInt64(event), key: event % 2) }
        XCTAssertEqual([writer.sent, writer.conflated, UInt64(writer.pending)], [8, 0, 0])
        writer.offer(record(0, 8), event: 8, key: 0)
        writer.offer(record(1, 9), event: 9, key: 1)
        writer.offer(record(0, 10), event: 10, key: 0)
        XCTAssertEqual([writer.sent, writer.conflated, UInt64(writer.pending)], [8, 1, 2])
        XCTAssertEqual(channel.memory.counters.conflated, 1)
        var consumer = try RingConsumer<gr_record_t>(resuming: channel.memory)
        var following: UInt64 = 0
        XCTAssertEqual(events(&consumer, following: &following), Array(0..<8))
        XCTAssertEqual(channel.memory.published, 8, "no source record")
        writer.flush()
        XCTAssertEqual(events(&consumer, following: &following), [10, 9], "key 0 had waited first")
        writer.offer(record(1, 11), event: 11, key: 1)
        XCTAssertEqual(events(&consumer, following: &following), [11])
    }

    /// Random offers, sends and reads.
    func testEveryEventIsAccountedForAndKnown() throws {
        for seed in 1...30 as ClosedRange<UInt64> {
            var random = SeededGenerator(seed: seed)
            let keys = Int.random(in: 1...7, using: &random)
            let channel = try Channel(capacity: 8)
            var writer = ConflatingWriter(try channel.writer(), keys: keys)
            var consumer = try RingConsumer<gr_record_t>(resuming: channel.memory)
            var following: UInt64 = 0
            var last = [Int](repeating: -1, count: keys)
            var count = 0
            func check(_ found: [Int], _ keyOf: [Int]) {
                for event in found {
                    XCTAssertGreaterThan(event, last[keyOf[event]])
                    last[keyOf[event]] = event
                    count += 1
                }
            }
            var keyOf: [Int] = []
            for event in 0..<3000 {
                let key = Int.random(in: 0..<keys, using: &random)
                keyOf.append(key)
                // A send waits; the ring must have room for it and all that is held.
                if channel.memory.depth == 0, writer.pending <= 2, Int.random(in: 0..<4, using: &random) == 0 {
                    try writer.begin(UInt64(event))
                    try writer.records.write(record(key, event))
                    writer.wrote()
                    XCTAssertEqual(writer.pending, 0)
                } else {
                    writer.offer(record(key, event), event: UInt64(event), key: key)
                }
                if Int.random(in: 0..<6, using: &random) == 0 { check(events(&consumer, following: &following), keyOf) }
                if Int.random(in: 0..<9, using: &random) == 0 { writer.flush() }
                XCTAssertEqual(UInt64(event + 1), writer.sent + writer.conflated + UInt64(writer.pending))
            }
            while writer.pending > 0 {
                check(events(&consumer, following: &following), keyOf)
                writer.flush()
            }
            check(events(&consumer, following: &following), keyOf)
            XCTAssertEqual(UInt64(count), writer.sent)
            XCTAssertEqual(last, (0..<keys).map { key in keyOf.lastIndex(of: key) ?? -1 }, "the newest of each key")
        }
    }

    func testAWaitThatEndsLosesNothing() throws {
        let channel = try Channel(capacity: 4)
        var writer = ConflatingWriter(try channel.writer(), keys: 3)
        for event in 0..<6 { writer.offer(record(event % 3, event), event: UInt64(event), key: event % 3) }
        XCTAssertEqual(writer.pending, 2)
        do {
            try writer.begin(6)
            XCTFail("there is no space")
        } catch {
            guard case .stopped = error else { return XCTFail("\(error)") }
        }
        XCTAssertEqual(writer.pending, 2)
        var consumer = try RingConsumer<gr_record_t>(resuming: channel.memory)
        var following: UInt64 = 0
        XCTAssertEqual(events(&consumer, following: &following), [0, 1, 2, 3])
        try writer.drain()
        XCTAssertEqual(events(&consumer, following: &following), [4, 5])
    }
}
