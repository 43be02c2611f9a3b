// Rings with something to journal, and journals made from them.

import CGrinder
import Foundation
import Rings
import TestSupport
import XCTest

@testable import Journal

/// 64 bytes whose fields follow from its number.
struct Sample: BitwiseCopyable, Equatable {
    var sequence: UInt64 = 0
    var number: UInt64 = 0
    var salt: UInt64 = 0
    var rest = (UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0))

    init(_ number: UInt64, salt: UInt64) {
        self.number = number
        self.salt = salt
        rest = (number &* 3, ~number, number ^ salt, number << 7, salt &+ number)
    }

    static func == (left: Sample, right: Sample) -> Bool {
        withUnsafeBytes(of: left) { left in withUnsafeBytes(of: right) { right in left.elementsEqual(right) } }
    }
}

/// One tapped ring with all its ends in one thread; the consumer is always done.
struct TappedRing: ~Copyable {
    let ring: InProcessRing<Sample>
    let stream: JournalStream
    var producer: RingProducer<Sample>
    var consumer: RingConsumer<Sample>
    var tap: RingTap<Sample>

    init(_ kind: RingKind, capacity: Int = 1024) throws {
        let ring = try InProcessRing<Sample>(kind: kind, capacity: capacity, isTapped: true)
        let producer = try RingProducer<Sample>(resuming: ring.memory)
        let consumer = try RingConsumer<Sample>(resuming: ring.memory)
        let tap = try RingTap<Sample>(resuming: ring.memory)
        self.ring = ring
        stream = JournalStream(kind)
        self.producer = producer
        self.consumer = consumer
        self.tap = tap
    }

    mutating func publish(_ count: Int) {
        for _ in 0..<count {
            XCTAssertTrue(producer.tryWrite(Sample(producer.published, salt: UInt64(stream.rawValue))))
            XCTAssertNotNil(consumer.peek())
            consumer.release()
        }
    }

    /// The journaller dies and another one attaches.
    mutating func restartTap() throws { tap = try RingTap<Sample>(resuming: ring.memory) }
}

extension JournalWriter {
    /// One turn of a journaller over one ring.
    mutating func turn(_ ring: inout TappedRing) throws {
        _ = try collect(&ring.tap, as: ring.stream)
        try write()
        ring.tap.commit()
    }

    mutating func turn(_ first: inout TappedRing, _ second: inout TappedRing) throws {
        _ = try collect(&first.tap, as: first.stream)
        _ = try collect(&second.tap, as: second.stream)
        try write()
        first.tap.commit()
        second.tap.commit()
    }
}

enum Expect {
    static let instance = InstanceID(high: 0xa, low: 0xb)

    /// Reads a stream from `first`; every record must be the one of its position. How many there were.
    @discardableResult
    static func records(
        in directory: String, _ stream: JournalStream, from first: UInt64 = 0, file: StaticString = #filePath, line: UInt = #line
    ) throws -> UInt64 {
        var cursor = try JournalReader(directory: directory).cursor(of: stream, from: first)
        var count: UInt64 = 0
        while let record = try cursor.next(as: Sample.self) {
            var expected = Sample(first + count, salt: UInt64(stream.rawValue))
            expected.sequence = first + count + 1
            XCTAssertEqual(record.pointee, expected, "record \(first + count)", file: file, line: line)
            count += 1
        }
        return count
    }

    static func smallSegments(_ bytes: Int = 64 << 10) -> JournalOptions {
        var options = JournalOptions()
        options.segmentBytes = bytes
        return options
    }
}

extension ScratchDirectory {
    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name)))) }

    /// Names of the segments, oldest first.
    func segments() throws -> [String] { try contents().filter { $0.hasSuffix(".seg") && !$0.hasPrefix(".") } }
}
