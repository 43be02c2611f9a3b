// A ring in this process with the workers' two ends on it, so that records can be written, read, and
// forged without any process.

import CGrinder
import Domain
import Rings
import XCTest

@testable import Workers

/// Shared by the two threads of one test at most, each with one end.
final class Channel: @unchecked Sendable {
    private let ring: InProcessRing<gr_record_t>

    init(capacity: Int = 1 << 14) throws { ring = try InProcessRing(kind: .market, capacity: capacity) }

    /// An idler that gives up: a test that waits for a record that never comes must end.
    private static func idler() -> Idler {
        Idler(.backoff(), deadlineNs: gr_clock_monotonic_ns() + 2_000_000_000)
    }

    var memory: RingMemory { ring.memory }

    func writer() throws -> RecordWriter { RecordWriter(try RingProducer(resuming: ring.memory), Self.idler()) }

    func reader() throws -> RecordReader { RecordReader(try RingConsumer(resuming: ring.memory), Self.idler()) }

    /// Puts a record on the ring as it is.
    func forge<Record: BitwiseCopyable>(_ record: Record) throws {
        var writer = try writer()
        try writer.write(record)
    }
}

/// Whether `body` refuses what it reads as corrupt.
func assertCorrupt(
    _ what: String, line: UInt = #line, _ body: () throws -> Void
) {
    do {
        try body()
        XCTFail("\(what) was accepted", line: line)
    } catch WorkerInterruption.corrupt(let error) {
        XCTAssertTrue(error.description.hasPrefix("corrupt record: "), line: line)
    } catch {
        XCTFail("\(what): \(error)", line: line)
    }
}
