// What every ring promises to whoever reads it, whether its records are in private memory, in an
// instance region or in a recording: one list, run over all three.

import Glibc
import XCTest

@testable import Rings

/// A ring with records on it, and a way to read it again from where a dead reader left off.
protocol RingSubject {
    /// A ring of `capacity` that carries the records `first..<end`, none of them read.
    init(first: UInt64, end: UInt64, capacity: Int) throws
    /// A reader that begins with the first record that is not committed.
    func source() throws -> any RingReading
}

/// A reading end behind one type, because they are not copyable.
protocol RingReading: AnyObject {
    var position: UInt64 { get }
    var published: UInt64 { get }
    func peek() -> UnsafePointer<TestRecord>?
    func release()
}

private final class Reading<Source: RecordSource & ~Copyable>: RingReading where Source.Record == TestRecord {
    private var source: Source
    /// Whoever holds the memory.
    private let owner: AnyObject

    init(_ source: consuming Source, of owner: AnyObject) {
        self.source = source
        self.owner = owner
    }

    var position: UInt64 { source.position }
    var published: UInt64 { source.published }
    func peek() -> UnsafePointer<TestRecord>? { source.peek() }
    func release() { source.release() }
}

/// The list. A subclass says of which ring.
class RingConformanceTestCase: XCTestCase {
    /// Runs every promise over `Subject`.
    func checkAll<Subject: RingSubject>(_ subject: Subject.Type) throws {
        let checks: [(String, () throws -> Void)] = [
            ("an empty ring has nothing", { try self.empty(subject) }),
            ("records come in order, whole, with their sequence", { try self.order(subject) }),
            ("peeking does not consume", { try self.peeking(subject) }),
            ("position and published count records", { try self.counting(subject) }),
            ("a ring may begin anywhere in its life", { try self.anywhere(subject) }),
            ("a second reader sees the same", { try self.again(subject) }),
        ]
        for (name, check) in checks {
            do { try check() } catch { XCTFail("\(name): \(error)") }
        }
    }

    private func empty<Subject: RingSubject>(_: Subject.Type) throws {
        let source = try Subject(first: 0, end: 0, capacity: 8).source()
        XCTAssertNil(source.peek())
        XCTAssertNil(source.peek())
        XCTAssertEqual(source.position, 0)
        XCTAssertEqual(source.published, 0)
    }

    private func order<Subject: RingSubject>(_: Subject.Type) throws {
        for end in [1, 2, 7, 8] as [UInt64] {
            let subject = try Subject(first: 0, end: end, capacity: 8)
            let source = try subject.source()
            for number in 0..<end {
                let record = try XCTUnwrap(source.peek()).pointee
                XCTAssertEqual(record.a, number)
                XCTAssertEqual(record.sequence, number + 1)
                XCTAssertTrue(record.isIntact)
                source.release()
            }
            XCTAssertNil(source.peek())
        }
    }

    private func peeking<Subject: RingSubject>(_: Subject.Type) throws {
        let subject = try Subject(first: 0, end: 3, capacity: 4)
        let source = try subject.source()
        let first = try XCTUnwrap(source.peek())
        XCTAssertEqual(source.peek(), first)
        XCTAssertEqual(source.position, 0)
        XCTAssertEqual(first.pointee.a, 0)
    }

    private func counting<Subject: RingSubject>(_: Subject.Type) throws {
        let subject = try Subject(first: 0, end: 5, capacity: 8)
        let source = try subject.source()
        for position in 0..<5 as Range<UInt64> {
            XCTAssertEqual(source.position, position)
            XCTAssertEqual(source.published, 5)
            _ = source.peek()
            source.release()
        }
        XCTAssertEqual(source.position, 5)
        XCTAssertEqual(source.published, 5)
    }

    private func anywhere<Subject: RingSubject>(_: Subject.Type) throws {
        for first in [1, 7, 8, 9, 1000] as [UInt64] {
            let subject = try Subject(first: first, end: first + 6, capacity: 8)
            let source = try subject.source()
            XCTAssertEqual(source.position, first)
            XCTAssertEqual(source.published, first + 6)
            for number in first..<(first + 6) {
                XCTAssertEqual(source.peek()?.pointee.a, number)
                XCTAssertEqual(source.peek()?.pointee.sequence, number + 1)
                source.release()
            }
            XCTAssertNil(source.peek())
        }
    }

    private func again<Subject: RingSubject>(_: Subject.Type) throws {
        let subject = try Subject(first: 3, end: 9, capacity: 8)
        for _ in 0..<3 {
            let source = try subject.source()
            XCTAssertEqual(source.position, 3, "nothing was committed")
            XCTAssertEqual(source.peek()?.pointee.a, 3)
        }
    }
}

/// Writes `end` records, and reads and commits those before `first`.
private func fill(_ ring: RingMemory, first: UInt64, end: UInt64) throws {
    var producer = try RingProducer<TestRecord>(resuming: ring)
    var consumer = try RingConsumer<TestRecord>(resuming: ring)
    for number in 0..<end {
        XCTAssertTrue(producer.tryWrite(TestRecord(number)))
        guard number < first else { continue }
        XCTAssertNotNil(consumer.peek())
        consumer.release()
    }
}

// MARK: In process

private final class InProcessSubject: RingSubject {
    private let ring: InProcessRing<TestRecord>

    init(first: UInt64, end: UInt64, capacity: Int) throws {
        ring = try InProcessRing(capacity: capacity)
        try fill(ring.memory, first: first, end: end)
    }

    func source() throws -> any RingReading { Reading(try RingConsumer<TestRecord>(resuming: ring.memory), of: self) }
}

final class InProcessRingConformanceTests: RingConformanceTestCase {
    func testPromises() throws { try checkAll(InProcessSubject.self) }
}

// MARK: In a region, seen through another mapping than the writer's

private final class RegionSubject: RingSubject {
    private let writing: InstanceRegion
    private let reading: InstanceRegion

    init(first: UInt64, end: UInt64, capacity: Int) throws {
        writing = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 3, low: 4),
                rings: [RingSpecification(kind: .intent, of: TestRecord.self, capacity: capacity)]))
        reading = try InstanceRegion.attach(fileDescriptor: dup(writing.fileDescriptor))
        try fill(writing.ring(.intent), first: first, end: end)
    }

    deinit {
        writing.close()
        reading.close()
    }

    func source() throws -> any RingReading { Reading(try reading.consumer(.intent, of: TestRecord.self), of: self) }
}

final class RegionRingConformanceTests: RingConformanceTestCase {
    func testPromises() throws { try checkAll(RegionSubject.self) }
}

// MARK: Recorded

private final class RecordedSubject: RingSubject {
    private let records: UnsafeMutableBufferPointer<TestRecord>

    init(first: UInt64, end: UInt64, capacity: Int) throws {
        records = .allocate(capacity: Int(end - first))
        for index in records.indices {
            records[index] = TestRecord(first + UInt64(index))
            records[index].sequence = first + UInt64(index) + 1
        }
    }

    deinit { records.deallocate() }

    func source() throws -> any RingReading { Reading(try RecordedRing(UnsafeBufferPointer(records)), of: self) }
}

final class RecordedRingConformanceTests: RingConformanceTestCase {
    func testPromises() throws { try checkAll(RecordedSubject.self) }

    func testARecordingWithAHoleIsRefused() throws {
        var records = (0..<4).map { TestRecord(UInt64($0)) }
        for index in records.indices { records[index].sequence = UInt64(index) + 5 }
        records[2].sequence = 9
        records.withUnsafeBufferPointer { buffer in
            do {
                _ = try RecordedRing(buffer)
                XCTFail("accepted")
            } catch {
                XCTAssertEqual(error as? RingError, .recording(record: 2, found: 9, expected: 7))
                XCTAssertTrue("\(error)".contains("expected 7"), "\(error)")
            }
        }
    }
}
