// The journaller as a process of its own, killed at random: what is journalled is exactly what was
// published.

import CGrinder
import Foundation
import Journal
import Rings
import TestSupport
import XCTest

@testable import Workers

final class JournalWorkerTests: XCTestCase {
    private static let kinds: [RingKind] = [.market, .intent, .report]

    private func makeRegion() throws -> InstanceRegion {
        let region = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 7, low: 9),
                rings: Self.kinds.map { RingSpecification(kind: $0, of: gr_record_t.self, capacity: 256, isTapped: true) }))
        addTeardownBlock { region.close() }
        try RunConfiguration().store(in: region)
        return region
    }

    private func start(_ region: InstanceRegion, _ directory: String, durability: String) throws -> gr_spawn_result_t {
        region.worker(.journal).prepareForSpawn(boottimeNs: gr_clock_boottime_ns())
        let program = try XCTUnwrap(PackageLayout.grinder)
        let words = [program, "worker", "journal", "--journal", directory, "--durability", durability]
        var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        argv.append(nil)
        defer { argv.forEach { free($0) } }
        let mappings = [gr_fd_mapping_t(source: region.fileDescriptor, target: Int32(GR_REGION_FD))]
        let child = gr_spawn(program, argv, nil, mappings, mappings.count)
        XCTAssertEqual(child.error, 0)
        return child
    }

    private func end(_ child: gr_spawn_result_t) -> gr_exit_status_t {
        defer { gr_close(child.pidfd) }
        var status = gr_exit_status_t()
        XCTAssertEqual(gr_poll_readable(child.pidfd, 60_000), 1, "the journaller did not end")
        XCTAssertEqual(gr_process_reap(child.pidfd, true, &status), 0)
        return status
    }

    private func record(_ number: UInt64, _ kind: RingKind) -> gr_text_chunk_t {
        var record = gr_text_chunk_t()
        record.kind = UInt8(GR_RECORD_TEXT_CHUNK)
        withUnsafeMutableBytes(of: &record.bytes) {
            for word in 0..<6 { $0.storeBytes(of: number &* UInt64(word + 1) ^ UInt64(kind.rawValue), toByteOffset: 8 * word, as: UInt64.self) }
        }
        return record
    }

    /// Publishes on all rings for a while; both readers' positions decide how fast.
    private func publish(
        _ rings: inout [(kind: RingKind, producer: ProducerBox)], count: Int, _ random: inout SeededGenerator
    ) {
        for _ in 0..<count {
            let index = Int.random(in: 0..<rings.count, using: &random)
            rings[index].producer.write { record($0, rings[index].kind) }
        }
    }

    /// A producer and a consumer that keeps up, in a class so that several fit an array.
    private final class ProducerBox {
        var producer: RingProducer<gr_text_chunk_t>
        var consumer: RingConsumer<gr_text_chunk_t>

        init(_ memory: RingMemory) throws {
            let producer = try RingProducer<gr_text_chunk_t>(resuming: memory)
            let consumer = try RingConsumer<gr_text_chunk_t>(resuming: memory)
            self.producer = producer
            self.consumer = consumer
        }

        /// False when the journaller holds the whole ring.
        @discardableResult
        func write(_ make: (UInt64) -> gr_text_chunk_t) -> Bool {
            guard producer.tryWrite(make(producer.published)) else { return false }
            XCTAssertNotNil(consumer.peek())
            consumer.release()
            return true
        }
    }

    private func killAtRandom(durability: String, kills: Int, seed: UInt64) throws {
        let scratch = try ScratchDirectory()
        let region = try makeRegion()
        var random = SeededGenerator(seed: seed)
        var rings: [(kind: RingKind, producer: ProducerBox)] = []
        for kind in Self.kinds { rings.append((kind, try ProducerBox(region.ring(kind)))) }
        for kill in 0..<kills {
            let child = try start(region, scratch.file("j"), durability: durability)
            // Some die while they start; most are let live until they work.
            if kill % 4 != 0 { XCTAssertTrue(eventually(within: 60) { region.worker(.journal).state == .running }) }
            let deadlineNs = gr_clock_monotonic_ns() + UInt64.random(in: 0...30_000_000, using: &random)
            while gr_clock_monotonic_ns() < deadlineNs {
                publish(&rings, count: Int.random(in: 1...200, using: &random), &random)
                usleep(UInt32.random(in: 0...300, using: &random))
            }
            XCTAssertEqual(gr_pidfd_send_signal(child.pidfd, SIGKILL), 0, region.worker(.journal).detail)
            XCTAssertEqual(end(child).signal, SIGKILL)
            for ring in rings { try region.ring(ring.kind)._checkInvariants() }
        }
        let child = try start(region, scratch.file("j"), durability: durability)
        // On a slow machine little went through so far: more than a lap of the rings must.
        XCTAssertTrue(
            eventually(within: 60) {
                publish(&rings, count: 100, &random)
                return rings.allSatisfy { $0.producer.producer.published > 300 }
            })
        region.requestStop(.journal)
        XCTAssertEqual(end(child).code, 0, region.worker(.journal).detail)

        let reader = try JournalReader(directory: scratch.file("j"))
        XCTAssertNil(try reader.verify().tornTail)
        XCTAssertEqual(try reader.verify().positions[.configuration], 1)
        for (kind, box) in rings {
            XCTAssertEqual(try region.ring(kind).tapped, box.producer.published)
            var cursor = try reader.cursor(of: JournalStream(kind))
            while let found = try cursor.next(as: gr_text_chunk_t.self) {
                var expected = record(cursor.position - 1, kind)
                expected.sequence = cursor.position
                XCTAssertTrue(withUnsafeBytes(of: found.pointee) { a in withUnsafeBytes(of: expected) { a.elementsEqual($0) } })
            }
            XCTAssertEqual(cursor.position, box.producer.published)
            XCTAssertGreaterThan(cursor.position, 300)
        }
    }

    func testKilledAtRandom() throws { try killAtRandom(durability: "async", kills: 25, seed: 11) }
    func testKilledAtRandomWithDurableCommits() throws { try killAtRandom(durability: "before-commit", kills: 15, seed: 12) }

    func testARegionWithoutTapsIsRefused() throws {
        let scratch = try ScratchDirectory()
        let region = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 7, low: 9),
                rings: Self.kinds.map { RingSpecification(kind: $0, of: gr_record_t.self, capacity: 8) }))
        defer { region.close() }
        try RunConfiguration().store(in: region)
        let child = try start(region, scratch.file("j"), durability: "async")
        XCTAssertEqual(end(child).code, WorkerProcess.ExitCode.badConfiguration)
        XCTAssertTrue(region.worker(.journal).detail.contains("without a tap"), region.worker(.journal).detail)
    }
}
